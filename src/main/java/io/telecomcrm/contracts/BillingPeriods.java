package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The periods a contract is charged for, one after the other without a gap, counted from the anchor. Months that lack
 * the anchor's day begin on their last one: 31 January, 28 February, 31 March.
 */
public record BillingPeriods(TariffPeriod length, LocalDate anchor) {

    /** The period of a number, counted from 0. */
    public Span get(long number) {
        return new Span(start(number), start(number + 1));
    }

    /** The period a day lies in; there is none before the anchor. */
    public Span containing(LocalDate day) {
        return get(number(day));
    }

    /** The first day of the period after the one that a day lies in. */
    public LocalDate nextStart(LocalDate day) {
        return day.isBefore(anchor) ? anchor : containing(day).end();
    }

    /** The number of the period a day lies in, counted from 0. */
    public long number(LocalDate day) {
        if (day.isBefore(anchor)) {
            throw new IllegalArgumentException(day + " is before the first period");
        }
        var whole = switch (length) {
            case MONTHLY -> ChronoUnit.MONTHS.between(anchor, day);
            case DAILY -> ChronoUnit.DAYS.between(anchor, day);
        };
        // a whole month may have passed by the calendar before it has by the day of the month: 31 January to 28
        // February
        return start(whole + 1).isAfter(day) ? whole : whole + 1;
    }

    private LocalDate start(long number) {
        return switch (length) {
            case MONTHLY -> anchor.plusMonths(number);
            case DAILY -> anchor.plusDays(number);
        };
    }

    /**
     * One period.
     *
     * @param end exclusive
     */
    public record Span(LocalDate start, LocalDate end) {

        public long days() {
            return ChronoUnit.DAYS.between(start, end);
        }

        /** What a fee paid for the whole period is worth from a day of it on, that day included. */
        public Money unused(Money fee, LocalDate from) {
            return fee.share(Math.clamp(ChronoUnit.DAYS.between(from, end), 0, days()), days());
        }
    }
}
