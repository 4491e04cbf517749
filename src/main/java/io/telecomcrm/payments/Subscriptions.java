package io.telecomcrm.payments;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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
        var held = rows.lockFree(ids);
        // by a statement of its own, which sees what whoever held them a moment ago has written
        var read = held.isEmpty() ? List.<Due>of() : rows.lockDue(held, today);
        var parked = parked(read);
        var due = read.stream()
                .filter(each -> !each.isWithoutPeriods() && each.isOn(today))
                .toList();
        var seen = due.size();
        var charged = 0;
        var sum = Money.ZERO;
        // credit that ended with a promise: service ends before another fee is charged
        var debtors = inDebt(due, Due::balance);
        due = without(due, debtors);
        while (!due.isEmpty()) {
            due = withTariffsStarted(due, today);
            rows.chargeNext(due, run, clock.instant());
            for (var each : due) {
                charged += each.fee().isZero() ? 0 : 1;
                sum = sum.plus(each.fee());
            }
            debtors.addAll(inDebt(due, each -> each.balance().minus(each.fee())));
            due = dueAgain(without(due, debtors), today);
        }
        if (!debtors.isEmpty()) {
            contracts.block(debtors, BlockReason.DEBT);
        }
        return new ChargedSet(seen, charged, debtors.size(), sum, skipped(ids, held, today), parked);
    }

    /** What must be paid for each of the contracts to get out of its block for debt. */
    public Map<Long, Money> toUnblock(Collection<Long> ids, LocalDate today) {
        return rows.standings(ids, today).stream()
                .collect(toMap(SubscriptionRepository.Standing::contractId, standing -> standing.toUnblock(today)));
    }

    /** What {@link #chargeDue} would do, without doing it. */
    public ChargedSet dryRun(Collection<Long> ids, LocalDate today) {
        var parked = new LinkedHashMap<Long, String>();
        var seen = 0;
        var charged = 0;
        var blocked = 0;
        var sum = Money.ZERO;
        for (var due : rows.readDue(ids, today)) {
            if (due.isWithoutPeriods()) {
                parked.put(due.contractId(), ChargedSet.NO_SUBSCRIPTION);
                continue;
            }
            seen++;
            var charges = due.isDebt(due.balance()) ? List.<Money>of() : charges(due, today);
            var total = charges.stream().reduce(Money.ZERO, Money::plus);
            charged +=
                    (int) charges.stream().filter(Predicate.not(Money::isZero)).count();
            sum = sum.plus(total);
            if (due.isDebt(due.balance().minus(total))) {
                blocked++;
            }
        }
        return new ChargedSet(seen, charged, blocked, sum, List.of(), parked);
    }

    /** The fees of the periods that have begun, up to the first that brings debt. */
    private List<Money> charges(Due due, LocalDate today) {
        var charges = new ArrayList<Money>();
        var paidUntil = Objects.requireNonNull(due.paidUntil());
        var periods = new BillingPeriods(due.length(), Objects.requireNonNull(due.anchor()));
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
            if (due.isDebt(balance)) {
                break;
            }
        }
        return charges;
    }

    /** Planned changes of tariff are made before the periods that they begin with. */
    private List<Due> withTariffsStarted(List<Due> due, LocalDate today) {
        var starting = ids(due.stream().filter(Due::startsTariff).toList());
        if (starting.isEmpty()) {
            return due;
        }
        contracts.startPendingTariffs(starting);
        return rows.lockDue(ids(due), today);
    }

    /** Those whose period that was just begun is over as well. */
    private List<Due> dueAgain(List<Due> charged, LocalDate today) {
        var again =
                charged.stream().filter(each -> !each.nextEnd().isAfter(today)).toList();
        return again.isEmpty()
                ? again
                : rows.lockDue(ids(again), today).stream()
                        .filter(each -> each.isOn(today))
                        .toList();
    }

    private static Set<Long> inDebt(List<Due> due, Function<Due, Money> balance) {
        return due.stream()
                .filter(each -> each.isDebt(balance.apply(each)))
                .map(Due::contractId)
                .collect(toCollection(LinkedHashSet::new));
    }

    private static Map<Long, String> parked(List<Due> read) {
        var parked = new LinkedHashMap<Long, String>();
        read.stream()
                .filter(Due::isWithoutPeriods)
                .forEach(each -> parked.put(each.contractId(), ChargedSet.NO_SUBSCRIPTION));
        return parked;
    }

    private List<Long> skipped(Collection<Long> ids, List<Long> held, LocalDate today) {
        if (held.size() == ids.size()) {
            return List.of();
        }
        var others = new LinkedHashSet<>(ids);
        held.forEach(others::remove);
        return rows.stillDue(others, today);
    }

    private static List<Due> without(List<Due> due, Set<Long> debtors) {
        return debtors.isEmpty()
                ? due
                : due.stream()
                        .filter(each -> !debtors.contains(each.contractId()))
                        .toList();
    }

    private static List<Long> ids(List<Due> due) {
        return due.stream().map(Due::contractId).toList();
    }
}
