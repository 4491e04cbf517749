package io.telecomcrm.contracts;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * For how long a subscriber may have the line blocked at their wish: so many days in any so many in a row. A day counts
 * when the line was blocked on it at all.
 */
record VoluntaryAllowance(int days, int window) {

    /** Days of a block; the end is exclusive, but the day it began counts in any case. */
    record Span(LocalDate start, LocalDate end) {}

    /** The latest first day of service of a block that begins on a day; empty where not even that day is left. */
    Optional<LocalDate> latestEnd(List<Span> earlier, LocalDate start) {
        var origin = start.minusDays(window - 1L);
        var blocked = new BitSet();
        for (var span : earlier) {
            var from = ChronoUnit.DAYS.between(origin, span.start());
            var to = Math.max(from + 1, ChronoUnit.DAYS.between(origin, span.end()));
            if (to > 0) {
                blocked.set((int) Math.max(0, from), (int) to);
            }
        }
        var day = window - 1;
        blocked.set(day);
        while (blocked.get(day - window + 1, day + 1).cardinality() <= days) {
            day++;
            blocked.set(day);
        }
        return day == window - 1 ? Optional.empty() : Optional.of(origin.plusDays(day));
    }
}
