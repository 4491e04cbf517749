package io.telecomcrm.charging;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CHARGE_RUN;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentDetails;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentMethod;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.payments.Payments;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Runs as people and programs begin, watch and stop them. What a charge is, SubscriptionTest says. */
@IntegrationTest
class ChargeRunTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Moscow"));

    @Autowired
    Http http;

    @Autowired
    ChargeWorker worker;

    @Autowired
    ChunkSize size;

    @Autowired
    TurnableClock clock;

    @Autowired
    ChargeSteps steps;

    @Autowired
    ChargeRuns runs;

    @Autowired
    ChargeRunRepository rows;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;
    private String admin;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
        admin = http.token("admin");
        finishAll();
    }

    @AfterEach
    void finishAll() {
        worker.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> rows.open().isEmpty());
    }

    @Test
    void aRunChargesWhatIsDueAndTellsIt() {
        var paid = due(500);
        var poor = due(10);

        var begun = http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"));
        assertThat(begun.status()).isEqualTo(201);
        var id = begun.json().get("id").asLong();
        var run = over(id);

        assertThat(run.get("status").asString()).isEqualTo("finished");
        assertThat(run.get("kind").asString()).isEqualTo("manual");
        assertThat(run.get("day").asString()).isEqualTo(TODAY.toString());
        assertThat(run.get("seen").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(run.get("blocked").asLong()).isGreaterThanOrEqualTo(1);
        assertThat(run.get("errors").asLong()).isZero();
        assertThat(run.at("/started_by/username").asString()).isEqualTo(http.username("admin"));
        assertThat(contract(paid).get("balance").asString()).isEqualTo("400.00");
        assertThat(contract(poor).get("status").asString()).isEqualTo("suspended");
        assertThat(contract(poor).get("to_unblock").asString()).isEqualTo("90.00");
        assertThat(db.fetchCount(
                        PAYMENT,
                        PAYMENT.CONTRACT_ID.eq(paid).and(PAYMENT.RUN_ID.eq(id)).and(PAYMENT.PERIOD_START.eq(TODAY))))
                .isEqualTo(1);
        assertThat(http.browser("admin").get("/payments?contract=" + paid).body())
                .contains("title=\"Автоматически\"");
        assertThat(db.fetchCount(
                        AUDIT_ENTRY, AUDIT_ENTRY.OBJECT_TYPE.eq("charge_run").and(AUDIT_ENTRY.OBJECT_ID.eq(id))))
                .isEqualTo(1);
        assertThat(http.api("GET", "/api/charge-runs/?kind=manual&ordering=-id", admin, null)
                        .json()
                        .at("/results/0/id")
                        .asLong())
                .isEqualTo(id);
    }

    @Test
    void aDryRunChangesNothing() {
        var contract = due(500);
        var begun = http.api(
                "POST",
                "/api/charge-runs/",
                admin,
                Map.of("kind", "dry", "day", TODAY.plusDays(3).toString()));
        assertThat(begun.status()).isEqualTo(201);
        var run = over(begun.json().get("id").asLong());

        assertThat(run.get("charged").asLong()).isPositive();
        assertThat(Money.parse(run.get("amount").asString())).isGreaterThanOrEqualTo(Money.ofRubles(100));
        assertThat(contract(contract).get("balance").asString()).isEqualTo("500.00");
        assertThat(db.fetchCount(PAYMENT, PAYMENT.RUN_ID.eq(run.get("id").asLong())))
                .isZero();
    }

    @Test
    void oneGoesOnAtATimeAndCanBeStopped() {
        worker.stop();
        due(500);
        var first = http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"));
        var second = http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().get("code").asString()).isEqualTo("charge_run_running");

        var path = "/api/charge-runs/" + first.json().get("id").asLong() + "/cancel/";
        var stopped = http.api("POST", path, admin, null);
        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.json().get("status").asString()).isEqualTo("cancelled");
        var again = http.api("POST", path, admin, null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asString()).isEqualTo("charge_run_over");
    }

    /** Nothing was at fault with those whose turn it was, so that all of them are tried again. */
    @Test
    void waitsForADatabaseThatIsBusy() throws Exception {
        assumeThat(TestDatabase.isPostgresql()).as("SQLite has one writer").isFalse();
        worker.stop();
        var contract = due(500);
        var id = begin();
        var most = size.next();
        try (var connection = DriverManager.getConnection(TestDatabase.url());
                var other = connection.createStatement()) {
            other.execute("begin immediate");
            assertThatThrownBy(() -> Actor.job(ChargeWorker.ACTOR).run(() -> worker.step(id)))
                    .isInstanceOf(DataAccessException.class);
            other.execute("rollback");
        }
        assertThat(size.next()).isEqualTo(most);

        worker.start();
        assertThat(over(id).get("errors").asLong()).isZero();
        assertThat(contract(contract).get("balance").asString()).isEqualTo("400.00");
    }

    @Test
    void tellsOfABeginAgainAlsoAfterMidnight() {
        worker.stop();
        due(500);
        var key = "run-" + Keys.random(8);
        var body = Map.of("kind", "manual", "day", TODAY.toString());
        var begun = http.api("POST", "/api/charge-runs/", admin, body, "Idempotency-Key", key);
        clock.forward(Duration.ofDays(1));
        try {
            var tomorrow = http.token("admin");
            var again = http.api("POST", "/api/charge-runs/", tomorrow, body, "Idempotency-Key", key);
            var other = http.api("POST", "/api/charge-runs/", tomorrow, body, "Idempotency-Key", key + "2");

            assertThat(begun.status()).isEqualTo(201);
            assertThat(again.status()).as(again.body()).isEqualTo(201);
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(again.json().get("id")).isEqualTo(begun.json().get("id"));
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.json().propertyNames()).containsExactly("day");
        } finally {
            clock.reset();
        }
    }

    private long begin() {
        return http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"))
                .json()
                .get("id")
                .asLong();
    }

    /** Another run's work has each waiting run looked at again at once, which isn't the time that it waits. */
    @Test
    void aRunWaitsForOthersByTheClock() throws Exception {
        assumeThat(TestDatabase.isPostgresql()).as("SQLite has one writer").isTrue();
        worker.stop();
        var contract = due(500);
        var id = begin();
        var held = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        var other = Thread.ofVirtual()
                .start(() -> transactions.executeWithoutResult(_ -> {
                    db.selectFrom(CONTRACT)
                            .where(CONTRACT.ID.eq(contract))
                            .forNoKeyUpdate()
                            .fetch();
                    held.countDown();
                    try {
                        seen.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        held.await();
        try {
            Actor.job(ChargeWorker.ACTOR).run(() -> {
                for (var looks = 0; looks < 100; looks++) {
                    steps.next(id, 1_000);
                }
            });
            assertThat(rows.get(id).isOpen()).isTrue();
            assertThat(rows.parked(id, List.of(contract))).isEmpty();
        } finally {
            seen.countDown();
            other.join();
        }
        worker.start();
        assertThat(over(id).get("errors").asLong()).isZero();
        assertThat(contract(contract).get("balance").asString()).isEqualTo("400.00");
    }

    @Test
    void aRunThatNobodyLookedAfterWaitsAnew() {
        var now = Instant.parse("2026-11-27T10:00:00Z");
        var run = new ChargeRun(
                1,
                ChargeRunKind.MANUAL,
                ChargeRunStatus.RUNNING,
                TODAY,
                now,
                new ChargeRun.Starter(null, "x"),
                null,
                now,
                1,
                Tally.NOTHING,
                new ChargeRun.Place(0, 2, 1, now.minusSeconds(50)));
        for (var later : List.of(20L, 600L)) {
            var then = now.plusSeconds(later);
            assertThat(run.lookedAt(then).place().hasWaited(Duration.ofMinutes(1), then))
                    .isEqualTo(later == 20);
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (var body : new Object[] {
            Map.of(),
            Map.of("kind", "scheduled"),
            Map.of("kind", 7),
            Map.of("kind", "manual", "day", "2020-01-01"),
            Map.of("kind", "dry", "day", "2020-01-01"),
            Map.of("kind", "dry", "day", TODAY.plusDays(63).toString()),
            Map.of("kind", "dry", "day", "завтра")
        }) {
            assertThat(http.api("POST", "/api/charge-runs/", admin, body).status())
                    .as(body.toString())
                    .isEqualTo(400);
        }
        assertThat(http.api("POST", "/api/charge-runs/", admin, Map.of("kind", " "))
                        .body())
                .isEqualTo("{\"kind\":[\"This field may not be blank.\"]}");
        assertThat(http.api("GET", "/api/charge-runs/999999999/", admin, null).status())
                .isEqualTo(404);
        assertThat(http.api("GET", "/api/charge-runs/?kind=x", admin, null).status())
                .isEqualTo(400);
    }

    @Test
    void theDayHasOneScheduledRun() {
        Actor.job("tests").run(() -> {
            runs.startScheduled();
            assertThat(runs.startScheduled()).isEmpty();
        });
        assertThat(db.fetchCount(
                        CHARGE_RUN, CHARGE_RUN.KIND.eq(ChargeRunKind.SCHEDULED).and(CHARGE_RUN.DAY.eq(runs.today()))))
                .isEqualTo(1);
    }

    /** One whose period is kept by nobody, and one whose period is in the ledger already: both impossible. */
    @Test
    void contractsInAnImpossibleStateAreLeftOutAndListed() {
        var good = due(500);
        var lost = due(500);
        var doubled = due(500);
        transactions.executeWithoutResult(_ -> {
            db.deleteFrom(SUBSCRIPTION).where(SUBSCRIPTION.CONTRACT_ID.eq(lost)).execute();
            var number = db.fetchValue(SUBSCRIPTION.PERIOD_NUMBER, SUBSCRIPTION.CONTRACT_ID.eq(doubled));
            db.insertInto(PAYMENT)
                    .set(PAYMENT.CONTRACT_ID, doubled)
                    .set(PAYMENT.KIND, PaymentKind.CHARGE)
                    .set(PAYMENT.AMOUNT, new Money(-1))
                    .set(PAYMENT.STATUS, PaymentStatus.SUCCEEDED)
                    .set(PAYMENT.METHOD, PaymentMethod.INTERNAL)
                    .set(PAYMENT.PAID_AT, Instant.now())
                    .set(PAYMENT.PROVIDER, "internal")
                    .set(PAYMENT.PERIOD_NUMBER, number + 1)
                    .set(PAYMENT.PERIOD_START, TODAY)
                    .set(PAYMENT.PERIOD_END, TODAY.plusDays(1))
                    .set(PAYMENT.CREATED_AT, Instant.now())
                    .set(PAYMENT.CREATED_BY, "tests")
                    .execute();
            db.insertInto(PAYMENT_COUNT)
                    .set(PAYMENT_COUNT.STATUS, PaymentStatus.SUCCEEDED)
                    .set(PAYMENT_COUNT.AMOUNT, 1L)
                    .execute();
            db.update(CONTRACT)
                    .set(CONTRACT.BALANCE, new Money(49_999))
                    .where(CONTRACT.ID.eq(doubled))
                    .execute();
        });
        try {
            var id = http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"))
                    .json()
                    .get("id")
                    .asLong();
            var run = over(id);
            assertThat(run.get("errors").asLong()).isEqualTo(2);
            assertThat(contract(good).get("balance").asString()).isEqualTo("400.00");
            assertThat(contract(doubled).get("balance").asString()).isEqualTo("499.99");

            var parked = http.api("GET", "/api/charge-runs/" + id + "/parked/", admin, null)
                    .json()
                    .get("results");
            assertThat(parked).hasSize(2);
            assertThat(parked.get(0).at("/contract/id").asLong()).isEqualTo(lost);
            assertThat(parked.get(0).get("reason").asString()).isEqualTo("no_subscription");
            assertThat(parked.get(1).at("/contract/id").asLong()).isEqualTo(doubled);
            assertThat(parked.get(1).get("reason").asString()).isEqualTo("failed");
            assertThat(http.browser("supervisor").get("/charge-runs/" + id).body())
                    .contains("Не списанные договоры")
                    .contains("нет учёта периодов");
            assertThat(http.browser("supervisor").get("/charge-runs").body())
                    .contains("2 договора остались несписанными");
        } finally {
            transactions.executeWithoutResult(_ -> {
                db.insertInto(SUBSCRIPTION)
                        .set(SUBSCRIPTION.CONTRACT_ID, lost)
                        .set(SUBSCRIPTION.PERIOD_NUMBER, 1L)
                        .set(SUBSCRIPTION.PERIOD_START, TODAY)
                        .set(SUBSCRIPTION.PAID_UNTIL, TODAY)
                        .set(SUBSCRIPTION.FEE, Money.ZERO)
                        .set(SUBSCRIPTION.TARIFF_ID, samples.tariff())
                        .execute();
                db.update(SUBSCRIPTION)
                        .set(SUBSCRIPTION.PAID_UNTIL, TODAY.plusYears(1))
                        .where(SUBSCRIPTION.CONTRACT_ID.in(lost, doubled))
                        .execute();
            });
        }
    }

    @Test
    void goesOnAfterTheMemoryWasFull() {
        var paid = due(500);
        worker.stop();
        var full = new AtomicBoolean(true);
        var again = new ChargeWorker(rows, steps, new ChunkSize(db) {
            @Override
            int next() {
                if (full.getAndSet(false)) {
                    throw new OutOfMemoryError("as if");
                }
                return super.next();
            }
        });
        again.start();
        try {
            over(http.api("POST", "/api/charge-runs/", admin, Map.of("kind", "manual"))
                    .json()
                    .get("id")
                    .asLong());
        } finally {
            again.stop();
        }
        assertThat(full).isFalse();
        assertThat(contract(paid).get("balance").asString()).isEqualTo("400.00");
    }

    @Test
    void peopleStartWatchAndStop() {
        var browser = http.browser("admin");
        worker.stop();
        assertThat(browser.get("/charge-runs").body()).contains("Списать сейчас");
        var started = browser.post("/charge-runs", Map.of("kind", "manual"));
        assertThat(started.status()).isEqualTo(303);
        var path = started.header("Location");
        assertThat(path).matches("/charge-runs/[0-9]+");
        // a second click leads to the same run
        assertThat(browser.post("/charge-runs", Map.of("kind", "manual")).header("Location"))
                .isEqualTo(path);
        assertThat(browser.get(path).body()).contains("<progress", "Идёт", "every 2s", "Остановить");
        assertThat(browser.get(path + "/progress").status()).isEqualTo(200);

        assertThat(browser.post(path + "/cancel", Map.of()).header("Location")).isEqualTo(path);
        assertThat(browser.get(path + "/progress").status()).isEqualTo(286);
        assertThat(browser.get(path).body()).contains("Остановлено").doesNotContain("every 2s");

        var wrong = browser.post("/charge-runs", Map.of("kind", "dry", "day", "2020-01-01"));
        assertThat(wrong.status()).isEqualTo(422);
        var last = TODAY.plusDays(62).format(DateTimeFormatter.ofPattern("dd.MM.uuuu"));
        assertThat(wrong.body()).contains("по " + last + ".", "<title>Ошибка: ");
        assertThat(http.browser("supervisor").get("/charge-runs").body()).doesNotContain("Списать сейчас");
    }

    /** A contract that was charged up to today. */
    private long due(long rubles) {
        var contract = samples.active();
        transactions.executeWithoutResult(_ -> {
            db.update(TARIFF)
                    .set(TARIFF.FEE, Money.ofRubles(100))
                    .where(TARIFF.ID.eq(
                            db.select(CONTRACT.TARIFF_ID).from(CONTRACT).where(CONTRACT.ID.eq(contract))))
                    .execute();
            db.update(CONTRACT)
                    .set(CONTRACT.ANCHOR_ON, TODAY.minusMonths(1))
                    .where(CONTRACT.ID.eq(contract))
                    .execute();
            db.update(SUBSCRIPTION)
                    .set(SUBSCRIPTION.PERIOD_START, TODAY.minusMonths(1))
                    .set(SUBSCRIPTION.PAID_UNTIL, TODAY)
                    .where(SUBSCRIPTION.CONTRACT_ID.eq(contract))
                    .execute();
        });
        Actor.job("tests")
                .run(() -> payments.take(
                        new PaymentDetails(contract, Money.ofRubles(rubles), PaymentMethod.CASH, null, null), null));
        return contract;
    }

    private JsonNode contract(long id) {
        return http.api("GET", "/api/contracts/" + id + "/", admin, null).json();
    }

    private JsonNode over(long id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !rows.get(id).isOpen());
        return http.api("GET", "/api/charge-runs/" + id + "/", admin, null).json();
    }
}
