package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The form in which a draft is changed. */
@Controller
class ContractEditPages {

    private final Contracts contracts;
    private final ContractRepository rows;
    private final ContractChoices choices;
    private final Tariffs tariffs;
    private final Identities identities;

    ContractEditPages(
            Contracts contracts,
            ContractRepository rows,
            ContractChoices choices,
            Tariffs tariffs,
            Identities identities) {
        this.contracts = contracts;
        this.rows = rows;
        this.choices = choices;
        this.tariffs = tariffs;
        this.identities = identities;
    }

    @GetMapping("/contracts/{id}/edit")
    @Needs(Contracts.EDIT)
    Object edit(@PathVariable long id) {
        var card = rows.card(id);
        if (card.contract().status() != ContractStatus.DRAFT) {
            return Toast.after("contracts.no-draft", "/contracts/" + id);
        }
        var values = ContractForm.of(card);
        return show(form(card, values, values, card.contract().version()), HttpStatus.OK);
    }

    @PostMapping("/contracts/{id}")
    @Needs(Contracts.EDIT)
    Object save(@PathVariable long id, Fields sent) {
        var values = Conflict.chosen(sent, prefix -> sent.raw(ContractForm.FIELDS, prefix));
        pickScanned(values);
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = form(rows.card(id), values, sent.raw(ContractForm.FIELDS, "was_"), version);
        try {
            var details = read(values);
            contracts.edit(id, version, _ -> details);
            return Toast.after("contracts.did-save", "/contracts/" + id);
        } catch (Invalid invalid) {
            return show(form.refused(invalid.fields()), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return show(form.refused(Map.of(control(refusal), List.of(refusal.text()))), HttpStatus.CONFLICT);
        } catch (Merged merged) {
            return show(form.refused(choices.exchange(merged, values)), HttpStatus.CONFLICT);
        } catch (NotFound gone) {
            return show(form.refused(Map.of("", List.of(new Text("contract_wizard.gone")))), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            var saved = rows.card(id);
            return show(
                    form.over(saved, identities.fullName(saved.updatedBy()), choices.tariffNames()),
                    HttpStatus.CONFLICT);
        }
    }

    /** A card that was scanned and not picked from the list. */
    private void pickScanned(Map<String, String> values) {
        if (values.getOrDefault("sim_id", "").isBlank()
                && !values.getOrDefault("sim_id_text", "").isBlank()) {
            var sim = choices.sim(Fields.typed(values), "sim_id");
            if (sim != null) {
                values.put("sim_id", Long.toString(sim.id()));
            }
        }
    }

    private ContractDetails read(Map<String, String> values) {
        var sent = Fields.typed(values);
        var customer = sent.whole("customer_id");
        if (customer == null && !sent.rejected("customer_id")) {
            sent.reject("customer_id", "contracts.choose-customer");
        }
        var sim =
                sent.raw("sim_id").isBlank() && sent.raw("sim_id_text").isBlank() ? null : choices.sim(sent, "sim_id");
        sent.required("tariff_id", 20);
        var tariff = sent.whole("tariff_id");
        sent.required("signed_on", 20);
        var signedOn = sent.rejected("signed_on") ? null : sent.date("signed_on");
        sent.check();
        return new ContractDetails(
                Objects.requireNonNull(customer),
                sim == null ? null : sim.id(),
                Objects.requireNonNull(tariff),
                Objects.requireNonNull(signedOn));
    }

    private static String control(Refusal refusal) {
        return switch (refusal.code()) {
            case "sim_not_free", "contract_has_sim" -> "sim_id_text";
            case "tariff_archived" -> "tariff_id";
            default -> "";
        };
    }

    private ContractForm form(ContractCard card, Map<String, String> values, Map<String, String> before, long version) {
        var offered = new LinkedHashMap<String, String>();
        offered.put(Long.toString(card.tariff().id()), card.tariff().name());
        for (Tariff tariff : tariffs.active()) {
            offered.put(Long.toString(tariff.id()), tariff.name());
        }
        return new ContractForm(card, values, before, version, Map.of(), null, offered, contracts.today());
    }

    private static ModelAndView show(ContractForm form, HttpStatus status) {
        return new ModelAndView("contracts/form", Map.of("form", form), status);
    }
}
