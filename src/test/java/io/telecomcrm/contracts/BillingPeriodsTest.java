package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BillingPeriodsTest {

    private static final LocalDate LAST_OF_JANUARY = LocalDate.of(2026, 1, 31);

    @Example
    void clampsToTheEndOfShortMonthsAndReturns() {
        var periods = new BillingPeriods(TariffPeriod.MONTHLY, LAST_OF_JANUARY);

        assertThat(periods.get(0).start()).isEqualTo("2026-01-31");
        assertThat(periods.get(1).start()).isEqualTo("2026-02-28");
        assertThat(periods.get(2).start()).isEqualTo("2026-03-31");
        assertThat(periods.get(3).start()).isEqualTo("2026-04-30");
        assertThat(periods.get(25).start()).isEqualTo("2028-02-29");
        assertThat(periods.containing(LocalDate.of(2026, 2, 27))).isEqualTo(periods.get(0));
        assertThat(periods.containing(LocalDate.of(2026, 2, 28))).isEqualTo(periods.get(1));
        assertThat(periods.nextStart(LocalDate.of(2026, 2, 28))).isEqualTo("2026-03-31");
    }

    @Example
    void countsDaysForADailyFee() {
        var periods = new BillingPeriods(TariffPeriod.DAILY, LAST_OF_JANUARY);

        assertThat(periods.containing(LAST_OF_JANUARY).days()).isEqualTo(1);
        assertThat(periods.nextStart(LocalDate.of(2026, 2, 28))).isEqualTo("2026-03-01");
    }

    @Example
    void knowsNoPeriodBeforeTheFirst() {
        var periods = new BillingPeriods(TariffPeriod.MONTHLY, LAST_OF_JANUARY);

        assertThatThrownBy(() -> periods.containing(LAST_OF_JANUARY.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(periods.nextStart(LAST_OF_JANUARY.minusDays(1))).isEqualTo(LAST_OF_JANUARY);
    }

    @Property
    void everyDayLiesInExactlyOnePeriod(
            @ForAll("days") LocalDate anchor, @ForAll TariffPeriod length, @ForAll @IntRange(max = 4000) int after) {
        var periods = new BillingPeriods(length, anchor);
        var day = anchor.plusDays(after);
        var period = periods.containing(day);

        assertThat(day).isAfterOrEqualTo(period.start()).isBefore(period.end());
        assertThat(periods.nextStart(day)).isEqualTo(period.end());
        assertThat(periods.containing(period.end()).start()).isEqualTo(period.end());
        assertThat(periods.containing(period.end().minusDays(1))).isEqualTo(period);
    }

    @Property
    void periodsFollowEachOtherWithoutAGap(
            @ForAll("days") LocalDate anchor, @ForAll TariffPeriod length, @ForAll @LongRange(max = 600) long number) {
        var periods = new BillingPeriods(length, anchor);

        assertThat(periods.get(number + 1).start())
                .isEqualTo(periods.get(number).end());
        assertThat(periods.get(number).days()).isBetween(1L, 31L);
        if (length == TariffPeriod.MONTHLY) {
            var start = periods.get(number).start();
            assertThat(start.getDayOfMonth()).isEqualTo(Math.min(anchor.getDayOfMonth(), start.lengthOfMonth()));
        }
    }

    @Property
    void whatIsUsedAndWhatIsNotAddUpToTheFee(
            @ForAll("days") LocalDate anchor,
            @ForAll @LongRange(max = 10_000_000) long fee,
            @ForAll @IntRange(max = 40) int after) {
        var period = new BillingPeriods(TariffPeriod.MONTHLY, anchor).get(0);
        var unused = period.unused(new Money(fee), anchor.plusDays(after));

        assertThat(unused).isBetween(Money.ZERO, new Money(fee));
        assertThat(period.unused(new Money(fee), period.start())).isEqualTo(new Money(fee));
        assertThat(period.unused(new Money(fee), period.end())).isEqualTo(Money.ZERO);
        assertThat(unused).isGreaterThanOrEqualTo(period.unused(new Money(fee), anchor.plusDays(after + 1L)));
        // the day's share to half a kopeck
        var left = Math.max(0, period.days() - after);
        assertThat(Math.abs(unused.kopecks() * period.days() - fee * left)).isLessThanOrEqualTo(period.days() / 2 + 1);
    }

    @Property
    void whatChangesOfTariffLeaveOfAPeriodAddsUpToItsFee(
            @ForAll("days") LocalDate anchor,
            @ForAll @LongRange(max = 10_000_000) long fee,
            @ForAll @Size(max = 10) List<@IntRange(max = 31) Integer> changes) {
        var period = new BillingPeriods(TariffPeriod.MONTHLY, anchor).get(0);
        var days = changes.stream().sorted().map(anchor::plusDays).toList();
        var rest = new Money(fee);
        var used = Money.ZERO;
        for (var day : days) {
            var unused = period.unused(new Money(fee), day);
            assertThat(rest.minus(unused)).isGreaterThanOrEqualTo(Money.ZERO);
            used = used.plus(rest.minus(unused));
            rest = unused;
        }

        assertThat(used.plus(rest)).isEqualTo(new Money(fee));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2015, 1, 1).toEpochDay(),
                        LocalDate.of(2040, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }
}
