package io.telecomcrm.payments;

import static io.telecomcrm.payments.PaymentStatus.SUCCEEDED;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Texts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The periods of one contract, which is locked: their first, those that begin out of turn, and what becomes of debts. */
@Component
class SingleCharges {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    private final Ledger ledger;
    private final SubscriptionRepository rows;
    private final Subscriptions subscriptions;
    private final Contracts contracts;
    private final Tariffs tariffs;
    private final Texts texts;
    private final ApplicationEventPublisher events;
    private final CrmSettings settings;
    private final Clock clock;

    SingleCharges(
            Ledger ledger,
            SubscriptionRepository rows,
            Subscriptions subscriptions,
            Contracts contracts,
            Tariffs tariffs,
            Texts texts,
            ApplicationEventPublisher events,
            CrmSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.rows = rows;
        this.subscriptions = subscriptions;
        this.contracts = contracts;
        this.tariffs = tariffs;
        this.texts = texts;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** The first period. */
    void start(Contract contract, LocalDate today) {
        var before = Subscription.before(contract.id(), today, contract.tariffId());
        rows.add(before);
        charge(before, contract.tariffId(), today);
    }

    /** The unused days come back; a new period begins at once, or else with the service. */
    void restart(Contract contract, LocalDate today, boolean now) {
        rows.find(contract.id()).ifPresent(present -> {
            giveBack(present, today, "payments.unused-tariff");
            var ended = present.endOn(today);
            rows.update(ended);
            if (now) {
                charge(ended, contract.tariffId(), today);
            } else {
                settle(contract.id());
            }
        });
    }

    /** The contract is over; what is paid from a day on comes back, if the tariff says so. */
    void end(Contract contract, LocalDate from) {
        rows.find(contract.id())
                .filter(present -> tariffs.get(present.tariffId()).refundUnusedDays())
                .ifPresent(present -> {
                    giveBack(present, from, "payments.unused-end");
                    if (present.paidUntil().isAfter(from)) {
                        rows.update(present.endOn(from));
                    }
                });
    }

    /** Charges what no run has come to yet, before money leaves a contract: the days it was served until now aren't free. */
    void catchUp(long contract) {
        catchUp(contract, today());
    }

    /** Charges the periods that have begun by a day and that no run has come to. */
    void catchUp(long contract, LocalDate day) {
        rows.find(contract).filter(present -> present.isDue(day)).ifPresent(present -> {
            subscriptions.chargeDue(List.of(contract), day, null);
            for (var line : ledger.chargesAfter(contract, present.periodNumber())) {
                events.publishEvent(new PaymentEvent.Charged(line, changes(line)));
            }
        });
    }

    /** What comes back if another tariff begins today. */
    Money backOnChange(long contract) {
        return rows.find(contract).map(present -> unused(present, today())).orElse(Money.ZERO);
    }

    /** What comes back if the contract ends today, which is its last day. */
    Money backAtEnd(long contract) {
        return rows.find(contract)
                .filter(present -> tariffs.get(present.tariffId()).refundUnusedDays())
                .map(present -> unused(present, today().plusDays(1)))
                .orElse(Money.ZERO);
    }

    /** Begins a period today and charges it, if the one before is over. */
    boolean resume(long contract, LocalDate today) {
        var due = rows.find(contract).filter(present -> present.isDue(today));
        due.ifPresent(present -> {
            if (rows.hasTariffFrom(contract, today)) {
                contracts.startPendingTariffs(List.of(contract));
            }
            charge(present, contracts.tariffOf(contract), today);
        });
        return due.isPresent();
    }

    boolean isDue(long contract, LocalDate today) {
        return rows.find(contract).filter(present -> present.isDue(today)).isPresent();
    }

    /** Sets the block for debt where there is one, lifts it where there is none any more. */
    void settle(long contract) {
        var today = today();
        var standing = rows.standing(contract, today);
        if (!standing.inService()) {
            return;
        }
        if (!standing.blockedForDebt()) {
            if (standing.balance().isNegative()) {
                blockDebtor(contract);
            }
        } else if (standing.toUnblock(today).isZero()) {
            contracts.liftDebt(contract);
            // of a fee that was raised meanwhile
            blockDebtor(contract);
        }
    }

    /** What must be paid for the block for debt to be lifted. */
    Money toUnblock(ContractCard card) {
        var contract = card.contract();
        if (contract.blocks().isEmpty()) {
            return Money.ZERO;
        }
        var today = today();
        return new SubscriptionRepository.Standing(
                        contract.id(),
                        contract.status(),
                        contract.balance(),
                        card.creditOn(today),
                        card.feeFrom(today),
                        card.account().paidUntil(),
                        contract.block(BlockReason.DEBT).isPresent(),
                        contract.blocks().stream().anyMatch(block -> block.reason() != BlockReason.DEBT))
                .toUnblock(today);
    }

    private void charge(Subscription before, long tariffId, LocalDate day) {
        var tariff = tariffs.get(tariffId);
        var after = before.begin(day, tariff);
        rows.update(after);
        if (!tariff.fee().isZero()) {
            var period = new Payment.Period(after.periodNumber(), after.periodStart(), after.paidUntil());
            var line = add(line(
                    before.contractId(),
                    PaymentKind.CHARGE,
                    tariff.fee().negated(),
                    tariff.name(),
                    null,
                    null,
                    period));
            events.publishEvent(new PaymentEvent.Charged(line, changes(line)));
        }
        blockDebtor(before.contractId());
    }

    /** The line names the charge whose days it gives back, so that the charge can't be undone as a mistake besides. */
    private void giveBack(Subscription present, LocalDate from, String reason) {
        var unused = unused(present, from);
        if (!unused.isZero()) {
            var text = texts.get(
                    Language.RU,
                    reason,
                    DAY.format(from),
                    DAY.format(present.paidUntil().minusDays(1)));
            var charge = charge(present).map(Payment::id).orElse(null);
            var line = add(line(present.contractId(), PaymentKind.ADJUSTMENT, unused, null, text, charge, null));
            events.publishEvent(new PaymentEvent.Adjusted(line, changes(line)));
        }
    }

    /** What is paid for days from one on; nothing of a fee that was undone as a mistake. */
    private Money unused(Subscription present, LocalDate from) {
        var isUndone = charge(present)
                .filter(charge -> !ledger.reversed(charge.id()).isZero())
                .isPresent();
        return isUndone ? Money.ZERO : present.unusedFrom(from);
    }

    private Optional<Payment> charge(Subscription present) {
        return ledger.charge(present.contractId(), present.periodNumber());
    }

    private void blockDebtor(long contract) {
        var debtors = rows.debtors(List.of(contract), today());
        if (!debtors.isEmpty()) {
            contracts.block(debtors, BlockReason.DEBT);
        }
    }

    private Payment add(Payment line) {
        return ledger.add(line, null).orElseThrow(() -> new Refusal("payment_running"));
    }

    private Payment line(
            long contract,
            PaymentKind kind,
            Money amount,
            @Nullable String description,
            @Nullable String reason,
            @Nullable Long reverses,
            Payment.@Nullable Period period) {
        var actor = Actor.current();
        var now = clock.instant();
        return new Payment(
                0,
                contract,
                kind,
                amount,
                SUCCEEDED,
                PaymentMethod.INTERNAL,
                now,
                Payment.INTERNAL,
                null,
                description,
                reason,
                reverses,
                period,
                null,
                now,
                actor.userId(),
                actor.username());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private static Map<String, Change> changes(Payment line) {
        return Map.of(
                "contract", new Change(null, line.contractId()),
                "amount", new Change(null, line.amount().wire()));
    }
}
