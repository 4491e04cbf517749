package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.SIM;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Toast;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The form in which cards are taken into stock, by a scanner one after the other, and corrected. */
@Controller
class SimFormPages {

    private final Sims sims;
    private final SimRepository cards;
    private final Identities identities;

    SimFormPages(Sims sims, SimRepository cards, Identities identities) {
        this.sims = sims;
        this.cards = cards;
        this.identities = identities;
    }

    /** @param batch of the card before, for one delivery is entered after the other */
    @GetMapping("/sims/new")
    @Needs(Sims.EDIT)
    ModelAndView blank(@RequestParam(defaultValue = "") String batch) {
        return show(form(null, 0, Map.of("batch", batch), Map.of()), HttpStatus.OK);
    }

    @PostMapping("/sims")
    @Needs(Sims.EDIT)
    Object create(Fields sent) {
        var values = sent.raw(SimForm.FIELDS, "");
        try {
            var sim = sims.create(SimInput.read(SimForm.wire(values)));
            return sent.raw("then").equals("next")
                    ? Toast.after("sims.received-next", next(sim.batch()))
                    : Toast.after("sims.saved", "/sims/" + sim.id());
        } catch (Invalid invalid) {
            return show(form(null, 0, values, Map.of()).refused(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/sims/{id}/edit")
    @Needs(Sims.EDIT)
    ModelAndView edit(@PathVariable long id) {
        var sim = cards.get(id);
        var values = SimForm.of(sim);
        return show(form(sim, sim.version(), values, values), HttpStatus.OK);
    }

    @PostMapping("/sims/{id}")
    @Needs(Sims.EDIT)
    Object update(@PathVariable long id, Fields sent) {
        var known = cards.get(id);
        var values = SimForm.chosen(sent);
        if (!Actor.current().may(Sims.SECRETS)) {
            SimSecrets.FIELDS.forEach(values::remove);
        }
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = form(known, version, values, sent.raw(SimForm.FIELDS, "was_"));
        try {
            sims.update(id, version, before -> SimInput.read(SimForm.wire(values), before, true));
            return Toast.after("sims.saved", "/sims/" + id);
        } catch (Invalid invalid) {
            return show(form.refused(invalid), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal refusal) {
            return show(form.refused(refusal.text()), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            return show(form.over(cards.get(id), identities.fullName(cards.changedBy(id))), HttpStatus.CONFLICT);
        }
    }

    /** What is wrong with one field while it is filled in: also that another card has the ICCID or the number. */
    @PostMapping("/sims/check")
    @Needs(Sims.EDIT)
    ModelAndView check(Fields sent) {
        var field = sent.raw("field");
        var typed = sent.raw(field).strip();
        var wrong = typed.isEmpty() ? List.<Text>of() : wrong(field, typed, sent.whole("id"));
        return new ModelAndView("part/error", Map.of("errors", wrong));
    }

    private List<Text> wrong(String field, String typed, @Nullable Long id) {
        try {
            switch (field) {
                case "iccid" -> {
                    var there = cards.find(SIM.ICCID.eq(Iccid.parse(typed)));
                    return there.isEmpty() || Objects.equals(there.get().id(), id)
                            ? List.of()
                            : List.of(new Text("sim.iccid_taken"));
                }
                case "msisdn" -> {
                    var number = Msisdn.parse(typed);
                    var holder = sims.find(number);
                    return holder.isPresent() && Objects.equals(holder.get().id(), id)
                            ? List.of()
                            : sims.obstacle(number).stream().toList();
                }
                case "imsi" -> Imsi.parse(typed);
                case "pin1", "pin2" -> SimSecrets.pin(typed);
                case "puk1", "puk2" -> SimSecrets.puk(typed);
                default -> {}
            }
            return List.of();
        } catch (Malformed malformed) {
            return List.of(malformed.text());
        }
    }

    private static SimForm form(
            @Nullable Sim sim, long version, Map<String, String> values, Map<String, String> before) {
        var secrets = sim == null || Actor.current().may(Sims.SECRETS);
        return new SimForm(sim, version, values, before, Map.of(), null, secrets);
    }

    private static String next(@Nullable String batch) {
        var next = UriComponentsBuilder.fromPath("/sims/new");
        if (batch != null) {
            next.queryParam("batch", "{batch}");
        }
        return next.build(batch == null ? new Object[0] : new Object[] {batch}).toString();
    }

    private static ModelAndView show(SimForm form, HttpStatus status) {
        return new ModelAndView("sims/form", Map.of("form", form), status);
    }
}
