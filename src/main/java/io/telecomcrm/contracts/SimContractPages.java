package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is done to a card and decided by its contract: forms that begin with the card in hand. */
@Controller
class SimContractPages {

    private final Contracts contracts;
    private final ContractChoices choices;
    private final Sims sims;

    SimContractPages(Contracts contracts, ContractChoices choices, Sims sims) {
        this.contracts = contracts;
        this.choices = choices;
        this.sims = sims;
    }

    /** The card is scanned first. */
    @GetMapping("/sims/binding")
    @Needs(Contracts.EDIT)
    Object scan(@RequestParam(defaultValue = "") String iccid) {
        if (iccid.isBlank()) {
            return show("binding", null, Map.of(), Map.of(), HttpStatus.OK);
        }
        var sent = Fields.typed(Map.of("sim_id_text", iccid));
        var sim = choices.sim(sent, "sim_id");
        if (sim == null) {
            return show(
                    "binding",
                    null,
                    Map.of("iccid", iccid),
                    Map.of("iccid", sent.errors().getOrDefault("sim_id", List.of())),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return binding(sim.id());
    }

    @GetMapping("/sims/{id}/binding")
    @Needs(Contracts.EDIT)
    ModelAndView binding(@PathVariable long id) {
        return show("binding", sims.get(id), Map.of(), Map.of(), HttpStatus.OK);
    }

    @PostMapping("/sims/{id}/binding")
    @Needs(Contracts.EDIT)
    Object bind(@PathVariable long id, Fields sent) {
        return act("binding", id, sent, "contracts.did-bind", () -> {
            var contract = sent.whole("contract_id");
            if (contract == null && !sent.rejected("contract_id")) {
                sent.reject("contract_id", "contracts.choose-draft");
            }
            sent.check();
            try {
                contracts.bindSim(Objects.requireNonNull(contract), id, null);
                return "/contracts/" + contract;
            } catch (NotFound gone) {
                throw new Invalid("contract_id", "error.no_contract");
            }
        });
    }

    @PostMapping("/sims/{id}/unbinding")
    @Needs(Contracts.EDIT)
    Object unbind(@PathVariable long id, Fields sent) {
        return act("binding", id, sent, "contracts.did-unbind", () -> {
            contracts.unbindSim(id, null);
            return "/sims/" + id;
        });
    }

    @GetMapping("/sims/{id}/block")
    @Needs("blocks.lost_sim")
    ModelAndView block(@PathVariable long id) {
        return show("block", sims.get(id), Map.of(), Map.of(), HttpStatus.OK);
    }

    @GetMapping("/sims/{id}/unblock")
    @Needs("blocks.lost_sim")
    ModelAndView unblock(@PathVariable long id) {
        return show("unblock", sims.get(id), Map.of(), Map.of(), HttpStatus.OK);
    }

    @GetMapping("/sims/{id}/closing")
    @Needs(Sims.CLOSE)
    ModelAndView close(@PathVariable long id) {
        return show("closing", sims.get(id), Map.of(), Map.of(), HttpStatus.OK);
    }

    @PostMapping("/sims/{id}/block")
    @Needs("blocks.lost_sim")
    Object block(@PathVariable long id, Fields sent) {
        return act("block", id, sent, "contracts.did-sim-block", () -> {
            contracts.blockSim(id, null, reason(sent));
            return "/sims/" + id;
        });
    }

    @PostMapping("/sims/{id}/unblock")
    @Needs("blocks.lost_sim")
    Object unblock(@PathVariable long id, Fields sent) {
        return act("unblock", id, sent, "contracts.did-sim-unblock", () -> {
            contracts.unblockSim(id, null, reason(sent));
            return "/sims/" + id;
        });
    }

    @PostMapping("/sims/{id}/closing")
    @Needs(Sims.CLOSE)
    Object close(@PathVariable long id, Fields sent) {
        return act("closing", id, sent, "contracts.did-sim-close", () -> {
            contracts.closeSim(id, null, reason(sent));
            return "/sims/" + id;
        });
    }

    @GetMapping("/sims/{id}/replacement")
    @Needs(Contracts.REPLACE_SIM)
    ModelAndView replacement(@PathVariable long id) {
        return show("replacement", sims.get(id), Map.of(), Map.of(), HttpStatus.OK);
    }

    @PostMapping("/sims/{id}/replacement")
    @Needs(Contracts.REPLACE_SIM)
    Object replace(@PathVariable long id, Fields sent) {
        return act("replacement", id, sent, "contracts.did-sim", () -> {
            var next = choices.sim(sent, "sim_id");
            sent.required("sim_reason", 20);
            var reason = sent.choice(
                    "sim_reason",
                    Arrays.stream(ReplacementReason.values()).collect(Collectors.toMap(Coded::code, it -> it)));
            sent.check();
            var old = sims.get(id);
            if (old.contractId() == null || !old.isInService()) {
                throw old.refusal(new Text("sim_not_in_service", old.iccid().display()));
            }
            var contract =
                    contracts.replaceCard(id, Objects.requireNonNull(next).id(), Objects.requireNonNull(reason));
            return "/contracts/" + contract.id();
        });
    }

    /** Where a command leads when it is done. */
    private interface Act {
        String run();
    }

    private Object act(String form, long id, Fields sent, String done, Act act) {
        var values = new LinkedHashMap<String, String>();
        for (var name : List.of("contract_id", "contract_id_text", "reason", "sim_id", "sim_id_text", "sim_reason")) {
            values.put(name, sent.raw(name));
        }
        try {
            return Toast.after(done, act.run());
        } catch (Refusal refusal) {
            return show(form, sims.get(id), values, Map.of("", List.of(refusal.text())), HttpStatus.CONFLICT);
        } catch (Invalid invalid) {
            return show(form, sims.get(id), values, invalid.fields(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static @Nullable String reason(Fields sent) {
        var reason = sent.text("reason", Contracts.LONGEST_NOTE);
        sent.check();
        return reason;
    }

    private ModelAndView show(
            String form,
            @Nullable Sim sim,
            Map<String, String> values,
            Map<String, List<Text>> errors,
            HttpStatus status) {
        var holder = sim == null ? null : choices.ofSim(sim).orElse(null);
        return new ModelAndView(
                "contracts/sim-" + form, Map.of("form", new SimForm(form, sim, holder, values, errors)), status);
    }
}
