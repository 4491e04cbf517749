package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.contracts.VoluntaryAllowance.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VoluntaryAllowanceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final VoluntaryAllowance law = new VoluntaryAllowance(180, 365);

    @Example
    void givesAllDaysToOneWhoUsedNone() {
        assertThat(law.latestEnd(List.of(), DAY)).contains(DAY.plusDays(180));
    }

    @Example
    void countsWhatWasUsedInTheLastYearOnly() {
        var used = new Span(DAY.minusDays(100), DAY.minusDays(40));
        var longAgo = new Span(DAY.minusDays(700), DAY.minusDays(500));
        assertThat(law.latestEnd(List.of(used, longAgo), DAY)).contains(DAY.plusDays(120));
    }

    @Example
    void givesNothingToOneWhoUsedAll() {
        var used = new Span(DAY.minusDays(180), DAY);
        assertThat(law.latestEnd(List.of(used), DAY)).isEmpty();
        assertThat(law.latestEnd(List.of(used), DAY.plusDays(184))).isEmpty();
        assertThat(law.latestEnd(List.of(used), DAY.plusDays(185))).contains(DAY.plusDays(185 + 180));
    }

    @Example
    void countsADayOnWhichItWasLiftedAgain() {
        var used = new ArrayList<Span>();
        for (var i = 1; i <= 180; i++) {
            used.add(new Span(DAY.minusDays(i), DAY.minusDays(i)));
        }
        assertThat(law.latestEnd(used, DAY)).isEmpty();
    }

    @Property
    void neverLetsMoreThanTheAllowanceIntoAnyWindow(
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 60) Integer> lengths,
            @ForAll @IntRange(max = 30) int gap,
            @ForAll @IntRange(min = 1, max = 40) int days,
            @ForAll @IntRange(min = 41, max = 100) int window) {
        var small = new VoluntaryAllowance(days, window);
        var blocked = new HashSet<LocalDate>();
        var spans = new ArrayList<Span>();
        var day = DAY;
        for (var length : lengths) {
            var wanted = day.plusDays(length);
            var latest = small.latestEnd(spans, day);
            if (latest.isPresent()) {
                var end = wanted.isBefore(latest.get()) ? wanted : latest.get();
                spans.add(new Span(day, end));
                day.datesUntil(end).forEach(blocked::add);
                day = end;
            }
            day = day.plusDays(gap);
        }
        for (var from = DAY.minusDays(window); from.isBefore(day); from = from.plusDays(1)) {
            assertThat(from.datesUntil(from.plusDays(window))
                            .filter(blocked::contains)
                            .count())
                    .isLessThanOrEqualTo(days);
        }
    }
}
