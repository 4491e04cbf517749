package io.telecomcrm.charging;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.ListAnswer;
import io.telecomcrm.web.Listing;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Once;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Charging for programs. */
@Controller
@RequestMapping("/api/charge-runs")
@ResponseBody
class ChargeRunApi {

    private static final Map<String, ChargeRunKind> KINDS = byCode(ChargeRunKind.values());
    private static final Map<String, ChargeRunStatus> STATUSES = byCode(ChargeRunStatus.values());

    /** What people may start. */
    private static final Map<String, ChargeRunKind> ASKED =
            Map.of(ChargeRunKind.MANUAL.code(), ChargeRunKind.MANUAL, ChargeRunKind.DRY.code(), ChargeRunKind.DRY);

    private final ChargeRuns runs;
    private final ChargeRunRepository rows;

    ChargeRunApi(ChargeRuns runs, ChargeRunRepository rows) {
        this.runs = runs;
        this.rows = rows;
    }

    @GetMapping
    @Needs(ChargeRuns.VIEW)
    Map<String, @Nullable Object> list(Listing listing) {
        var filter = new ChargeRunFilter(
                listing.choice("kind", KINDS),
                listing.choice("status", STATUSES),
                listing.date("date_after"),
                listing.date("date_before"));
        listing.check();
        var count = rows.count(filter);
        var found = rows.list(
                filter,
                listing.ordering(ChargeRunRepository.ORDERS.codes()),
                listing.size() + 1,
                listing.offset(() -> count),
                count);
        return ListAnswer.of(listing, count, found, ChargeRunJson::of);
    }

    @PostMapping
    @Needs(ChargeRuns.RUN)
    ResponseEntity<Map<String, @Nullable Object>> start(Fields fields, Once once) {
        var kind = fields.choice("kind", ASKED);
        var day = fields.date("day");
        if (kind == null && !fields.rejected("kind")) {
            fields.required("kind", 10);
        }
        fields.check();
        var id = once.run(fields, () -> {
            // not of what is only told again, after midnight
            if (kind == ChargeRunKind.MANUAL && day != null && !day.equals(runs.today())) {
                fields.reject("day", "charging.only_today");
                fields.check();
            }
            return start(kind, day).id();
        });
        return ResponseEntity.status(HttpStatus.CREATED).body(ChargeRunJson.of(rows.get(id)));
    }

    @GetMapping("/{id}")
    @Needs(ChargeRuns.VIEW)
    Map<String, @Nullable Object> detail(@PathVariable long id) {
        return ChargeRunJson.of(rows.get(id));
    }

    @PostMapping("/{id}/cancel")
    @Needs(ChargeRuns.RUN)
    Map<String, @Nullable Object> cancel(@PathVariable long id, Fields fields, Once once) {
        return ChargeRunJson.of(rows.get(once.run(fields, () -> runs.cancel(id).id())));
    }

    @GetMapping("/{id}/parked")
    @Needs(ChargeRuns.VIEW)
    Map<String, @Nullable Object> parked(@PathVariable long id, Listing listing) {
        var count = Count.exactly(rows.get(id).tally().errors());
        var found = rows.parked(id, listing.size() + 1, listing.offset(() -> count));
        return ListAnswer.of(listing, count, found, ChargeRunJson::of);
    }

    private ChargeRun start(@Nullable ChargeRunKind kind, @Nullable LocalDate day) {
        return kind == ChargeRunKind.DRY ? runs.startDry(day == null ? runs.today() : day) : runs.start();
    }

    private static <E extends Enum<E> & Coded> Map<String, E> byCode(E[] all) {
        return Arrays.stream(all).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));
    }
}
