package io.telecomcrm.audit;

import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The log for people: the whole of it, and the history of one thing. */
@Controller
class AuditPages {

    private static final int PAGE = 25;
    private static final int COUNTED = 10_000;

    private final AuditRepository entries;
    private final AuditChecks checks;
    private final AuditWords words;
    private final CrmSettings settings;
    private final Clock clock;

    AuditPages(AuditRepository entries, AuditChecks checks, AuditWords words, CrmSettings settings, Clock clock) {
        this.entries = entries;
        this.checks = checks;
        this.words = words;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/audit")
    @Needs("audit.view")
    String list(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String older,
            @RequestParam(required = false) @Nullable String newer,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        var search = AuditSearch.of(request, LocalDate.ofInstant(clock.instant(), settings.zone()));
        var filter = search.filter(settings.zone());
        model.addAttribute("words", words);
        model.addAttribute("search", search);
        model.addAttribute("list", page(filter, Position.parse(older), Position.parse(newer)));
        model.addAttribute("count", entries.count(filter, COUNTED + 1));
        if (part != null) {
            return "audit/rows";
        }
        model.addAttribute("state", checks.state());
        return "audit/list";
    }

    @GetMapping("/audit/state")
    @Needs("audit.view")
    String state(Model model) {
        model.addAttribute("state", checks.state());
        return "audit/state";
    }

    @PostMapping("/audit/check")
    @Needs("audit.view")
    String check(@RequestHeader(name = "HX-Request", required = false) @Nullable String part, Model model) {
        checks.checkSoon();
        if (part == null) {
            return "redirect:/audit";
        }
        model.addAttribute("state", checks.state());
        return "audit/state";
    }

    @GetMapping("/customers/{id}/history")
    @Needs("customers.view")
    String customerHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String older,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        return history("customer", id, older, part, "/customers/" + id, model);
    }

    @GetMapping("/tariffs/{id}/history")
    @Needs("tariffs.view")
    String tariffHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String older,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        return history("tariff", id, older, part, "/tariffs/" + id, model);
    }

    @GetMapping("/users/{id}/history")
    @Needs("users.edit")
    String userHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String older,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        return history("user", id, older, part, "/users/" + id, model);
    }

    private String history(
            String type, long id, @Nullable String older, @Nullable String part, String card, Model model) {
        var position = Position.parse(older);
        var found = entries.older(AuditFilter.of(type, id), position, PAGE + 1);
        var shown = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("words", words);
        model.addAttribute("entries", shown);
        model.addAttribute("first", position == null);
        model.addAttribute("more", found.size() > PAGE ? card + "/history?older=" + Position.of(shown.getLast()) : "");
        model.addAttribute("card", card);
        model.addAttribute("type", type);
        model.addAttribute("id", id);
        return part == null ? "audit/history-page" : "audit/history";
    }

    private AuditPage page(AuditFilter filter, @Nullable Position older, @Nullable Position newer) {
        var backwards = newer != null;
        var found = newer != null ? entries.newer(filter, newer, PAGE + 1) : entries.older(filter, older, PAGE + 1);
        var more = found.size() > PAGE;
        var shown = !more ? found : backwards ? found.subList(1, PAGE + 1) : found.subList(0, PAGE);
        if (shown.isEmpty()) {
            return new AuditPage(List.of(), null, null);
        }
        return new AuditPage(
                shown,
                backwards
                        ? (more ? Position.of(shown.getFirst()) : null)
                        : older == null ? null : Position.of(shown.getFirst()),
                backwards || more ? Position.of(shown.getLast()) : null);
    }
}
