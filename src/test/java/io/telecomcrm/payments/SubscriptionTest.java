package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.max;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.BillingForecast;
import io.telecomcrm.contracts.BillingPeriods;
import io.telecomcrm.contracts.Block;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractDetails;
import io.telecomcrm.contracts.ContractEvent;
import io.telecomcrm.contracts.ContractState;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.contracts.TariffChangeTime;
import io.telecomcrm.contracts.TerminationReason;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrmdb.tables.records.TariffRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** The life of subscription fees, with dates turned by hand and every line asserted. */
@IntegrationTest
class SubscriptionTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final AtomicInteger LAST = new AtomicInteger();

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    PromisedPayments promises;

    @Autowired
    LoweredFees lowered;

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    SubscriptionListeners listeners;

    @Autowired
    BillingForecast forecast;

    @Autowired
    TurnableClock clock;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void aMonthIsChargedOnActivationAndEachMonthAfterIt() {
        turnTo(LocalDate.of(2027, 1, 31));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 1_500);

        assertThat(charges(contract)).containsExactly("1 2027-01-31 2027-02-28 -450.00");
        assertThat(next(contract)).isEqualTo(new BillingForecast.Charge(LocalDate.of(2027, 2, 28), rubles(450)));

        turnTo(LocalDate.of(2027, 2, 27));
        assertThat(charge(contract).seen()).isZero();
        turnTo(LocalDate.of(2027, 2, 28));
        assertThat(charge(contract)).isEqualTo(set(1, 1, 0, 450));
        assertThat(charge(contract).seen()).isZero();
        turnTo(LocalDate.of(2027, 3, 31));
        assertThat(charge(contract).charged()).isEqualTo(1);

        assertThat(charges(contract))
                .containsExactly(
                        "1 2027-01-31 2027-02-28 -450.00",
                        "2 2027-02-28 2027-03-31 -450.00",
                        "3 2027-03-31 2027-04-30 -450.00");
        assertThat(get(contract).balance()).isEqualTo(rubles(150));
    }

    @Test
    void withoutMoneyTheServiceStopsAtOnceAndComesBackWithThePayment() {
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 0);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(get(contract).block(BlockReason.DEBT)).isPresent();
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(450));

        pay(contract, 449);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(1));

        pay(contract, 1);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(get(contract).balance()).isEqualTo(Money.ZERO);
        assertThat(charges(contract)).hasSize(1);
    }

    @Test
    void whatPaysADebtAfterThePeriodBeginsANewOneThatDay() {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 450);
        turnTo(LocalDate.of(2027, 4, 10));
        assertThat(charge(contract)).isEqualTo(set(1, 1, 1, 450));
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);

        // the period that made the debt runs on; behind it a new one must be paid too
        turnTo(LocalDate.of(2027, 5, 20));
        assertThat(charge(contract).seen()).isZero();
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(900));
        pay(contract, 900);

        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(get(contract).state().anchorOn()).isEqualTo(LocalDate.of(2027, 5, 20));
        assertThat(charges(contract).getLast()).isEqualTo("3 2027-05-20 2027-06-20 -450.00");
        assertThat(get(contract).balance()).isEqualTo(Money.ZERO);
    }

    /** The first payment that suffices lifts the block and begins the period, the others only add to the balance. */
    @Test
    void manyPaymentsAtOnceEndADebtOnceAndAnUndoneOneNotAtAll() throws Exception {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 450);
        turnTo(LocalDate.of(2027, 4, 10));
        charge(contract);
        turnTo(LocalDate.of(2027, 5, 20));
        transactions.executeWithoutResult(transaction -> {
            pay(contract, 900);
            assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
            transaction.setRollbackOnly();
        });
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(get(contract).balance()).isEqualTo(rubles(-450));
        assertThat(charges(contract)).hasSize(2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paying = Collections.<Callable<Void>>nCopies(10, () -> {
                pay(contract, 900);
                return null;
            });
            for (var paid : threads.invokeAll(paying)) {
                paid.get();
            }
        }

        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(charges(contract)).hasSize(3).last().isEqualTo("3 2027-05-20 2027-06-20 -450.00");
        assertThat(get(contract).balance()).isEqualTo(rubles(8_100));
        assertThat(db.fetchCount(
                        CONTRACT_BLOCK, CONTRACT_BLOCK.CONTRACT_ID.eq(contract).and(CONTRACT_BLOCK.LIFTED_AT.isNull())))
                .isZero();
    }

    @Test
    void otherBlocksStayAndTheirDaysCostNothing() {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 1_000);
        as(() -> contracts.block(contract, null, BlockReason.FRAUD, null, null));

        turnTo(LocalDate.of(2027, 4, 15));
        assertThat(charge(contract).seen()).isZero();
        as(() -> contracts.unblock(contract, null, BlockReason.FRAUD));

        assertThat(charges(contract))
                .containsExactly("1 2027-03-10 2027-04-10 -450.00", "2 2027-04-15 2027-05-15 -450.00");
    }

    @Test
    void catchesUpPeriodByPeriodUntilADebt() {
        turnTo(LocalDate.of(2027, 3, 1));
        var tariff = tariff(10_000, TariffPeriod.DAILY);
        var rich = activate(tariff, 2_000);
        var poor = activate(tariff, 350);

        turnTo(LocalDate.of(2027, 3, 11));
        assertThat(charge(rich)).isEqualTo(set(1, 10, 0, 1_000));
        assertThat(charge(poor)).isEqualTo(set(1, 3, 1, 300));
        assertThat(get(poor).balance()).isEqualTo(rubles(-50));
        assertThat(get(poor).status()).isEqualTo(ContractStatus.SUSPENDED);
    }

    @Test
    void aFreeTariffMovesOnWithoutALine() {
        turnTo(LocalDate.of(2027, 3, 1));
        var contract = activate(tariff(0, TariffPeriod.MONTHLY), 0);
        turnTo(LocalDate.of(2027, 5, 1));
        assertThat(charge(contract)).isEqualTo(set(1, 0, 0, 0));

        assertThat(charges(contract)).isEmpty();
        assertThat(next(contract).date()).isEqualTo(LocalDate.of(2027, 6, 1));
    }

    @Test
    void whoBeginsWithADebtIsSuspendedEvenWhereNothingIsCharged() {
        turnTo(LocalDate.of(2027, 3, 1));
        var contract = activate(tariff(0, TariffPeriod.MONTHLY), -100);
        assertThat(get(contract).balance()).isEqualTo(rubles(-100));
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
    }

    @Test
    void aLoweredFeeEndsADebtThatIsNoneAnyMore() {
        turnTo(LocalDate.of(2027, 3, 1));
        var tariff = tariff(50_000, TariffPeriod.MONTHLY);
        var nearly = activate(tariff, 700);
        var poor = activate(tariff, 600);
        turnTo(LocalDate.of(2027, 4, 1));
        charge(nearly);
        charge(poor);
        turnTo(LocalDate.of(2027, 5, 1));
        pay(nearly, 600);
        pay(poor, 500);
        assertThat(get(nearly).status()).isEqualTo(ContractStatus.SUSPENDED);

        lowered.settle();
        lower(tariff, clock.instant());
        lowered.settle();
        lowered.settle();

        assertThat(get(nearly).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(charges(nearly).getLast()).isEqualTo("3 2027-05-01 2027-06-01 -300.00");
        assertThat(get(nearly).balance()).isEqualTo(rubles(0));
        assertThat(get(poor).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(charges(poor)).hasSize(2);
    }

    @Test
    void aNodeThatStartsSeesFeesLoweredWhileAllWereAway() {
        turnTo(LocalDate.of(2027, 3, 1));
        var tariff = tariff(50_000, TariffPeriod.MONTHLY);
        var contract = activate(tariff, 700);
        turnTo(LocalDate.of(2027, 4, 1));
        charge(contract);
        turnTo(LocalDate.of(2027, 5, 1));
        pay(contract, 600);
        lowered.settle();
        lower(tariff, clock.instant().minus(Duration.ofDays(2)));
        lowered.settle();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);

        beans.createBean(LoweredFees.class).settle();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
    }

    private void lower(long tariff, Instant when) {
        transactions.executeWithoutResult(_ -> db.update(TARIFF)
                .set(TARIFF.FEE, rubles(300))
                .set(TARIFF.UPDATED_AT, when)
                .where(TARIFF.ID.eq(tariff))
                .execute());
    }

    /** The command began before midnight, and had its locks after it. */
    @Test
    void theFirstPeriodBeginsOnTheDayOfTheCommand() {
        var day = LocalDate.of(2027, 3, 31);
        turnTo(day.plusDays(1));
        var free = tariff(0, TariffPeriod.MONTHLY);
        var draft = get(draft(free));
        var begun = new Contract(
                draft.id(),
                draft.number(),
                draft.terms(),
                new ContractState(ContractStatus.ACTIVE, clock.instant(), day, null, null, List.of()),
                draft.balance(),
                draft.creditLimit(),
                draft.version());
        transactions.executeWithoutResult(undone -> {
            as(() -> {
                listeners.hear(new ContractEvent.Activated(begun, Map.of()));
                return begun;
            });
            assertThat(db.fetchValue(SUBSCRIPTION.PERIOD_START, SUBSCRIPTION.CONTRACT_ID.eq(draft.id())))
                    .isEqualTo(day);
            undone.setRollbackOnly();
        });
    }

    @Test
    void anotherTariffComesWithThePeriodEvenWhenItIsLate() {
        turnTo(LocalDate.of(2027, 3, 1));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 5_000);
        var daily = tariff(10_000, TariffPeriod.DAILY);
        as(() -> contracts.changeTariff(contract, null, daily, TariffChangeTime.NEXT_PERIOD));
        assertThat(next(contract)).isEqualTo(new BillingForecast.Charge(LocalDate.of(2027, 4, 1), rubles(100)));

        turnTo(LocalDate.of(2027, 4, 2));
        var dry = subscriptions.dryRun(List.of(contract), LocalDate.of(2027, 4, 2));
        assertThat(charge(contract)).isEqualTo(set(1, 2, 0, 200)).isEqualTo(dry);
        assertThat(charges(contract).getLast()).isEqualTo("3 2027-04-02 2027-04-03 -100.00");
    }

    /** Its first days were served already, and are charged by it. */
    @Test
    void aTariffThatHasBegunIsNotCancelledAnyMore() {
        turnTo(LocalDate.of(2027, 4, 4));
        var contract = activate(tariff(1_000, TariffPeriod.DAILY), 1_000);
        as(() -> contracts.changeTariff(
                contract, null, tariff(10_000, TariffPeriod.DAILY), TariffChangeTime.NEXT_PERIOD));
        turnTo(LocalDate.of(2027, 4, 8));
        assertThatThrownBy(() -> as(() -> contracts.cancelTariffChange(contract, null)))
                .isInstanceOf(Refusal.class)
                .hasMessage("no_tariff_change");
        charge(contract);

        assertThat(get(contract).balance()).isEqualTo(rubles(590));
    }

    @Test
    void anotherTariffNowGivesTheUnusedDaysBack() {
        turnTo(LocalDate.of(2027, 4, 1));
        var contract = activate(tariff(30_000, TariffPeriod.MONTHLY), 1_000);
        turnTo(LocalDate.of(2027, 4, 11));
        var dearer = tariff(60_000, TariffPeriod.MONTHLY);
        as(() -> contracts.changeTariff(contract, null, dearer, TariffChangeTime.NOW));

        // 1000 − 300 + 20 days of 10 − 600
        assertThat(get(contract).balance()).isEqualTo(rubles(300));
        assertThat(charges(contract).getLast()).isEqualTo("2 2027-04-11 2027-05-11 -600.00");
    }

    @Test
    void theEndGivesTheUnusedDaysBackFromTomorrowOn() {
        turnTo(LocalDate.of(2027, 4, 1));
        var contract = activate(tariff(30_000, TariffPeriod.MONTHLY), 300);
        turnTo(LocalDate.of(2027, 4, 11));
        as(() -> contracts.terminate(contract, null, TerminationReason.CUSTOMER, null));

        assertThat(get(contract).balance()).isEqualTo(rubles(190));
    }

    /** The command began before midnight, and had its locks after it. */
    @Test
    void theEndIsOnTheDayOfTheCommand() {
        turnTo(LocalDate.of(2027, 4, 1));
        var contract = activate(tariff(30_000, TariffPeriod.MONTHLY), 300);
        turnTo(LocalDate.of(2027, 4, 11));
        var before = get(contract);
        var state = new ContractState(
                ContractStatus.TERMINATED,
                before.state().activatedAt(),
                before.state().anchorOn(),
                clock.instant(),
                TerminationReason.CUSTOMER,
                List.of());
        var ended = new Contract(
                before.id(),
                before.number(),
                before.terms(),
                state,
                before.balance(),
                before.creditLimit(),
                before.version());
        turnTo(LocalDate.of(2027, 4, 12));
        as(() -> {
            transactions.executeWithoutResult(
                    _ -> listeners.hear(new ContractEvent.Terminated(ended, before, Map.of())));
            return ended;
        });

        assertThat(get(contract).balance()).isEqualTo(rubles(190));
    }

    @Test
    void aFeeUndoneAsAMistakeIsNotGivenBackOnceMore() {
        turnTo(LocalDate.of(2027, 4, 1));
        var ended = activate(tariff(30_000, TariffPeriod.MONTHLY), 300);
        var changed = activate(tariff(30_000, TariffPeriod.MONTHLY), 300);
        for (var contract : List.of(ended, changed)) {
            as(() -> payments.reverse(lastCharge(contract), "Начислено по ошибке"));
        }
        turnTo(LocalDate.of(2027, 4, 11));
        as(() -> contracts.terminate(ended, null, TerminationReason.CUSTOMER, null));
        as(() -> contracts.changeTariff(changed, null, tariff(10_000, TariffPeriod.MONTHLY), TariffChangeTime.NOW));

        assertThat(get(ended).balance()).isEqualTo(rubles(300));
        assertThat(get(changed).balance()).isEqualTo(rubles(200));
    }

    @Test
    void aFeeWhoseDaysWereGivenBackIsNotUndoneBesides() {
        turnTo(LocalDate.of(2027, 4, 1));
        var contract = activate(tariff(30_000, TariffPeriod.MONTHLY), 1_000);
        var charge = lastCharge(contract);
        turnTo(LocalDate.of(2027, 4, 11));
        as(() -> contracts.changeTariff(contract, null, tariff(60_000, TariffPeriod.MONTHLY), TariffChangeTime.NOW));

        assertThatThrownBy(() -> as(() -> payments.reverse(charge, "Ошибка")))
                .isInstanceOf(Refusal.class)
                .hasMessage("payment_touched");
        assertThat(get(contract).balance()).isEqualTo(rubles(300));
    }

    /** As when the nightly run is late: no command makes the days before it free of charge. */
    @Test
    void commandsChargeTheDaysThatNoRunHasComeTo() {
        turnTo(LocalDate.of(2027, 4, 1));
        var daily = tariff(10_000, TariffPeriod.DAILY);
        var blocked = activate(daily, 2_000);
        var ended = activate(daily, 2_000);
        var changed = activate(daily, 2_000);
        var poor = activate(daily, 200);
        turnTo(LocalDate.of(2027, 4, 4));
        as(() -> contracts.block(blocked, null, BlockReason.VOLUNTARY, null, null));
        as(() -> contracts.terminate(ended, null, TerminationReason.CUSTOMER, null));
        as(() -> contracts.changeTariff(changed, null, tariff(30_000, TariffPeriod.MONTHLY), TariffChangeTime.NOW));
        as(() -> contracts.block(poor, null, BlockReason.VOLUNTARY, null, null));

        assertThat(get(blocked).balance()).isEqualTo(rubles(1_600));
        assertThat(get(ended).balance()).isEqualTo(rubles(1_600));
        // three days of the old one, and the day itself by the new one
        assertThat(get(changed).balance()).isEqualTo(rubles(1_400));
        assertThat(charges(changed).getLast()).isEqualTo("4 2027-04-04 2027-05-04 -300.00");
        // the third day brought the debt, so that the fourth was no day of service
        assertThat(get(poor).balance()).isEqualTo(rubles(-100));
        assertThat(get(poor).blocks())
                .extracting(Block::reason)
                .containsExactlyInAnyOrder(BlockReason.DEBT, BlockReason.VOLUNTARY);

        turnTo(LocalDate.of(2027, 4, 6));
        as(() -> contracts.unblock(blocked, null, BlockReason.VOLUNTARY));
        assertThat(get(blocked).balance()).isEqualTo(rubles(1_500));
        assertThat(audited(blocked)).isEqualTo(charges(blocked).size());
    }

    @Test
    void moneyThatLeavesChargesTheDaysThatNoRunHasComeTo() {
        turnTo(LocalDate.of(2027, 4, 1));
        var daily = tariff(10_000, TariffPeriod.DAILY);
        var reversed = activate(daily, 600);
        var mistaken = pay(reversed, 600);
        var adjusted = activate(daily, 600);
        var limited = activate(daily, 400);
        limit(limited, 200);
        var refunded = activate(daily, 100);
        var paid = pay(refunded, 500);
        var raised = activate(daily, 100);
        turnTo(LocalDate.of(2027, 4, 4));
        as(() -> payments.reverse(mistaken, "Не тот договор"));
        as(() -> payments.adjust(adjusted, rubles(-600), "Ошибка"));
        limit(limited, 50);
        assertThatThrownBy(() -> as(() -> payments.refund(paid, null, "Передумал")))
                .isInstanceOf(Refusal.class)
                .hasMessage("refund_exceeds_balance");
        as(() -> payments.refund(paid, rubles(200), "Передумал"));
        // a higher limit makes nothing free of charge, so it is left to the run whether there is a debt
        limit(raised, 1_000);

        // three days were served
        assertThat(get(reversed).balance()).isEqualTo(rubles(200));
        assertThat(get(adjusted).balance()).isEqualTo(rubles(-400));
        assertThat(get(adjusted).block(BlockReason.DEBT)).isPresent();
        assertThat(get(limited).balance()).isEqualTo(rubles(0));
        assertThat(get(refunded).balance()).isEqualTo(rubles(0));
        assertThat(get(raised).balance()).isEqualTo(rubles(0));
        assertThat(audited(adjusted)).isEqualTo(charges(adjusted).size()).isEqualTo(4);
    }

    @Test
    void theCreditLimitSetsAndLiftsTheDebt() {
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 0);
        limit(contract, 449);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(1));
        limit(contract, 450);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        limit(contract, 0);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(charges(contract)).hasSize(1);
        assertThat(get(contract).balance()).isEqualTo(rubles(-450));
    }

    @Test
    void aPromiseLiftsTheDebtForFiveDays() {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 500);
        assertRefused("promise_too_early", contract, 500);
        turnTo(LocalDate.of(2027, 4, 10));
        charge(contract);
        assertThat(get(contract).balance()).isEqualTo(rubles(-400));
        assertRefused("promise_too_small", contract, 399);

        promise(contract, 400);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(get(contract).balance()).isEqualTo(rubles(-400));
        assertThat(charges(contract)).hasSize(2);
        assertRefused("promise_open", contract, 400);

        turnTo(LocalDate.of(2027, 4, 14));
        endPromises();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        turnTo(LocalDate.of(2027, 4, 15));
        endPromises();
        assertThat(get(contract).block(BlockReason.DEBT)).isPresent();
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(400));
        assertRefused("promise_too_soon", contract, 400);

        pay(contract, 400);
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        turnTo(LocalDate.of(2027, 5, 10));
        charge(contract);
        promise(contract, 450);
        pay(contract, 450);
        turnTo(LocalDate.of(2027, 5, 15));
        endPromises();
        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
    }

    /** The run of the day may come before the job that ends promises. */
    @Test
    void noFeeIsChargedOnCreditThatIsOver() {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(10_000, TariffPeriod.DAILY), 3_000);
        turnTo(LocalDate.of(2027, 4, 9));
        charge(contract);
        assertThat(get(contract).balance()).isEqualTo(rubles(-100));
        turnTo(LocalDate.of(2027, 4, 10));
        promise(contract, 500);
        assertThat(get(contract).balance()).isEqualTo(rubles(-200));
        turnTo(LocalDate.of(2027, 4, 12));
        assertThat(charge(contract)).isEqualTo(set(1, 2, 0, 200));

        turnTo(LocalDate.of(2027, 4, 15));
        db.update(SUBSCRIPTION)
                .set(SUBSCRIPTION.PAID_UNTIL, LocalDate.of(2027, 4, 15))
                .where(SUBSCRIPTION.CONTRACT_ID.eq(contract))
                .execute();
        assertThat(subscriptions.dryRun(List.of(contract), LocalDate.of(2027, 4, 15)))
                .isEqualTo(set(1, 0, 1, 0));
        assertThat(charge(contract)).isEqualTo(set(1, 0, 1, 0));
        assertThat(get(contract).block(BlockReason.DEBT)).isPresent();
        endPromises();
        assertThat(get(contract).balance()).isEqualTo(rubles(-400));
    }

    @Test
    void aCheaperTariffPlannedInDebtBringsTheServiceBack() {
        turnTo(LocalDate.of(2027, 3, 10));
        var contract = activate(tariff(45_000, TariffPeriod.MONTHLY), 450);
        turnTo(LocalDate.of(2027, 4, 10));
        charge(contract);
        turnTo(LocalDate.of(2027, 5, 20));
        pay(contract, 550);
        assertThat(forecast.toUnblock(card(contract))).isEqualTo(rubles(350));
        var cheap = tariff(10_000, TariffPeriod.DAILY);
        as(() -> contracts.changeTariff(contract, null, cheap, TariffChangeTime.NEXT_PERIOD));

        assertThat(get(contract).status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(get(contract).tariffId()).isEqualTo(cheap);
        assertThat(get(contract).balance()).isEqualTo(Money.ZERO);
        assertThat(charges(contract).getLast()).isEqualTo("3 2027-05-20 2027-05-21 -100.00");
    }

    /** Money comes and goes while runs charge: no line is lost or doubled, and the debt is what the rules say. */
    @Test
    void holdsWhileMoneyMovesAndRunsCharge() throws Exception {
        turnTo(LocalDate.of(2027, 3, 1));
        var first = LocalDate.of(2027, 3, 1);
        var contract = activate(tariff(700, TariffPeriod.DAILY), 100);
        var paid = as(() -> payments.take(
                                new PaymentDetails(contract, rubles(1_000), PaymentMethod.CASH, null, null), null)
                        .payment())
                .id();
        turnTo(first.plusDays(100));
        var moved = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 20; thread++) {
                var seed = thread;
                all.add(threads.submit(() -> {
                    var random = new Random(seed);
                    for (var i = 0; i < 100; i++) {
                        var day = first.plusDays(i);
                        var kopecks = 1 + random.nextInt(900);
                        var what = random.nextInt(4);
                        try {
                            switch (what) {
                                case 0 -> {
                                    pay(contract, 1);
                                    moved.addAndGet(100);
                                }
                                case 1 -> {
                                    as(() -> payments.refund(paid, new Money(kopecks), "x"));
                                    moved.addAndGet(-kopecks);
                                }
                                case 2 -> {
                                    as(() -> payments.adjust(contract, new Money(-kopecks), "x"));
                                    moved.addAndGet(-kopecks);
                                }
                                default ->
                                    transactions.executeWithoutResult(
                                            _ -> as(() -> subscriptions.chargeDue(List.of(contract), day, null)));
                            }
                        } catch (Refusal refused) {
                            assertThat(what).as(refused.code()).isEqualTo(1);
                        }
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        var charges = charges(contract);
        var numbers = charges.stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSize(Integer.parseInt(numbers.getLast()));
        var now = get(contract);
        assertThat(now.balance().kopecks()).isEqualTo(110_000 + moved.get() - 700L * charges.size());
        assertThat(now.block(BlockReason.DEBT).isPresent())
                .isEqualTo(!forecast.toUnblock(card(contract)).isZero());
        if (now.status() == ContractStatus.ACTIVE) {
            assertThat(now.balance().isNegative()).isFalse();
        }
    }

    /** Whoever comes first, the run or the command: each day is charged once, and what was paid comes back once. */
    @Test
    void holdsWhileCommandsMeetRunsAndCorrections() throws Exception {
        turnTo(LocalDate.of(2027, 5, 1));
        var daily = tariff(1_000, TariffPeriod.DAILY);
        var monthly = tariff(31_000, TariffPeriod.MONTHLY);
        var due = new ArrayList<Long>();
        var mistaken = new ArrayList<Long>();
        for (var i = 0; i < 12; i++) {
            due.add(activate(daily, 1_000));
            mistaken.add(activate(monthly, 310));
        }
        turnTo(LocalDate.of(2027, 5, 11));
        var today = LocalDate.of(2027, 5, 11);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var contract : due) {
                all.add(threads.submit(() -> charge(contract)));
                all.add(threads.submit(
                        () -> as(() -> contracts.block(contract, null, BlockReason.VOLUNTARY, null, null))));
                all.add(threads.submit(() ->
                        transactions.executeWithoutResult(_ -> as(() -> subscriptions.chargeDue(due, today, null)))));
            }
            for (var contract : mistaken) {
                var charge = lastCharge(contract);
                all.add(threads.submit(
                        () -> as(() -> contracts.terminate(contract, null, TerminationReason.CUSTOMER, null))));
                all.add(threads.submit(() -> {
                    try {
                        as(() -> payments.reverse(charge, "Ошибка"));
                    } catch (Refusal given) {
                        assertThat(given.code()).isEqualTo("payment_touched");
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        assertThat(due).allSatisfy(contract -> {
            assertThat(charges(contract)).hasSize(11);
            assertThat(get(contract).balance()).isEqualTo(rubles(890));
        });
        // the whole fee, or its twenty days from tomorrow on
        assertThat(mistaken)
                .allSatisfy(contract -> assertThat(get(contract).balance()).isIn(rubles(310), rubles(200)));
    }

    /** Whoever keeps whose hours: a day is a local one, and no shift of the clocks takes or gives a period. */
    @Test
    void twoYearsInEveryZoneAreTwentyFourMonths() {
        var zones = List.of(
                "Europe/Kaliningrad",
                "Europe/Moscow",
                "Europe/Samara",
                "Asia/Yekaterinburg",
                "Asia/Omsk",
                "Asia/Krasnoyarsk",
                "Asia/Irkutsk",
                "Asia/Yakutsk",
                "Asia/Vladivostok",
                "Asia/Magadan",
                "Asia/Kamchatka",
                "Europe/Berlin",
                "America/New_York");
        var first = LocalDate.of(2027, 1, 31);
        turnTo(first);
        var tariff = tariff(10_000, TariffPeriod.MONTHLY);
        var ids = zones.stream().map(_ -> activate(tariff, 2_500)).toList();
        var end = first.plusMonths(24).minusDays(3).atTime(12, 0).atZone(ZONE).toInstant();
        while (clock.instant().isBefore(end)) {
            clock.forward(Duration.ofHours(31));
            transactions.executeWithoutResult(_ -> {
                for (var i = 0; i < ids.size(); i++) {
                    var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(zones.get(i)));
                    var id = ids.get(i);
                    as(() -> subscriptions.chargeDue(List.of(id), today, null));
                }
            });
        }
        var months = new BillingPeriods(TariffPeriod.MONTHLY, first);
        for (var id : ids) {
            var charges = charges(id);
            assertThat(charges).hasSize(24);
            for (var i = 0; i < charges.size(); i++) {
                assertThat(charges.get(i))
                        .isEqualTo((i + 1) + " " + months.get(i).start() + " "
                                + months.get(i).end() + " -100.00");
            }
            assertThat(get(id).balance()).isEqualTo(rubles(100));
        }
    }

    /** The statement that counts months agrees with the calendar that contracts show. */
    @Test
    void periodsEndAsTheCalendarSays() {
        var tariff = tariff(0, TariffPeriod.MONTHLY);
        var anchors = new ArrayList<LocalDate>();
        for (var day = LocalDate.of(2024, 1, 27); day.isBefore(LocalDate.of(2024, 3, 2)); day = day.plusDays(1)) {
            anchors.add(day);
        }
        var ids = anchors.stream().map(_ -> activate(tariff, 0)).toList();
        transactions.executeWithoutResult(_ -> {
            for (var i = 0; i < ids.size(); i++) {
                var anchor = anchors.get(i);
                db.update(CONTRACT)
                        .set(CONTRACT.ANCHOR_ON, anchor)
                        .where(CONTRACT.ID.eq(ids.get(i)))
                        .execute();
                db.update(SUBSCRIPTION)
                        .set(SUBSCRIPTION.PERIOD_START, anchor)
                        .set(
                                SUBSCRIPTION.PAID_UNTIL,
                                new BillingPeriods(TariffPeriod.MONTHLY, anchor)
                                        .get(0)
                                        .end())
                        .where(SUBSCRIPTION.CONTRACT_ID.eq(ids.get(i)))
                        .execute();
            }
        });
        for (var day = LocalDate.of(2024, 3, 2); day.isBefore(LocalDate.of(2028, 4, 2)); day = day.plusDays(13)) {
            var today = day;
            transactions.executeWithoutResult(_ -> as(() -> subscriptions.chargeDue(ids, today, null)));
            for (var i = 0; i < ids.size(); i++) {
                assertThat(paidUntil(ids.get(i)))
                        .as("%s from %s", today, anchors.get(i))
                        .isEqualTo(new BillingPeriods(TariffPeriod.MONTHLY, anchors.get(i)).nextStart(today));
            }
        }
    }

    @Test
    void aDryRunForetellsWhatTheRunThenDoes() {
        var random = new Random(7);
        turnTo(LocalDate.of(2027, 3, 1));
        var ids = new ArrayList<Long>();
        for (var i = 0; i < 40; i++) {
            var period = random.nextBoolean() ? TariffPeriod.MONTHLY : TariffPeriod.DAILY;
            ids.add(activate(tariff(random.nextInt(0, 20_000), period), random.nextInt(1, 3_000)));
        }
        turnTo(LocalDate.of(2027, 4, 20));
        var today = LocalDate.of(2027, 4, 20);
        var due = ids.stream()
                .filter(id -> subscriptions.dueAfter(id - 1, today, 1).contains(id))
                .toList();
        var before = ids.stream().map(id -> get(id).balance()).toList();
        var dry = subscriptions.dryRun(due, today);
        assertThat(ids.stream().map(id -> get(id).balance()).toList()).isEqualTo(before);

        assertThat(transactions.<ChargedSet>execute(_ -> as(() -> subscriptions.chargeDue(ids, today, null))))
                .isEqualTo(dry);
        assertThat(dry.blocked()).isPositive();
        assertThat(subscriptions.dryRun(List.of(), today).seen()).isZero();
    }

    @Test
    void whatOthersHoldIsNamedAndLeftAlone() throws Exception {
        if (!TestDatabase.isPostgresql()) {
            return;
        }
        turnTo(LocalDate.of(2027, 3, 1));
        var contract = activate(tariff(10_000, TariffPeriod.DAILY), 500);
        turnTo(LocalDate.of(2027, 3, 2));
        var held = new CountDownLatch(1);
        var charged = new CountDownLatch(1);
        var other = Thread.ofVirtual()
                .start(() -> transactions.executeWithoutResult(_ -> {
                    db.selectFrom(CONTRACT)
                            .where(CONTRACT.ID.eq(contract))
                            .forUpdate()
                            .fetch();
                    held.countDown();
                    try {
                        charged.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        held.await();
        var skipped = charge(contract);
        charged.countDown();
        other.join();

        assertThat(skipped.skipped()).containsExactly(contract);
        assertThat(skipped.seen()).isZero();
        assertThat(charge(contract)).isEqualTo(set(1, 1, 0, 100));
    }

    /** What was read of a fee is what is taken of the balance, though somebody changes it meanwhile. */
    @Test
    void aFeeStaysUntilItsChargesAreCommitted() throws Exception {
        turnTo(LocalDate.of(2027, 1, 31));
        var tariff = tariff(45_000, TariffPeriod.MONTHLY);
        var contract = activate(tariff, 1_500);
        turnTo(LocalDate.of(2027, 2, 28));
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var changed = transactions.execute(_ -> {
                as(() -> subscriptions.chargeDue(List.of(contract), LocalDate.of(2027, 2, 28), null));
                var change = others.submit(() -> transactions.executeWithoutResult(_ -> db.update(TARIFF)
                        .set(TARIFF.FEE, rubles(900))
                        .where(TARIFF.ID.eq(tariff))
                        .execute()));
                assertThatThrownBy(() -> change.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return change;
            });
            requireNonNull(changed).get(10, TimeUnit.SECONDS);
        }

        assertThat(charges(contract))
                .containsExactly("1 2027-01-31 2027-02-28 -450.00", "2 2027-02-28 2027-03-31 -450.00");
        assertThat(next(contract)).isEqualTo(new BillingForecast.Charge(LocalDate.of(2027, 3, 31), rubles(900)));
    }

    private long draft(long tariff) {
        return as(() -> contracts.create(
                        new ContractDetails(samples.customer(), samples.sim(), tariff, LocalDate.of(2026, 11, 1))))
                .id();
    }

    private long activate(long tariff, long rubles) {
        var draft = draft(tariff);
        if (rubles > 0) {
            pay(draft, rubles);
        } else if (rubles < 0) {
            as(() -> payments.adjust(draft, rubles(rubles), "Долг"));
        }
        return as(() -> contracts.activate(draft, null)).id();
    }

    private long tariff(long kopecks, TariffPeriod period) {
        return requireNonNull(transactions.execute(_ -> {
            var row = new TariffRecord();
            var name = "Абонентка " + LAST.incrementAndGet();
            row.setName(name);
            row.setNameKey(name.toUpperCase(java.util.Locale.ROOT));
            row.setFee(new Money(kopecks));
            row.setPeriod(period);
            row.setOptions("{\"minutes\":0,\"sms\":0,\"traffic_mb\":0,\"unlimited\":[],\"services\":[]}");
            row.setRefundUnusedDays(true);
            row.setIsActive(true);
            row.setCreatedAt(Instant.EPOCH);
            row.setUpdatedAt(Instant.EPOCH);
            row.setVersion(1L);
            return db.insertInto(TARIFF)
                    .set(row)
                    .returningResult(TARIFF.ID)
                    .fetchSingle()
                    .value1();
        }));
    }

    private long pay(long contract, long rubles) {
        var details = new PaymentDetails(contract, rubles(rubles), PaymentMethod.CASH, null, null);
        return as(() -> payments.take(details, null)).payment().id();
    }

    private void limit(long contract, long rubles) {
        as(() -> contracts.limitCredit(contract, null, rubles(rubles)));
    }

    private void promise(long contract, long rubles) {
        as(() -> contracts.promise(contract, null, rubles(rubles)));
    }

    private void assertRefused(String code, long contract, long rubles) {
        assertThatThrownBy(() -> promise(contract, rubles))
                .isInstanceOf(Refusal.class)
                .hasMessage(code);
    }

    private void endPromises() {
        PaymentJobs.endPromises(promises, promises.over());
    }

    private ChargedSet charge(long contract) {
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        return requireNonNull(
                transactions.execute(_ -> as(() -> subscriptions.chargeDue(List.of(contract), today, null))));
    }

    private List<String> charges(long contract) {
        return db.selectFrom(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.KIND.eq(PaymentKind.CHARGE))
                .orderBy(PAYMENT.PERIOD_NUMBER)
                .fetch(row -> row.getPeriodNumber() + " " + row.getPeriodStart() + " " + row.getPeriodEnd() + " "
                        + row.getAmount().wire());
    }

    private long lastCharge(long contract) {
        return db.select(max(PAYMENT.ID))
                .from(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.KIND.eq(PaymentKind.CHARGE))
                .fetchSingle()
                .value1();
    }

    /** How many of a contract's charges the audit log knows, as it does of all that no run tells of. */
    private int audited(long contract) {
        return db.fetchCount(
                AUDIT_ENTRY,
                AUDIT_ENTRY.ACTION.eq("payment.charged"),
                AUDIT_ENTRY.OBJECT_ID.in(db.select(PAYMENT.ID)
                        .from(PAYMENT)
                        .where(PAYMENT.CONTRACT_ID.eq(contract))
                        .fetch(row -> row.value1())));
    }

    private BillingForecast.Charge next(long contract) {
        return requireNonNull(forecast.nextCharge(card(contract)));
    }

    private LocalDate paidUntil(long contract) {
        return db.fetchValue(SUBSCRIPTION.PAID_UNTIL, SUBSCRIPTION.CONTRACT_ID.eq(contract));
    }

    private ContractCard card(long contract) {
        return as(() -> contracts.card(contract));
    }

    private Contract get(long contract) {
        return as(() -> contracts.get(contract));
    }

    private void turnTo(LocalDate day) {
        clock.forward(
                Duration.between(clock.instant(), day.atTime(12, 0).atZone(ZONE).toInstant()));
    }

    private static ChargedSet set(int seen, int charged, int blocked, long rubles) {
        return new ChargedSet(seen, charged, blocked, rubles(rubles), List.of(), java.util.Map.of());
    }

    private static Money rubles(long rubles) {
        return Money.ofRubles(rubles);
    }

    private static <T> T as(Callable<T> work) {
        try {
            return Actor.job("tests").call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
