package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingPeriods;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import java.time.LocalDate;

/**
 * What a contract pays its fee for.
 *
 * @param periodNumber goes up by one with each period, whatever its date
 * @param paidUntil exclusive: the first day that has not been charged
 * @param fee of the present period
 */
public record Subscription(
        long contractId, long periodNumber, LocalDate periodStart, LocalDate paidUntil, Money fee, long tariffId) {

    /** Before anything was charged. */
    static Subscription before(long contract, LocalDate day, long tariff) {
        return new Subscription(contract, 0, day, day, Money.ZERO, tariff);
    }

    boolean isDue(LocalDate today) {
        return !paidUntil.isAfter(today);
    }

    /** A new period and a new anchor on a day. */
    Subscription begin(LocalDate day, Tariff tariff) {
        var period = new BillingPeriods(tariff.period(), day).get(0);
        return new Subscription(contractId, periodNumber + 1, day, period.end(), tariff.fee(), tariff.id());
    }

    /** What is paid for days from one on, that day included. */
    Money unusedFrom(LocalDate day) {
        return paidUntil.isAfter(periodStart)
                ? new BillingPeriods.Span(periodStart, paidUntil).unused(fee, day)
                : Money.ZERO;
    }

    /** The rest of the period is given up. */
    Subscription endOn(LocalDate day) {
        return new Subscription(
                contractId, periodNumber, periodStart.isAfter(day) ? day : periodStart, day, fee, tariffId);
    }
}
