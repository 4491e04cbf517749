package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.presence.Presence;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of contracts, the card of one, and what can be done from it. */
@Controller
class ContractPages {

    /** As large as an amount may be written; how much may be promised is a rule of its own. */
    private static final Money MOST_PROMISED = Money.ofRubles(1_000_000);

    private final Contracts contracts;
    private final ContractRepository rows;
    private final ContractChoices choices;
    private final ContractCards cards;
    private final Presence presence;

    ContractPages(
            Contracts contracts,
            ContractRepository rows,
            ContractChoices choices,
            ContractCards cards,
            Presence presence) {
        this.contracts = contracts;
        this.rows = rows;
        this.choices = choices;
        this.cards = cards;
        this.presence = presence;
    }

    @GetMapping("/contracts")
    @Needs(Contracts.VIEW)
    String list(
            HttpServletRequest request,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var address = ContractListPage.sensible(Address.of(request, ContractListPage.PARAMETERS));
        var found = rows.slice(
                ContractListPage.filter(address),
                ListView.sort(address, ContractListPage.USUAL_SORT),
                ListView.place(address),
                ListView.size(address));
        var customer = ContractListPage.id(address, "customer");
        model.addAttribute(
                "list",
                new ContractListPage(
                        new ListView<>(address, ContractListPage.USUAL_SORT, found),
                        choices.tariffNames(),
                        contracts.counts(),
                        customer == null ? null : choices.customerName(customer),
                        htmx != null));
        return htmx == null ? "contracts/list" : "contracts/rows";
    }

    @GetMapping("/contracts/{id}")
    @Needs(Contracts.VIEW)
    ModelAndView card(@PathVariable long id, @RequestParam(defaultValue = "") String tab) {
        return cards.show(id, tab);
    }

    /** Who else has the card open. */
    @PostMapping("/contracts/{id}/presence")
    @Needs(Contracts.VIEW)
    ModelAndView presence(@PathVariable long id) {
        rows.get(id);
        return new ModelAndView("presence/here", Map.of("here", presence.here("contract", id)));
    }

    @PostMapping("/contracts/{id}/activation")
    @Needs(Contracts.ACTIVATE)
    Object activate(@PathVariable long id, Fields sent) {
        return actSaying(
                id,
                "activate",
                sent,
                () -> isOwing(contracts.activate(id, version(sent), Shown.of(sent, "seen_price")))
                        ? "contracts.did-activate-owing"
                        : "contracts.did-activate");
    }

    @PostMapping("/contracts/{id}/block")
    @Needs(Contracts.VIEW)
    Object block(@PathVariable long id, Fields sent) {
        return act(id, "block", sent, "contracts.did-block", () -> {
            sent.required("block_reason", 20);
            var reason = sent.choice("block_reason", codes(BlockReason.values()));
            var until = sent.date("block_until");
            var note = sent.text("block_note", Contracts.LONGEST_NOTE);
            sent.check();
            contracts.block(
                    id,
                    version(sent),
                    Objects.requireNonNull(reason),
                    reason == BlockReason.VOLUNTARY ? until : null,
                    note);
        });
    }

    @PostMapping("/contracts/{id}/unblock")
    @Needs(Contracts.VIEW)
    Object unblock(@PathVariable long id, Fields sent) {
        var reason = sent.choice("reason", codes(BlockReason.values()));
        return actSaying(id, "unblock-" + sent.raw("reason"), sent, () -> {
            sent.check();
            if (reason == null) {
                throw new Invalid("reason", "field.required");
            }
            return isOwing(contracts.unblock(id, version(sent), reason))
                    ? "contracts.did-unblock-owing"
                    : "contracts.did-unblock";
        });
    }

    @PostMapping("/contracts/{id}/termination")
    @Needs(Contracts.TERMINATE)
    Object terminate(@PathVariable long id, Fields sent) {
        return act(id, "terminate", sent, "contracts.did-terminate", () -> {
            sent.required("termination_reason", 20);
            var reason = sent.choice("termination_reason", codes(TerminationReason.values()));
            var note = sent.text("termination_note", Contracts.LONGEST_NOTE);
            sent.check();
            contracts.terminate(id, version(sent), Objects.requireNonNull(reason), note);
        });
    }

    @PostMapping("/contracts/{id}/tariff")
    @Needs(Contracts.CHANGE_TARIFF)
    Object changeTariff(@PathVariable long id, Fields sent) {
        var now = sent.raw("tariff_when").equals("now");
        return actSaying(id, "tariff", sent, () -> {
            sent.required("tariff_id", 20);
            var tariff = sent.whole("tariff_id");
            sent.check();
            try {
                var changed = contracts.changeTariff(
                        id,
                        version(sent),
                        Objects.requireNonNull(tariff),
                        now ? TariffChangeTime.NOW : TariffChangeTime.NEXT_PERIOD,
                        Shown.of(sent, "seen_price_" + tariff));
                if (!now) {
                    return "contracts.did-plan";
                }
                return isOwing(changed) ? "contracts.did-tariff-owing" : "contracts.did-tariff";
            } catch (NotFound gone) {
                throw new Invalid("tariff_id", "error.no_tariff");
            }
        });
    }

    @PostMapping("/contracts/{id}/tariff/cancellation")
    @Needs(Contracts.CHANGE_TARIFF)
    Object cancelTariffChange(@PathVariable long id, Fields sent) {
        return act(
                id,
                "cancel-tariff",
                sent,
                "contracts.did-cancel",
                () -> contracts.cancelTariffChange(id, version(sent)));
    }

    @PostMapping("/contracts/{id}/sim")
    @Needs(Contracts.REPLACE_SIM)
    Object replaceSim(@PathVariable long id, Fields sent) {
        return act(id, "sim", sent, "contracts.did-sim", () -> {
            var sim = choices.sim(sent, "sim_id");
            sent.required("sim_reason", 20);
            var reason = sent.choice("sim_reason", codes(ReplacementReason.values()));
            sent.check();
            contracts.replaceSim(id, version(sent), Objects.requireNonNull(sim).id(), Objects.requireNonNull(reason));
        });
    }

    @PostMapping("/contracts/{id}/number")
    @Needs(Contracts.CHANGE_NUMBER)
    Object changeNumber(@PathVariable long id, Fields sent) {
        return act(id, "number", sent, "contracts.did-number", () -> {
            var number = sent.requiredValue("msisdn", Msisdn::parse);
            sent.check();
            contracts.changeNumber(id, version(sent), Objects.requireNonNull(number));
        });
    }

    @PostMapping("/contracts/{id}/customer")
    @Needs(Contracts.CHANGE_CUSTOMER)
    Object changeCustomer(@PathVariable long id, Fields sent) {
        try {
            return act(id, "customer", sent, "contracts.did-customer", () -> {
                var customer = sent.whole("customer_id");
                if (customer == null && !sent.rejected("customer_id")) {
                    sent.reject("customer_id", "contracts.choose-customer");
                }
                sent.check();
                try {
                    contracts.changeCustomer(id, version(sent), Objects.requireNonNull(customer));
                } catch (NotFound gone) {
                    throw new Invalid("customer_id", "error.no_customer");
                }
            });
        } catch (Merged merged) {
            var values = sent.raw(List.of("customer_id", "customer_id_text"), "");
            var errors = choices.exchange(merged, values);
            return refused(id, "customer", Fields.typed(values), errors, HttpStatus.CONFLICT);
        }
    }

    @PostMapping("/contracts/{id}/credit-limit")
    @Needs(Contracts.CREDIT_LIMIT)
    Object limitCredit(@PathVariable long id, Fields sent) {
        return act(id, "credit", sent, "contracts.did-credit", () -> {
            var limit = ContractInput.creditLimit(sent);
            sent.check();
            contracts.limitCredit(id, version(sent), limit);
        });
    }

    @PostMapping("/contracts/{id}/promise")
    @Needs(Contracts.PROMISE)
    Object promise(@PathVariable long id, Fields sent) {
        return act(id, "promise", sent, "contracts.did-promise", () -> {
            sent.required("amount", 40);
            var amount = sent.rejected("amount") ? null : sent.money("amount", MOST_PROMISED);
            sent.check();
            contracts.promise(id, version(sent), Objects.requireNonNull(amount));
        });
    }

    @PostMapping("/contracts/{id}/deletion")
    @Needs(Contracts.EDIT)
    Object delete(@PathVariable long id, Fields sent) {
        try {
            contracts.delete(id, version(sent));
            return Toast.after("contracts.did-delete", "/contracts");
        } catch (Refusal refusal) {
            return refused(id, "delete", sent, Map.of("", List.of(refusal.text())), HttpStatus.CONFLICT);
        }
    }

    /** Cards in stock, found by the end of their number or of the phone number they carry. */
    @GetMapping("/contracts/options/sims")
    @Needs(Contracts.VIEW)
    ModelAndView simOptions(@RequestParam(defaultValue = "") String q) {
        return new ModelAndView(
                "contracts/sim-options",
                Map.of("found", choices.stock(q, 10), "q", Digits.of(q).orElse("")));
    }

    /** Drafts that have no card yet. */
    @GetMapping("/contracts/options/drafts")
    @Needs(Contracts.VIEW)
    ModelAndView draftOptions(@RequestParam(defaultValue = "") String q) {
        return new ModelAndView(
                "contracts/draft-options",
                Map.of("found", choices.drafts(q), "q", Digits.of(q).orElse("")));
    }

    /** Whether the contract stands still for a debt, which a fee charged just now may have left. */
    private static boolean isOwing(Contract contract) {
        return contract.block(BlockReason.DEBT).isPresent();
    }

    private Object act(long id, String dialog, Fields sent, String done, Runnable command) {
        return actSaying(id, dialog, sent, () -> {
            command.run();
            return done;
        });
    }

    /** @param command answers with the key of what to say when it is done */
    private Object actSaying(long id, String dialog, Fields sent, Supplier<String> command) {
        try {
            return Toast.after(command.get(), "/contracts/" + id);
        } catch (Refusal refusal) {
            return refused(id, dialog, sent, Map.of("", List.of(refusal.text())), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            return refused(id, dialog, sent, Map.of("", List.of(new Text("contracts.stale"))), HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return refused(id, dialog, sent, controls(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Malformed malformed) {
            return refused(id, dialog, sent, Map.of("", List.of(malformed.text())), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView refused(
            long id, String dialog, Fields sent, Map<String, List<Text>> errors, HttpStatus status) {
        var values = new LinkedHashMap<String, String>();
        for (var name : List.of(
                "block_reason",
                "block_until",
                "block_note",
                "termination_reason",
                "termination_note",
                "tariff_id",
                "tariff_when",
                "sim_id",
                "sim_id_text",
                "sim_reason",
                "msisdn",
                "customer_id",
                "customer_id_text",
                "credit_limit",
                "amount")) {
            if (sent.has(name)) {
                values.put(name, sent.raw(name));
            }
        }
        return cards.refused(id, new ContractCardPage.Dialog(dialog, values, errors), status);
    }

    /** Errors under the names of the dialogs' controls. */
    private static Map<String, List<Text>> controls(Invalid invalid) {
        var errors = new LinkedHashMap<String, List<Text>>();
        invalid.fields().forEach((field, texts) -> errors.put(field.equals("until") ? "block_until" : field, texts));
        return errors;
    }

    private static <E extends Enum<E> & Coded> Map<String, E> codes(E[] values) {
        return Arrays.stream(values).collect(Collectors.toMap(Coded::code, it -> it));
    }

    private static @Nullable Long version(Fields sent) {
        return sent.whole("version");
    }
}
