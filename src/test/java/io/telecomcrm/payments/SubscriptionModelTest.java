package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractDetails;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.contracts.TariffChangeTime;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrmdb.tables.records.TariffRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random postings, days, tariffs, blocks and credit on the real database. After each of them: the balance is what the
 * lines add up to, a contract is in debt exactly when the rules say so, no period is charged twice, none is left out.
 */
@IntegrationTest
@Tag("integration")
class SubscriptionModelTest {

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
    TurnableClock clock;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private enum What {
        PAY,
        TAKE_AWAY,
        DAYS,
        DAYS_WITHOUT_A_RUN,
        TARIFF_NOW,
        TARIFF_NEXT,
        BLOCK,
        UNBLOCK,
        LIMIT,
        PROMISE
    }

    private record Step(What what, int size) {}

    /** Whether days have passed that no run has charged. */
    private boolean isBehind;

    @BeforeTry
    void wire() throws Exception {
        new TestContextManager(SubscriptionModelTest.class).prepareTestInstance(this);
    }

    @AfterTry
    void setTheClockRight() {
        clock.reset();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void keepsToTheRules(@ForAll("steps") List<Step> steps) {
        var samples = new SampleContracts(db, transactions, contracts);
        isBehind = false;
        var draft = as(() -> contracts.create(new ContractDetails(
                samples.customer(), samples.sim(), tariff(steps.size()), LocalDate.of(2026, 11, 1))));
        var id = as(() -> contracts.activate(draft.id(), null)).id();
        check(id, "activation");
        for (var step : steps) {
            try {
                as(() -> take(id, step));
            } catch (Refusal refusal) {
                assertThat(refusal.code()).doesNotContain("running");
            }
            check(id, step.toString());
        }
    }

    private Object take(long id, Step step) {
        isBehind = step.what() == What.DAYS_WITHOUT_A_RUN || isBehind && step.what() != What.DAYS;
        var amount = Money.ofRubles(step.size());
        return switch (step.what()) {
            case PAY -> payments.take(new PaymentDetails(id, amount, PaymentMethod.CASH, null, null), null);
            case TAKE_AWAY -> payments.adjust(id, amount.negated(), "x");
            case DAYS -> {
                clock.forward(Duration.ofDays(1 + step.size() % 40));
                PaymentJobs.endPromises(promises, promises.over());
                yield requireNonNull(transactions.execute(_ -> subscriptions.chargeDue(List.of(id), today(), null)));
            }
            case DAYS_WITHOUT_A_RUN -> {
                clock.forward(Duration.ofDays(1 + step.size() % 5));
                PaymentJobs.endPromises(promises, promises.over());
                yield "no run came";
            }
            case TARIFF_NOW -> contracts.changeTariff(id, null, tariff(step.size()), TariffChangeTime.NOW);
            case TARIFF_NEXT -> contracts.changeTariff(id, null, tariff(step.size()), TariffChangeTime.NEXT_PERIOD);
            case BLOCK -> contracts.block(id, null, BlockReason.FRAUD, null, null);
            case UNBLOCK -> contracts.unblock(id, null, BlockReason.FRAUD);
            case LIMIT -> contracts.limitCredit(id, null, amount);
            case PROMISE -> contracts.promise(id, null, Money.ofRubles(1 + step.size() % 500));
        };
    }

    private void check(long id, String after) {
        var contract = as(() -> contracts.get(id));
        var lines = db.selectFrom(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(id))
                .orderBy(PAYMENT.ID)
                .fetch();
        assertThat(contract.balance().kopecks())
                .as(after)
                .isEqualTo(lines.stream()
                        .mapToLong(line -> line.getAmount().kopecks())
                        .sum());

        var subscription = requireNonNull(db.fetchOne(SUBSCRIPTION, SUBSCRIPTION.CONTRACT_ID.eq(id)));
        var promised = db.fetchOptional(
                        PROMISED_PAYMENT, PROMISED_PAYMENT.CONTRACT_ID.eq(id), PROMISED_PAYMENT.ENDED_AT.isNull())
                .map(row -> row.getAmount())
                .orElse(Money.ZERO);
        var free = contract.balance().plus(contract.creditLimit()).plus(promised);
        if (contract.block(BlockReason.DEBT).isPresent()) {
            var pending = contract.terms().pendingTariff();
            var next = pending != null && !pending.from().isAfter(today()) ? pending.tariffId() : contract.tariffId();
            // a block that came later leaves the debt of a fee that was due before it
            var due = !subscription.getPaidUntil().isAfter(today());
            var fee = due ? db.fetchValue(TARIFF.FEE, TARIFF.ID.eq(next)) : Money.ZERO;
            assertThat(free.minus(requireNonNull(fee)).isNegative())
                    .as("a debt after %s", after)
                    .isTrue();
        } else {
            assertThat(free.isNegative()).as("no debt after %s", after).isFalse();
        }
        assertThat(contract.status() == ContractStatus.SUSPENDED)
                .isEqualTo(!contract.blocks().isEmpty());
        if (contract.status() == ContractStatus.ACTIVE && !isBehind) {
            assertThat(subscription.getPaidUntil()).as("paid after %s", after).isAfter(today());
        }
        var charges = lines.stream()
                .filter(line -> line.getKind() == PaymentKind.CHARGE)
                .toList();
        for (var i = 1; i < charges.size(); i++) {
            assertThat(charges.get(i).getPeriodNumber())
                    .isGreaterThan(charges.get(i - 1).getPeriodNumber());
            assertThat(charges.get(i).getPeriodStart())
                    .isAfterOrEqualTo(charges.get(i - 1).getPeriodStart());
        }
        assertThat(db.fetchValue(CONTRACT.ANCHOR_ON, CONTRACT.ID.eq(id))).isBeforeOrEqualTo(today());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var what = Arbitraries.of(What.class);
        var size = Arbitraries.integers().between(1, 900);
        return Combinators.combine(what, size).as(Step::new).list().ofMinSize(5).ofMaxSize(25);
    }

    /** Free now and then, by the day now and then. */
    private long tariff(int size) {
        return requireNonNull(transactions.execute(_ -> {
            var row = new TariffRecord();
            var name = "Тариф наугад " + LAST.incrementAndGet();
            var daily = size % 3 == 0;
            row.setName(name);
            row.setNameKey(name.toUpperCase(java.util.Locale.ROOT));
            row.setFee(size % 7 == 0 ? Money.ZERO : new Money(daily ? 100L + size : 1_000L + size * 97L));
            row.setPeriod(daily ? TariffPeriod.DAILY : TariffPeriod.MONTHLY);
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

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
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
