package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.util.ArrayList;
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

    ContractEditPages(Contracts contracts, ContractRepository rows, ContractChoices choices, Tariffs tariffs) {
        this.contracts = contracts;
        this.rows = rows;
        this.choices = choices;
        this.tariffs = tariffs;
    }

    @GetMapping("/contracts/{id}/edit")
    @Needs(Contracts.EDIT)
    Object edit(@PathVariable long id) {
        var card = rows.card(id);
        if (card.contract().status() != ContractStatus.DRAFT) {
            return Toast.after("contracts.no-draft", "/contracts/" + id);
        }
        return show(card, of(card), card.contract().version(), Map.of(), List.of(), HttpStatus.OK);
    }

    @PostMapping("/contracts/{id}")
    @Needs(Contracts.EDIT)
    Object save(@PathVariable long id, Fields sent) {
        var values = new LinkedHashMap<String, String>();
        for (var name : List.of("customer_id", "customer_id_text", "sim_id", "sim_id_text", "tariff_id", "signed_on")) {
            values.put(name, sent.raw(name));
        }
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        try {
            var customer = sent.whole("customer_id");
            if (customer == null && !sent.rejected("customer_id")) {
                sent.reject("customer_id", "contracts.choose-customer");
            }
            var sim = sent.raw("sim_id").isBlank() && sent.raw("sim_id_text").isBlank()
                    ? null
                    : choices.sim(sent, "sim_id");
            sent.required("tariff_id", 20);
            var tariff = sent.whole("tariff_id");
            sent.required("signed_on", 20);
            var signedOn = sent.rejected("signed_on") ? null : sent.date("signed_on");
            sent.check();
            var details = new ContractDetails(
                    Objects.requireNonNull(customer),
                    sim == null ? null : sim.id(),
                    Objects.requireNonNull(tariff),
                    Objects.requireNonNull(signedOn));
            contracts.edit(id, version, _ -> details);
            return Toast.after("contracts.did-save", "/contracts/" + id);
        } catch (Invalid invalid) {
            return show(rows.card(id), values, version, invalid.fields(), List.of(), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return show(
                    rows.card(id),
                    values,
                    version,
                    Map.of(control(refusal), List.of(refusal.text())),
                    List.of(),
                    HttpStatus.CONFLICT);
        } catch (NotFound gone) {
            return show(
                    rows.card(id),
                    values,
                    version,
                    Map.of("", List.of(new Text("contract_wizard.gone"))),
                    List.of(),
                    HttpStatus.CONFLICT);
        } catch (Stale stale) {
            var saved = rows.card(id);
            return show(
                    saved, values, saved.contract().version(), Map.of(), conflict(saved, values), HttpStatus.CONFLICT);
        }
    }

    private static String control(Refusal refusal) {
        return switch (refusal.code()) {
            case "sim_not_free", "contract_has_sim" -> "sim_id_text";
            case "tariff_archived" -> "tariff_id";
            default -> "";
        };
    }

    /** What the other one saved and this form has otherwise. */
    private List<ContractForm.Row> conflict(ContractCard saved, Map<String, String> values) {
        var theirs = of(saved);
        var rows = new ArrayList<ContractForm.Row>();
        for (var field : List.of("customer_id", "sim_id", "tariff_id", "signed_on")) {
            var mine = values.getOrDefault(field, "");
            var other = theirs.getOrDefault(field, "");
            if (!mine.equals(other)) {
                rows.add(new ContractForm.Row(field, shown(field, mine, values), shown(field, other, theirs), other));
            }
        }
        return rows;
    }

    private String shown(String field, String value, Map<String, String> values) {
        return switch (field) {
            case "tariff_id" -> choices.tariffNames().getOrDefault(value, value);
            case "signed_on" -> value;
            default -> values.getOrDefault(field + "_text", value);
        };
    }

    private static Map<String, String> of(ContractCard card) {
        var values = new LinkedHashMap<String, String>();
        var sim = card.sim();
        values.put("customer_id", Long.toString(card.customer().id()));
        values.put("customer_id_text", card.customer().fullName());
        values.put("sim_id", sim == null ? "" : Long.toString(sim.id()));
        values.put("sim_id_text", sim == null ? "" : sim.iccid().display());
        values.put("tariff_id", Long.toString(card.tariff().id()));
        values.put("signed_on", card.contract().terms().signedOn().toString());
        return values;
    }

    private ModelAndView show(
            ContractCard card,
            Map<String, String> values,
            long version,
            Map<String, List<Text>> errors,
            List<ContractForm.Row> conflict,
            HttpStatus status) {
        var offered = new LinkedHashMap<String, String>();
        offered.put(Long.toString(card.tariff().id()), card.tariff().name());
        for (Tariff tariff : tariffs.active()) {
            offered.put(Long.toString(tariff.id()), tariff.name());
        }
        return new ModelAndView(
                "contracts/form",
                Map.of("form", new ContractForm(card, values, version, errors, conflict, offered, contracts.today())),
                status);
    }
}
