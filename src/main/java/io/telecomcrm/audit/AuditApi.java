package io.telecomcrm.audit;

import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** The log for programs. Without dates it tells of the last 31 days. */
@Controller
@RequestMapping("/api/audit")
class AuditApi {

    private static final Period USUAL = Period.ofDays(30);

    private final AuditRepository entries;
    private final CrmSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    AuditApi(AuditRepository entries, CrmSettings settings, JsonMapper json, Clock clock) {
        this.entries = entries;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping
    @Needs("audit.view")
    @ResponseBody
    Map<String, @Nullable Object> list(Listing listing) {
        var filter = filter(listing);
        var ordering = listing.ordering(AuditRepository.ORDERS.codes());
        listing.check();
        var count = entries.count(filter);
        var found = entries.page(filter, ordering, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, this::json);
    }

    @GetMapping("/{id}")
    @Needs("audit.view")
    @ResponseBody
    Map<String, @Nullable Object> get(@PathVariable long id) {
        return json(entries.find(id).orElseThrow(() -> new NotFound("audit", id)));
    }

    private AuditFilter filter(Listing listing) {
        var after = listing.date("created_after");
        var before = listing.date("created_before");
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        return new AuditFilter(
                after == null && before != null
                        ? startOf(before.minus(USUAL))
                        : startOf(after == null ? today.minus(USUAL) : after),
                before == null ? null : startOf(before.plusDays(1)),
                listing.number("actor"),
                null,
                listing.text("action"),
                listing.text("object_type"),
                listing.number("object_id"),
                listing.text("address"));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(settings.zone()).toInstant();
    }

    private Map<String, @Nullable Object> json(AuditEntry entry) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("id", entry.id());
        answer.put("at", entry.at());
        answer.put("actor", actor(entry));
        answer.put("action", entry.action());
        answer.put("object_type", entry.objectType());
        answer.put("object_id", entry.objectId());
        answer.put("changes", json.readTree(entry.changes()));
        answer.put("address", entry.address());
        answer.put("request_id", entry.requestId());
        return answer;
    }

    /** A job has a name but no id, a stranger neither. */
    private static @Nullable Map<String, @Nullable Object> actor(AuditEntry entry) {
        if (entry.username().isEmpty()) {
            return null;
        }
        var actor = new LinkedHashMap<String, @Nullable Object>();
        actor.put("id", entry.actorId());
        actor.put("username", entry.username());
        return actor;
    }
}
