package io.telecomcrm.tariffs;

import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.SearchTerms;
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
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The catalogue, a tariff's page and its form. */
@Controller
class TariffPages {

    private static final int SHOWN = 200;

    private final Tariffs tariffs;
    private final TariffRepository rows;
    private final Identities identities;

    TariffPages(Tariffs tariffs, TariffRepository rows, Identities identities) {
        this.tariffs = tariffs;
        this.rows = rows;
        this.identities = identities;
    }

    @GetMapping("/tariffs")
    @Needs(Tariffs.VIEW)
    String catalogue(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String q,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        var archive = tab.equals("archive");
        var text = q.strip().replace("\0", "");
        var terms = SearchTerms.of(text.length() > 200 ? text.substring(0, 200) : text);
        model.addAttribute(
                "catalogue",
                new TariffCatalogue(
                        archive,
                        text,
                        rows.list(TariffFilter.active(!archive, terms), List.of(TARIFF.NAME_KEY.asc()), SHOWN, 0),
                        rows.count(TariffFilter.active(true, List.of())),
                        rows.count(TariffFilter.active(false, List.of())),
                        htmx != null));
        return htmx == null ? "tariffs/catalogue" : "tariffs/cards";
    }

    @GetMapping("/tariffs/{id}")
    @Needs(Tariffs.VIEW)
    String card(@PathVariable long id, @RequestParam(defaultValue = "") String tab, Model model) {
        var line = rows.line(id);
        var written = rows.written(id);
        model.addAttribute(
                "card",
                new TariffCardPage(
                        line,
                        rows.isUsed(id),
                        tab.equals("history") && Actor.current().may("audit.view"),
                        written.getCreatedAt(),
                        written.getUpdatedAt(),
                        identities.fullName(written.getUpdatedBy())));
        return "tariffs/card";
    }

    /** Empty, or filled from a tariff that is to be sold in a variant. */
    @GetMapping("/tariffs/new")
    @Needs(Tariffs.EDIT)
    ModelAndView blank(@RequestParam(name = "like", defaultValue = "0") long like) {
        var values =
                like == 0 ? TariffForm.blank() : TariffForm.of(rows.get(like).details());
        if (like != 0) {
            values.put("name", "");
        }
        return show(form(null, values, Map.of(), 0), HttpStatus.OK);
    }

    @PostMapping("/tariffs")
    @Needs(Tariffs.EDIT)
    Object create(Fields sent) {
        var values = TariffForm.sent(sent);
        try {
            var tariff = tariffs.create(TariffInput.read(TariffForm.wire(values), null, true));
            return Toast.after("tariffs.added", "/tariffs/" + tariff.id());
        } catch (Invalid invalid) {
            return invalid(form(null, values, Map.of(), 0), invalid);
        }
    }

    @GetMapping("/tariffs/{id}/edit")
    @Needs(Tariffs.EDIT)
    ModelAndView edit(@PathVariable long id) {
        var line = rows.line(id);
        var values = TariffForm.of(line.tariff().details());
        return show(form(line, values, values, line.tariff().version()), HttpStatus.OK);
    }

    @PostMapping("/tariffs/{id}")
    @Needs(Tariffs.EDIT)
    Object update(@PathVariable long id, Fields sent) {
        var known = rows.line(id);
        var values = TariffForm.chosen(sent);
        var version = Objects.requireNonNullElse(sent.whole("version"), -1L);
        var form = form(known, values, TariffForm.sentBefore(sent), version);
        try {
            tariffs.update(id, version, _ -> TariffInput.read(TariffForm.wire(values), null, true));
            return Toast.after("tariffs.saved", "/tariffs/" + id);
        } catch (Invalid invalid) {
            return invalid(form, invalid);
        } catch (Refusal refusal) {
            return show(form.refused(Map.of("period", List.of(refusal.text()))), HttpStatus.CONFLICT);
        } catch (Stale stale) {
            var written = rows.written(id);
            var by = identities.fullName(written.getUpdatedBy());
            return show(form.over(rows.line(id), by, written.getUpdatedAt()), HttpStatus.CONFLICT);
        }
    }

    /** The tariff in the form so far, as a subscriber will see it. */
    @PostMapping("/tariffs/preview")
    @Needs(Tariffs.EDIT)
    ModelAndView preview(Fields sent) {
        return new ModelAndView("tariffs/preview", Map.of("details", sketch(TariffForm.sent(sent))));
    }

    /** What is wrong with one field of a form that was refused; nothing once it is right. */
    @PostMapping("/tariffs/check")
    @Needs(Tariffs.EDIT)
    ModelAndView check(Fields sent) {
        var wrong = List.<Text>of();
        try {
            TariffInput.read(TariffForm.wire(TariffForm.sent(sent)), null, true);
        } catch (Invalid invalid) {
            wrong = TariffForm.errors(invalid).getOrDefault(sent.raw("field"), List.of());
        }
        return new ModelAndView("part/error", Map.of("errors", wrong));
    }

    @PostMapping("/tariffs/{id}/archive")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Void> archive(@PathVariable long id, Fields sent) {
        tariffs.archive(id, sent.whole("version"));
        return Toast.after("tariffs.archived-now", "/tariffs/" + id, "/tariffs/" + id + "/restore");
    }

    @PostMapping("/tariffs/{id}/restore")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Void> restore(@PathVariable long id) {
        tariffs.restore(id, null);
        return Toast.after("tariffs.restored-now", "/tariffs/" + id);
    }

    @PostMapping("/tariffs/{id}/deletion")
    @Needs(Tariffs.EDIT)
    ResponseEntity<Void> delete(@PathVariable long id, Fields sent) {
        tariffs.delete(id, sent.whole("version"));
        return Toast.after("tariffs.deleted", "/tariffs");
    }

    private static TariffForm form(
            @Nullable TariffLine line, Map<String, String> values, Map<String, String> before, long version) {
        return new TariffForm(line, version, values, before, Map.of(), null, sketch(values));
    }

    private static TariffDetails sketch(Map<String, String> values) {
        return TariffInput.sketch(TariffForm.wire(values), null, false);
    }

    private static ModelAndView invalid(TariffForm form, Invalid invalid) {
        return show(form.refused(TariffForm.errors(invalid)), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView show(TariffForm form, HttpStatus status) {
        return new ModelAndView("tariffs/form", Map.of("form", form), status);
    }
}
