package io.telecomcrm.audit;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log can't be changed unnoticed, and nobody waits for its seals. */
@IntegrationTest
class AuditSealingTest {

    private static final String TYPE = "sealed_thing";

    @Autowired
    private Sealer sealer;

    @Autowired
    private Verification verification;

    @Autowired
    private VerifyAudit command;

    @Autowired
    private AuditChecks checks;

    @Autowired
    private AuditRepository entries;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DSLContext db;

    @Autowired
    private Scheduler scheduler;

    /** The sealer of the product itself keeps still while a test plays with the chain. */
    @BeforeEach
    void pause() throws Exception {
        scheduler.pause();
        Thread.sleep(200);
        sealer.seal();
    }

    @AfterEach
    void resume() {
        scheduler.resume();
    }

    @Test
    void writesWhoDidWhatWhenAndFromWhere() {
        var actor = new Actor(17L, "operator", "operator", Set.of(), "10.1.2.3", "abc");

        actor.run(() -> happened(1, Map.of("phone", new Change("+79160000001", null))));

        var entry = entries.history(TYPE, 1, null, 1).lines().getFirst();
        assertThat(entry.actorId()).isEqualTo(17);
        assertThat(entry.username()).isEqualTo("operator");
        assertThat(entry.address()).isEqualTo("10.1.2.3");
        assertThat(entry.requestId()).isEqualTo("abc");
        assertThat(entry.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(entry.changes()).isEqualTo("{\"phone\":[\"+79160000001\",null]}");
    }

    @Test
    void writesNothingOfWhatWasUndone() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            happened(2, Map.of());
            transaction.setRollbackOnly();
        });

        assertThat(entries.history(TYPE, 2, null, 1).lines()).isEmpty();
    }

    @Test
    void forgetsWhatASavepointUndid() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            happened(3, Map.of("step", new Change(null, 1)));
            var savepoint = transaction.createSavepoint();
            happened(3, Map.of("step", new Change(null, 2)));
            transaction.rollbackToSavepoint(savepoint);
            happened(3, Map.of("step", new Change(null, 3)));
        });

        assertThat(entries.history(TYPE, 3, null, 5).lines())
                .extracting(AuditEntry::changes)
                .containsExactlyInAnyOrder("{\"step\":[null,1]}", "{\"step\":[null,3]}");
    }

    @Test
    void writesManyEventsOfOneTransaction() {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (var i = 0; i < 2500; i++) {
                happened(4, Map.of());
            }
        });

        assertThat(entries.count(AuditFilter.of(TYPE, 4))).isEqualTo(Count.exactly(2500));
    }

    @Test
    void writesWhateverWasTyped() {
        Actor.job("nul \0 and half a pair \ud800").run(() -> happened(5, Map.of("name", new Change("\0", "\udfff"))));

        assertThat(entries.history(TYPE, 5, null, 1).lines()).hasSize(1);
    }

    @Test
    void refusesToChangeOrDeleteEntriesAndSeals() throws Exception {
        happened(6, Map.of());
        sealer.seal();

        for (var sql : List.of(
                "update audit_entry set username = 'me'",
                "delete from audit_entry",
                "update audit_seal set hash = ''",
                "delete from audit_seal")) {
            assertThatThrownBy(() -> plainly(sql)).as(sql).hasMessageContaining("append-only");
        }
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        happened(7, Map.of());
        sealer.seal();

        assertThat(verification.check(KnownSeal.NONE).findings()).isEmpty();
        assertThat(command.run("")).isZero();
    }

    /** Whatever of it was changed, and be it that a letter went from one column into the next. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "username = 'somebody else'",
                "actor_id = 42",
                "action = 'thing.undone'",
                "object_type = 'other'",
                "object_id = 99",
                "changes = '{}'",
                "address = '10.9.9.9'",
                "address = ''",
                "request_id = 'another'",
                "happened_at = '2026-01-01 00:00:00+00:00'",
                "action = 'thing.happene', object_type = 'd' || object_type",
            })
    void namesAChangedEntry(String change) throws Exception {
        var entry = entries.find(sealed(8).get(1)).orElseThrow();

        var findings = tampered("update audit_entry set " + change + " where id = " + entry.id(), () -> {
            tamper("delete from audit_entry where id = " + entry.id());
            putBack(entry);
        });

        assertThat(findings).containsExactly(finding("changed", entry.id()));
    }

    @Test
    void namesADeletedEntry() throws Exception {
        var id = sealed(9).get(1);
        var entry = entries.find(id).orElseThrow();

        var findings = tampered("delete from audit_entry where id = " + id, () -> putBack(entry));

        assertThat(findings).containsExactly(finding("removed", id));
    }

    @Test
    void namesTheEntriesThatChangedPlaces() throws Exception {
        var ids = sealed(10);
        var first = ids.get(0);
        var second = ids.get(1);
        String[] swap = {
            "update audit_entry set id = -1 where id = " + first,
            "update audit_entry set id = " + first + " where id = " + second,
            "update audit_entry set id = " + second + " where id = -1"
        };

        tamper(swap[0], swap[1]);
        var findings = tampered(swap[2], () -> tamper(swap));

        assertThat(findings).containsExactly(finding("changed", first), finding("changed", second));
    }

    @Test
    void namesAnEntryInsertedLater() throws Exception {
        var ids = sealed(11);

        var findings = tampered(
                "insert into audit_entry (id, happened_at, username, action, object_type, changes)"
                        + " select -5, happened_at, username, action, object_type, changes from audit_entry where id = "
                        + ids.getFirst(),
                () -> tamper("delete from audit_entry where id = -5"));

        assertThat(findings).containsExactly(finding("inserted", -5));
    }

    @Test
    void findsAForgedSeal() throws Exception {
        sealed(12);
        var last = entries.lastSeal().orElseThrow();

        var findings = tampered(
                "update audit_seal set hash = '" + "0".repeat(64) + "' where number = " + last.number(),
                () -> tamper("update audit_seal set hash = '" + last.hash() + "' where number = " + last.number()));

        assertThat(findings).containsExactly(finding("seal_changed", last.number()));
    }

    @Test
    void findsASealMissingInTheMiddle() throws Exception {
        sealed(14);
        var middle = entries.lastSeal().orElseThrow();
        sealed(14);

        var findings = tampered("delete from audit_seal where number = " + middle.number(), () -> entries.add(middle));

        assertThat(findings).contains(finding("seals_removed", middle.number()));
    }

    @Test
    void findsAnEndThatWasCutOffTogetherWithItsSeals() throws Exception {
        var ids = sealed(13);
        var last = entries.lastSeal().orElseThrow();
        assertThat(checks.check().isGood()).isTrue();
        var cut = ids.stream().map(id -> entries.find(id).orElseThrow()).toList();

        tamper(
                "delete from audit_entry where id >= " + ids.getFirst(),
                "delete from audit_seal where number = " + last.number());
        try {
            assertThat(command.run("")).as("what is left fits").isZero();
            assertThat(command.run(last.number() + ":" + last.hash())).isEqualTo(1);
            assertThat(command.run(last.hash())).isEqualTo(1);
            assertThat(words(checks.check()))
                    .as("the check before saw that seal")
                    .containsExactly(finding("known_seal_missing", last.number() - 1));
        } finally {
            cut.forEach(this::putBack);
            entries.add(last);
        }
        assertThat(command.run(Long.toString(last.number()))).isZero();
        assertThat(command.run(last.number() + ":00000000")).isEqualTo(1);
        assertThat(checks.check().isGood()).isTrue();
    }

    @Test
    void sealsWhatComesLateWithASmallerId() throws Exception {
        assumeThat(TestDatabase.isPostgresql()).as("SQLite has one writer").isTrue();
        var before = entries.lastSeal().orElseThrow();
        try (var held = DriverManager.getConnection(TestDatabase.url())) {
            held.setAutoCommit(false);
            try (var insert = held.prepareStatement(
                    "insert into audit_entry (happened_at, username, action, object_type, object_id, changes)"
                            + " values (now(), '', 'thing.held', '" + TYPE + "', 15, '{}') returning id")) {
                var ids = insert.executeQuery();
                ids.next();
                var late = ids.getLong(1);
                happened(15, Map.of());
                var early = entries.history(TYPE, 15, null, 1).lines().getFirst();
                assertThat(early.id()).isGreaterThan(late);

                sealer.seal();
                assertThat(entries.lastSeal().orElseThrow().toId())
                        .as("nothing is sealed past the open transaction")
                        .isLessThan(late);
                held.commit();
                sealer.seal();

                var last = entries.lastSeal().orElseThrow();
                assertThat(last.number()).isGreaterThan(before.number());
                assertThat(last.toId()).isGreaterThanOrEqualTo(early.id());
                assertThat(verification.check(KnownSeal.NONE).findings()).isEmpty();
            }
        }
    }

    @Test
    void writersWaitForNobodyWhileSealsAreMade() throws Exception {
        var writers = 8;
        var each = 50;
        var start = new CountDownLatch(1);
        var slowest = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(writers + 1)) {
            var done = new ArrayList<Future<?>>();
            for (var i = 0; i < writers; i++) {
                done.add(threads.submit(() -> {
                    start.await();
                    for (var n = 0; n < each; n++) {
                        var began = System.nanoTime();
                        happened(16, Map.of());
                        slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
                    }
                    return null;
                }));
            }
            start.countDown();
            while (done.stream().anyMatch(writer -> !writer.isDone())) {
                sealer.seal();
            }
            for (var writer : done) {
                writer.get();
            }
        }
        sealer.seal();

        assertThat(entries.count(AuditFilter.of(TYPE, 16))).isEqualTo(Count.exactly(writers * each));
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(4));
        assertThat(verification.check(KnownSeal.NONE).findings()).isEmpty();
    }

    @Test
    void aWriterHeldOpenStopsNoOther() throws Exception {
        assumeThat(TestDatabase.isPostgresql()).as("SQLite has one writer").isTrue();
        try (var held = DriverManager.getConnection(TestDatabase.url())) {
            held.setAutoCommit(false);
            try (var insert = held.createStatement()) {
                insert.execute("insert into audit_entry (happened_at, username, action, object_type, changes)"
                        + " values (now(), '', 'thing.held', '" + TYPE + "', '{}')");
                var began = System.nanoTime();
                for (var i = 0; i < 100; i++) {
                    happened(17, Map.of());
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
            held.rollback();
        }
        sealer.seal();
        assertThat(verification.check(KnownSeal.NONE).findings()).isEmpty();
    }

    @Test
    void sealsByItself() {
        scheduler.resume();
        happened(18, Map.of());
        var id = entries.history(TYPE, 18, null, 1).lines().getFirst().id();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> entries.lastSeal().orElseThrow().toId() >= id);
    }

    /** Ids of three fresh entries in a block of their own. */
    private List<Long> sealed(long thing) throws InterruptedException {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (var i = 0; i < 3; i++) {
                happened(thing, Map.of("n", new Change(null, i)));
            }
        });
        sealer.seal();
        return db.select(AUDIT_ENTRY.ID)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.OBJECT_TYPE.eq(TYPE), AUDIT_ENTRY.OBJECT_ID.eq(thing))
                .orderBy(AUDIT_ENTRY.ID.desc())
                .limit(3)
                .fetch(AUDIT_ENTRY.ID)
                .reversed();
    }

    private void happened(long thing, Map<String, Change> changes) {
        events.publishEvent(new Happened(thing, changes));
    }

    private static void plainly(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(TestDatabase.url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A finding as {@link #words} tells it. */
    private static String finding(String what, long entry) {
        return "audit.finding." + what + " " + entry;
    }

    private static List<String> words(Check check) {
        return check.findings().stream()
                .map(text -> text.code() + " " + text.args()[0])
                .toList();
    }

    /** What a check finds while the log is wrong; then it is mended again. */
    private List<String> tampered(String wrong, Mending mend) throws SQLException {
        tamper(wrong);
        try {
            assertThat(command.run("")).isEqualTo(1);
            return words(verification.check(KnownSeal.NONE));
        } finally {
            mend.run();
            assertThat(words(verification.check(KnownSeal.NONE))).isEmpty();
        }
    }

    /** What somebody does who may do anything to the database: goes past the triggers. */
    private static void tamper(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(TestDatabase.url());
                var statement = connection.createStatement()) {
            var triggers = new LinkedHashMap<String, String>();
            if (TestDatabase.isPostgresql()) {
                statement.execute("set session_replication_role = replica");
            } else {
                statement.execute("pragma busy_timeout = 5000");
                var found = statement.executeQuery("select name, sql from sqlite_master where type = 'trigger'");
                while (found.next()) {
                    triggers.put(found.getString(1), found.getString(2));
                }
                found.close();
            }
            for (var name : triggers.keySet()) {
                statement.execute("drop trigger " + name);
            }
            for (var sql : statements) {
                statement.execute(sql);
            }
            for (var sql : triggers.values()) {
                statement.execute(sql);
            }
        }
    }

    private void putBack(AuditEntry entry) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> db.insertInto(AUDIT_ENTRY)
                        .set(AUDIT_ENTRY.ID, entry.id())
                        .set(AUDIT_ENTRY.HAPPENED_AT, entry.at())
                        .set(AUDIT_ENTRY.ACTOR_ID, entry.actorId())
                        .set(AUDIT_ENTRY.USERNAME, entry.username())
                        .set(AUDIT_ENTRY.ACTION, entry.action())
                        .set(AUDIT_ENTRY.OBJECT_TYPE, entry.objectType())
                        .set(AUDIT_ENTRY.OBJECT_ID, entry.objectId())
                        .set(AUDIT_ENTRY.CHANGES, entry.changes())
                        .set(AUDIT_ENTRY.ADDRESS, entry.address())
                        .set(AUDIT_ENTRY.REQUEST_ID, entry.requestId())
                        .execute());
    }

    private interface Mending {
        void run() throws SQLException;
    }

    private record Happened(Long objectId, Map<String, Change> changes) implements DomainEvent {

        @Override
        public String action() {
            return "thing.happened";
        }

        @Override
        public String objectType() {
            return TYPE;
        }
    }
}
