package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.NOTIFICATION_OUTBOX;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.notifications.NotificationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger under attack: by statements that its triggers forbid, and by many at once. */
@IntegrationTest
class LedgerTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    Ledger ledger;

    @Autowired
    BalanceProof proof;

    @Autowired
    DaySums days;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        // signed in before many ask at once
        http.token("supervisor");
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void letsNoLineThatTookEffectBeChanged() {
        var id = take(samples.active(), 100).id();
        var line = PAYMENT.ID.eq(id);
        for (var forbidden : List.<Query>of(
                db.update(PAYMENT).set(PAYMENT.AMOUNT, new Money(1)).where(line),
                db.update(PAYMENT).set(PAYMENT.DESCRIPTION, "другое").where(line),
                db.update(PAYMENT).set(PAYMENT.PAID_AT, Instant.EPOCH).where(line),
                db.update(PAYMENT).set(PAYMENT.STATUS, PaymentStatus.PENDING).where(line),
                db.update(PAYMENT).set(PAYMENT.STATUS, PaymentStatus.DECLINED).where(line),
                db.update(PAYMENT).set(PAYMENT.CONTRACT_ID, samples.active()).where(line),
                db.update(PAYMENT)
                        .set(PAYMENT.STATUS, PaymentStatus.REFUNDED)
                        .set(PAYMENT.AMOUNT, new Money(1))
                        .where(line),
                db.deleteFrom(PAYMENT).where(line))) {
            assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> forbidden.execute()))
                    .as(forbidden.getSQL())
                    .hasStackTraceContaining("append-only");
        }
        transactions.executeWithoutResult(_ -> db.update(PAYMENT)
                .set(PAYMENT.STATUS, PaymentStatus.REFUNDED)
                .where(line)
                .execute());
        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> db.update(PAYMENT)
                        .set(PAYMENT.STATUS, PaymentStatus.SUCCEEDED)
                        .where(line)
                        .execute()))
                .hasStackTraceContaining("append-only");
    }

    @Test
    void letsOnlyAProvidersLineSucceedAfterItWasDeclined() {
        for (var provider : List.of(Payment.DESK, "yookassa")) {
            var id = expect(samples.active(), provider);
            asJob(() -> payments.decline(id, null));
            var confirm = db.update(PAYMENT)
                    .set(PAYMENT.STATUS, PaymentStatus.SUCCEEDED)
                    .where(PAYMENT.ID.eq(id));
            if (provider.equals(Payment.DESK)) {
                assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> confirm.execute()))
                        .hasStackTraceContaining("append-only");
            } else {
                var greater = db.update(PAYMENT)
                        .set(PAYMENT.STATUS, PaymentStatus.SUCCEEDED)
                        .set(PAYMENT.AMOUNT, new Money(9))
                        .where(PAYMENT.ID.eq(id));
                assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> greater.execute()))
                        .hasStackTraceContaining("append-only");
                asJob(() -> payments.confirm(id, Instant.now(), null));
            }
        }
    }

    /** Whichever comes first, the other finds it done. */
    @Test
    void deletesOrDeclinesButNeverBoth() throws Exception {
        var contract = samples.active();
        for (var round = 0; round < 20; round++) {
            var id = expect(contract, Payment.DESK);
            var deleted = new AtomicBoolean();
            var declined = new AtomicBoolean();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.execute(() -> deleted.set(isDone(() -> payments.delete(id))));
                threads.execute(() -> declined.set(isDone(() -> payments.decline(id, null))));
            }
            var isThere = db.fetchExists(PAYMENT, PAYMENT.ID.eq(id), PAYMENT.STATUS.eq(PaymentStatus.DECLINED));
            assertThat(declined.get()).isEqualTo(isThere);
            assertThat(deleted.get()).isEqualTo(!isThere);
            assertThat(db.fetchCount(
                            AUDIT_ENTRY,
                            AUDIT_ENTRY.OBJECT_TYPE.eq("payment"),
                            AUDIT_ENTRY.OBJECT_ID.eq(id),
                            AUDIT_ENTRY.ACTION.in("payment.deleted", "payment.declined")))
                    .isEqualTo(1);
        }
    }

    @Test
    void holdsUnderManyAtOnce() throws Exception {
        var contract = samples.active();
        var paid = take(contract, 100_000).id();
        var expected = new AtomicLong(10_000_000);
        var answers = atOnce(20, thread -> {
            var random = new Random(thread);
            for (var i = 0; i < 25; i++) {
                var kopecks = 1 + random.nextInt(1000);
                var amount = new Money(kopecks).wire();
                var answer = switch (random.nextInt(3)) {
                    case 0 ->
                        count(
                                expected,
                                kopecks,
                                call("payments/", Map.of("contract", contract, "amount", amount, "method", "cash")));
                    case 1 ->
                        count(
                                expected,
                                -kopecks,
                                call("payments/" + paid + "/refund/", Map.of("amount", amount, "reason", "x")));
                    default ->
                        count(
                                expected,
                                -kopecks,
                                call(
                                        "contracts/" + contract + "/adjustments/",
                                        Map.of("amount", "-" + amount, "reason", "x")));
                };
                assertThat(answer.status()).as(answer.body()).isIn(201, 409);
            }
            return call("payments/", Map.of("contract", contract, "amount", "0", "method", "cash"));
        });

        assertThat(answers).hasSize(20);
        assertThat(balance(contract)).isEqualTo(new Money(expected.get()));
        assertThat(sumOf(contract)).isEqualTo(balance(contract));
    }

    /** And what of its day was undone is noted with it, once, or not at all. */
    @Test
    void undoesAMistakeOnceHoweverManyDoAndNeverHalfWay() throws Exception {
        var contract = samples.active();
        var paid = take(contract, 100).id();
        var before = undone();
        Actor.job("tests")
                .run(() -> transactions.executeWithoutResult(broken -> {
                    payments.reverse(paid, "x");
                    broken.setRollbackOnly();
                }));
        assertThat(undone()).isEqualTo(before);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(100));

        var answers = atOnce(
                20, _ -> call("contracts/" + contract + "/adjustments/", Map.of("reverses", paid, "reason", "x")));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers).extracting(Http.Answer::status).containsOnly(201, 409);
        assertThat(balance(contract)).isEqualTo(Money.ZERO);
        assertThat(undone()).isEqualTo(before - 10_000);
        days.fold();
        assertThat(undone()).isEqualTo(before - 10_000);
    }

    private long undone() {
        var undone = db.select(sum(PAYMENT_DAY.AMOUNT.coerce(Long.class)))
                .from(PAYMENT_DAY)
                .where(PAYMENT_DAY.IS_UNDONE)
                .fetchSingle()
                .value1();
        return undone == null ? 0 : undone.longValueExact();
    }

    @Test
    void fiftyRefundsOfSixtyPerCentGiveBackOne() throws Exception {
        var contract = samples.active();
        take(contract, 1000);
        var paid = take(contract, 100).id();
        var answers = atOnce(50, _ -> call("payments/" + paid + "/refund/", Map.of("amount", "60.00", "reason", "x")));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(49);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(1040));
    }

    @Test
    void theSameTransactionAtTheSameMomentIsOneLine() throws Exception {
        var contract = samples.active();
        var body =
                Map.of("contract", contract, "amount", "5.00", "method", "card", "transaction_id", "same-" + contract);
        var answers = atOnce(30, _ -> call("payments/", body));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(29);
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(5));
    }

    @Test
    void aTransactionThatIsThereIsNotTakenForTheLineAddedLast() {
        var contract = samples.active();
        var details =
                new PaymentDetails(contract, Money.ofRubles(10), PaymentMethod.CARD, "terminal-" + contract, null);
        var first = asJob(() -> payments.take(details, null).payment());
        take(contract, 5);

        transactions.executeWithoutResult(
                _ -> assertThat(ledger.add(first, null)).isEmpty());
        assertThat(balance(contract)).isEqualTo(Money.ofRubles(15)).isEqualTo(sumOf(contract));
    }

    /** As if it were killed: its sums, its messages and what the log says of it are written last. */
    @Test
    void aPaymentThatBreaksAtItsEndLeavesNothingAndIsTakenOnceAfterwards() throws Exception {
        var contract = samples.active();
        var details = new PaymentDetails(contract, Money.ofRubles(20), PaymentMethod.CASH, null, null);
        var key = "broken-" + contract;
        var sums = daySum();
        var lines = succeeded();
        for (var table : List.of("notification_outbox", "audit_entry")) {
            var which = table.equals("notification_outbox")
                    ? "new.contract_id = " + contract
                    : "new.object_type = 'payment' and new.changes like '{\"contract\":[null," + contract + "]%'";
            try (var _ = TestDatabase.breaking(db, table, which, "P0001")) {
                assertThatThrownBy(() -> asJob(() -> payments.take(details, key)));
            }
            assertThat(sumOf(contract)).isEqualTo(Money.ZERO);
            assertThat(balance(contract)).isEqualTo(Money.ZERO);
            assertThat(daySum()).isEqualTo(sums);
            assertThat(succeeded()).isEqualTo(lines);
            assertThat(told(contract)).isZero();
        }

        var taken = asJob(() -> payments.take(details, key));
        var again = asJob(() -> payments.take(details, key));

        assertThat(taken.isNew()).isTrue();
        assertThat(again).isEqualTo(new Payments.Taken(taken.payment(), false));
        assertThat(sumOf(contract)).isEqualTo(details.amount());
        assertThat(balance(contract)).isEqualTo(details.amount());
        assertThat(daySum()).isEqualTo(sums + 2_000);
        assertThat(succeeded()).isEqualTo(lines + 1);
        assertThat(told(contract)).isPositive();
        assertThat(db.fetchCount(
                        AUDIT_ENTRY,
                        AUDIT_ENTRY.OBJECT_TYPE.eq("payment"),
                        AUDIT_ENTRY.OBJECT_ID.eq(taken.payment().id())))
                .isEqualTo(1);
    }

    /** Whoever waited for the lock sees what the one before left, not what there was when they asked. */
    @Test
    void postsToTheContractAsItIsOnceItIsLocked() throws Exception {
        var contract = samples.active();
        var details = new PaymentDetails(contract, Money.ofRubles(100), PaymentMethod.CASH, null, null);
        var mine = asJob(() -> payments.take(details, null)).payment();
        var moved = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = threads.submit(() -> asJob(() -> transactions.execute(_ -> {
                payments.adjust(contract, Money.parse("-500.00"), "x");
                moved.countDown();
                await().until(() -> !TestDatabase.isPostgresql() || isSomebodyWaiting());
                return contract;
            })));
            moved.await();
            var posted = transactions.execute(_ -> ledger.post(mine, null));
            other.get();
            assertThat(requireNonNull(posted).before().balance()).isEqualTo(Money.parse("-400.00"));
        }
        assertThat(balance(contract)).isEqualTo(Money.parse("-300.00"));
    }

    @Test
    void provesBalancesAndFindsTheOneThatIsWrong() {
        var good = samples.active();
        take(good, 10);
        var wrong = samples.active();
        take(wrong, 10);
        move(wrong, 1);
        try {
            assertThat(proof.prove().differences())
                    .extracting(BalanceProof.Difference::contractId)
                    .contains(wrong)
                    .doesNotContain(good);
        } finally {
            move(wrong, -1);
        }
    }

    @Test
    void keepsSumsOfDaysAndCounts() {
        var contract = samples.active();
        take(contract, 10);
        take(contract, 20);
        var before = daySum();
        days.fold();
        days.fold();

        assertThat(daySum()).isEqualTo(before);
        var others = db.select(PAYMENT_DAY.ID)
                .from(PAYMENT_DAY)
                .where(PAYMENT_DAY.METHOD.ne(PaymentMethod.CASH))
                .fetch(Record1::value1);
        take(contract, 30);
        days.fold();
        assertThat(db.fetchCount(PAYMENT_DAY, PAYMENT_DAY.ID.in(others)))
                .as("sums that nothing was added to stay")
                .isPositive()
                .isEqualTo(others.size());
        assertThat(db.select(PAYMENT_DAY.DAY, PAYMENT_DAY.KIND, PAYMENT_DAY.METHOD, PAYMENT_DAY.IS_UNDONE)
                        .from(PAYMENT_DAY)
                        .groupBy(PAYMENT_DAY.DAY, PAYMENT_DAY.KIND, PAYMENT_DAY.METHOD, PAYMENT_DAY.IS_UNDONE)
                        .having(DSL.count().gt(1))
                        .fetch())
                .as("sums that are not folded into one")
                .isEmpty();
        for (var status : PaymentStatus.values()) {
            var kept = db.select(sum(PAYMENT_COUNT.AMOUNT))
                    .from(PAYMENT_COUNT)
                    .where(PAYMENT_COUNT.STATUS.eq(status))
                    .fetchSingle()
                    .value1();
            assertThat(kept == null ? 0 : kept.longValue()).as(status.code()).isNotNegative();
        }
    }

    /** Two nodes fold the same rows, and payments go on meanwhile: nothing is added up twice, nothing lost. */
    @Test
    void foldsOnceHoweverManyDoItAtOnce() throws Exception {
        var contract = samples.active();
        var before = daySum();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 40; i++) {
                Runnable one = i % 4 == 0 ? days::fold : () -> take(contract, 10);
                all.add(threads.submit(one));
            }
            for (var one : all) {
                one.get();
            }
        }
        days.fold();

        assertThat(daySum()).isEqualTo(before + 30 * 1_000);
    }

    private long daySum() {
        return requireNonNull(db.select(sum(PAYMENT_DAY.AMOUNT.coerce(Long.class)))
                        .from(PAYMENT_DAY)
                        .fetchSingle()
                        .value1())
                .longValueExact();
    }

    private long succeeded() {
        return requireNonNull(db.select(sum(PAYMENT_COUNT.AMOUNT))
                        .from(PAYMENT_COUNT)
                        .where(PAYMENT_COUNT.STATUS.eq(PaymentStatus.SUCCEEDED))
                        .fetchSingle()
                        .value1())
                .longValueExact();
    }

    private boolean isSomebodyWaiting() {
        return !Objects.equals(
                db.fetchValue("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"), 0L);
    }

    private int told(long contract) {
        return db.fetchCount(
                NOTIFICATION_OUTBOX,
                NOTIFICATION_OUTBOX.CONTRACT_ID.eq(contract),
                NOTIFICATION_OUTBOX.EVENT.eq(NotificationEvent.PAYMENT_RECEIVED));
    }

    private void move(long contract, long kopecks) {
        transactions.executeWithoutResult(_ -> db.update(CONTRACT)
                .set(CONTRACT.BALANCE, new Money(balance(contract).kopecks() + kopecks))
                .where(CONTRACT.ID.eq(contract))
                .execute());
    }

    private Payment take(long contract, long rubles) {
        return asJob(() -> payments.take(
                        new PaymentDetails(contract, Money.ofRubles(rubles), PaymentMethod.CASH, null, null), null)
                .payment());
    }

    private long expect(long contract, String provider) {
        return asJob(() -> payments.expect(
                        new PaymentDetails(contract, Money.ofRubles(50), PaymentMethod.ONLINE, null, null), provider))
                .id();
    }

    private Money balance(long contract) {
        return requireNonNull(db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract)));
    }

    private Money sumOf(long contract) {
        var sum = db.select(sum(PAYMENT.AMOUNT.coerce(Long.class)))
                .from(PAYMENT)
                .where(
                        PAYMENT.CONTRACT_ID.eq(contract),
                        PAYMENT.STATUS.in(PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED))
                .fetchSingle()
                .value1();
        return sum == null ? Money.ZERO : new Money(sum.longValueExact());
    }

    private Http.Answer call(String path, Map<String, ?> body) {
        return http.api("POST", "/api/v1/" + path, http.token("supervisor"), body);
    }

    private static Http.Answer count(AtomicLong expected, long kopecks, Http.Answer answer) {
        if (answer.status() == 201) {
            expected.addAndGet(kopecks);
        }
        return answer;
    }

    private static List<Http.Answer> atOnce(int times, IntFunction<Http.Answer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Http.Answer>>();
            for (var i = 0; i < times; i++) {
                var index = i;
                calls.add(() -> call.apply(index));
            }
            var answers = new ArrayList<Http.Answer>();
            for (var done : threads.invokeAll(calls)) {
                answers.add(done.get());
            }
            return answers;
        }
    }

    private static boolean isDone(Runnable work) {
        try {
            Actor.job("tests").run(work);
            return true;
        } catch (Refusal | NotFound late) {
            return false;
        }
    }

    /** Does something in the name of the product itself. */
    private static <T> T asJob(Callable<T> work) {
        try {
            return Actor.job("tests").call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
