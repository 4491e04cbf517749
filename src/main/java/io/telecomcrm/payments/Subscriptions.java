package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingPeriods;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.SubscriptionRepository.Due;
import io.telecomcrm.tariffs.Tariffs;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to subscription fees: which contracts are due, and what charging a set of them does. */
@Service
public class Subscriptions {

    private final SubscriptionRepository rows;
    private final Contracts contracts;
    private final Tariffs tariffs;
    private final Clock clock;

    Subscriptions(SubscriptionRepository rows, Contracts contracts, Tariffs tariffs, Clock clock) {
        this.rows = rows;
        this.contracts = contracts;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /** Contracts to be charged up to a day, by their ids, behind an id; those that can't be charged are among them. */
    public List<Long> dueAfter(long id, LocalDate today, int most) {
        return rows.dueAfter(id, today, most);
    }

    public long countDue(LocalDate today) {
        return rows.countDue(today);
    }

    /**
     * Charges contracts for every period that has begun by a day, period by period, until the first charge that brings
     * debt; suspends those in debt. What others hold, or is not due any more, stays as it is.
     *
     * @param run the charge run that does so; null outside one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ChargedSet chargeDue(Collection<Long> ids, LocalDate today, @Nullable Long run) {
        var held = rows.lockDue(ids, today);
        var parked = parked(held);
        var due = without(held, parked.keySet());
        var seen = due.size();
        var charged = 0;
        var sum = Money.ZERO;
        // credit that ended with a promise: service ends before another fee is charged
        var late = due.isEmpty() ? List.<Long>of() : block(rows.debtors(due, today));
        var blocked = late.size();
        due = without(due, new HashSet<>(late));
        while (!due.isEmpty()) {
            contracts.startPendingTariffs(rows.withTariffToStart(due));
            var done = rows.chargeNext(due, run, clock.instant());
            charged += done.charges();
            sum = sum.plus(done.amount());
            var debtors = block(rows.debtors(due, today));
            blocked += debtors.size();
            due = rows.stillDue(without(due, new HashSet<>(debtors)), today);
        }
        return new ChargedSet(seen, charged, blocked, sum, skipped(ids, held, today), parked);
    }

    /** What {@link #chargeDue} would do, without doing it. */
    public ChargedSet dryRun(Collection<Long> ids, LocalDate today) {
        var parked = new LinkedHashMap<Long, String>();
        var seen = 0;
        var charged = 0;
        var blocked = 0;
        var sum = Money.ZERO;
        for (var due : rows.due(ids, today)) {
            if (due.paidUntil() == null || due.anchor() == null) {
                parked.put(due.contractId(), ChargedSet.NO_SUBSCRIPTION);
                continue;
            }
            seen++;
            var charges =
                    isDebt(due.balance(), due) ? List.<Money>of() : charges(due, due.paidUntil(), due.anchor(), today);
            var total = charges.stream().reduce(Money.ZERO, Money::plus);
            charged +=
                    (int) charges.stream().filter(Predicate.not(Money::isZero)).count();
            sum = sum.plus(total);
            if (isDebt(due.balance().minus(total), due)) {
                blocked++;
            }
        }
        return new ChargedSet(seen, charged, blocked, sum, List.of(), parked);
    }

    /** The fees of the periods that have begun, up to the first that brings debt. */
    private List<Money> charges(Due due, LocalDate paidUntil, LocalDate anchor, LocalDate today) {
        var charges = new ArrayList<Money>();
        var periods = new BillingPeriods(due.length(), anchor);
        var fee = due.fee();
        var pending = due.pendingFrom();
        var balance = due.balance();
        for (var start = paidUntil; !start.isAfter(today); start = periods.nextStart(start)) {
            if (pending != null && !pending.isAfter(start)) {
                var tariff = tariffs.get(Objects.requireNonNull(due.pendingTariff()));
                fee = tariff.fee();
                if (tariff.period() != periods.length()) {
                    periods = new BillingPeriods(tariff.period(), pending);
                }
                pending = null;
            }
            charges.add(fee);
            balance = balance.minus(fee);
            if (isDebt(balance, due)) {
                break;
            }
        }
        return charges;
    }

    private List<Long> block(List<Long> debtors) {
        if (!debtors.isEmpty()) {
            contracts.block(debtors, BlockReason.DEBT);
        }
        return debtors;
    }

    private static boolean isDebt(Money balance, Due due) {
        return balance.compareTo(due.credit().negated()) < 0;
    }

    private Map<Long, String> parked(List<Long> due) {
        var parked = new LinkedHashMap<Long, String>();
        if (!due.isEmpty()) {
            rows.withoutSubscription(due).forEach(id -> parked.put(id, ChargedSet.NO_SUBSCRIPTION));
        }
        return parked;
    }

    private List<Long> skipped(Collection<Long> ids, List<Long> held, LocalDate today) {
        return held.size() == ids.size()
                ? List.of()
                : rows.stillDue(without(List.copyOf(ids), new HashSet<>(held)), today);
    }

    private static List<Long> without(List<Long> ids, Set<Long> others) {
        return others.isEmpty()
                ? ids
                : ids.stream().filter(Predicate.not(others::contains)).toList();
    }
}
