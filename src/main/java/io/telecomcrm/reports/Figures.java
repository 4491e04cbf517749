package io.telecomcrm.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * The dashboard's figures, all of one moment.
 *
 * @param at when they were counted; they may be up to a minute old
 * @param customers all customers
 * @param activeCustomers those with a contract in service
 * @param growth new customers of the last twelve months, this one included
 * @param daily new customers of the last thirty days, today included
 */
public record Figures(Instant at, long customers, long activeCustomers, List<Month> growth, List<Day> daily) {

    /** Customers entered in one month, and how many there were at its end. */
    public record Month(YearMonth month, long added, long total) {}

    /** Customers entered on one day of the operator's zone. */
    public record Day(LocalDate day, long added) {}

    public long addedToday() {
        return daily.getLast().added();
    }

    public long addedInThirtyDays() {
        return daily.stream().mapToLong(Day::added).sum();
    }
}
