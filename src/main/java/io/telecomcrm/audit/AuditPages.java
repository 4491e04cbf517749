package io.telecomcrm.audit;

import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Needs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
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

    /** What a ticket has in a customer's own words; the log can't be changed, so they are left out where it is read. */
    private static final Set<String> SAID = Set.of("subject", "file");

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
            @RequestParam(required = false) @Nullable String at,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        var search = AuditSearch.of(request, LocalDate.ofInstant(clock.instant(), settings.zone()));
        var filter = search.filter(settings.zone());
        model.addAttribute("words", words);
        model.addAttribute("search", search);
        model.addAttribute("list", entries.slice(filter, at, PAGE));
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

    @GetMapping("/tariffs/{id}/history")
    @Needs("tariffs.view")
    String tariffHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String at,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        return history("tariff", id, at, part, "/tariffs/" + id, Set.of(), model);
    }

    @GetMapping("/tickets/{id}/history")
    @Needs("tickets.view")
    String ticketHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String at,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        var forgotten = entries.isAskerKnown(id) ? Set.<String>of() : SAID;
        return history("ticket", id, at, part, "/tickets/" + id, forgotten, model);
    }

    @GetMapping("/users/{id}/history")
    @Needs("users.edit")
    String userHistory(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String at,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        return history("user", id, at, part, "/users/" + id, Set.of(), model);
    }

    private String history(
            String type,
            long id,
            @Nullable String at,
            @Nullable String part,
            String card,
            Set<String> forgotten,
            Model model) {
        var found = entries.history(type, id, at, PAGE);
        model.addAttribute("words", words);
        model.addAttribute("entries", found.lines());
        model.addAttribute("first", found.previous() == null);
        model.addAttribute("more", found.next() == null ? "" : card + "/history?at=" + found.next());
        model.addAttribute("forgotten", forgotten);
        model.addAttribute("card", card);
        model.addAttribute("type", type);
        model.addAttribute("id", id);
        return part == null ? "audit/history-page" : "audit/history";
    }
}
