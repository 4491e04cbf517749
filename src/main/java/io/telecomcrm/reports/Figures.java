package io.telecomcrm.reports;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's figures, all of one moment.
 *
 * @param at when they were counted; they may be up to a minute old
 * @param customers all customers
 * @param activeCustomers those with a contract in service
 * @param freeSims in stock: neither in service nor kept for a draft
 * @param activated contracts that began in the last thirty days, which empties the stock
 * @param openTickets not yet resolved
 * @param overdueTickets open ones whose time is up
 * @param unassignedTickets open ones that nobody works on
 * @param oldDrafts contracts that were begun more than a week ago and never signed
 * @param growth new customers of the last twelve months, this one included
 * @param daily new customers of the last thirty days, today included
 * @param activity contracts begun and ended in the same months
 * @param tariffs the most used ones
 * @param revenue what customers paid, less what they got back, in the same months
 * @param payers whose payments of the last thirty days are the largest; counted once an hour
 */
public record Figures(
        Instant at,
        long customers,
        long activeCustomers,
        long activeSims,
        long freeSims,
        long activated,
        long openTickets,
        long overdueTickets,
        long unassignedTickets,
        long oldDrafts,
        List<Month> growth,
        List<Day> daily,
        List<Activity> activity,
        List<TariffShare> tariffs,
        List<Revenue> revenue,
        List<Payer> payers) {

    private static final long DAYS = 30;
    private static final long LOW_STOCK_DAYS = 14;

    /** Contracts that began and ended in one month. */
    public record Activity(YearMonth month, long activated, long terminated) {}

    /** What came in during one month. */
    public record Revenue(YearMonth month, Money amount) {}

    /** A customer and what they paid. */
    public record Payer(long id, String fullName, Money amount) {}

    /** How many contracts in service a tariff has. */
    public record TariffShare(long id, String name, long contracts) {}

    /** Customers entered in one month, and how many there were at its end. */
    public record Month(YearMonth month, long added, long total) {}

    /** Customers entered on one day of the operator's zone. */
    public record Day(LocalDate day, long added) {}

    /** How many days the stock lasts if contracts go on beginning as they did; null if none did. */
    public @Nullable Long freeSimDays() {
        return activated == 0 ? null : Long.valueOf(freeSims * DAYS / activated);
    }

    public boolean isStockLow() {
        var days = freeSimDays();
        return days != null && days < LOW_STOCK_DAYS;
    }

    public Money revenueOfThisMonth() {
        return revenue.getLast().amount();
    }

    public Money revenueOfLastMonth() {
        return revenue.get(revenue.size() - 2).amount();
    }

    public long addedToday() {
        return daily.getLast().added();
    }

    public long addedInThirtyDays() {
        return daily.stream().mapToLong(Day::added).sum();
    }
}
