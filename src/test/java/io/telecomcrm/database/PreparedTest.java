package io.telecomcrm.database;

import static io.telecomcrmdb.Tables.NOTIFICATION_RECEIPT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class PreparedTest {

    @Autowired
    private DSLContext db;

    @Autowired
    private TransactionTemplate transactions;

    /** SQLite compares times as they are spelled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-26T02:55:00Z",
                "2026-11-26T02:55:50.5Z",
                "2026-11-26T02:55:50.36Z",
                "2026-11-26T02:55:50.362Z",
                "2026-11-26T02:55:50.362578Z",
                "2026-11-26T02:55:50.000001Z"
            })
    void spellsTimesAsTheOthersDo(String text) {
        var at = Instant.parse(text);
        var others = Keys.random(8);
        var own = Keys.random(8);
        transactions.executeWithoutResult(_ -> {
            db.insertInto(NOTIFICATION_RECEIPT)
                    .set(NOTIFICATION_RECEIPT.MESSAGE_ID, others)
                    .set(NOTIFICATION_RECEIPT.STATE, "DELIVRD")
                    .set(NOTIFICATION_RECEIPT.RECEIVED_AT, at)
                    .execute();
            receipts().execute(own, "DELIVRD", at, null);
        });
        assertThat(stored(own)).isEqualTo(stored(others));
        assertThat(db.fetchValue(NOTIFICATION_RECEIPT.RECEIVED_AT, NOTIFICATION_RECEIPT.MESSAGE_ID.eq(own)))
                .isEqualTo(at);
    }

    @Test
    void readsWhatItWrote() {
        var day = LocalDate.of(1999, 2, 28);
        transactions.executeWithoutResult(_ -> day().executeAll(List.of(
                new @Nullable Object[] {day, PaymentKind.PAYMENT, PaymentMethod.CASH, new Money(501), 1L, false},
                new @Nullable Object[] {day, PaymentKind.REFUND, PaymentMethod.CARD, new Money(-1), 2L, true})));
        var asked = new Prepared(
                db,
                db.select(PAYMENT_DAY.AMOUNT, PAYMENT_DAY.KIND, PAYMENT_DAY.LINES)
                        .from(PAYMENT_DAY)
                        .where(PAYMENT_DAY.DAY.eq(day), PAYMENT_DAY.METHOD.ne(PaymentMethod.CASH)));
        assertThat(asked.fetch(
                        row -> row.get(PAYMENT_DAY.KIND) + " "
                                + row.get(PAYMENT_DAY.AMOUNT).kopecks() + " " + row.get(PAYMENT_DAY.LINES),
                        day,
                        PaymentMethod.CASH))
                .containsExactly(PaymentKind.REFUND + " -1 2");
        transactions.executeWithoutResult(
                _ -> db.deleteFrom(PAYMENT_DAY).where(PAYMENT_DAY.DAY.eq(day)).execute());
    }

    @Test
    void tellsTheIdsOfWhatItWroteAndOnlyThose() {
        var message = Keys.random(8);
        var insert = new Prepared(
                        db,
                        db.insertInto(
                                        NOTIFICATION_RECEIPT,
                                        NOTIFICATION_RECEIPT.MESSAGE_ID,
                                        NOTIFICATION_RECEIPT.STATE,
                                        NOTIFICATION_RECEIPT.RECEIVED_AT)
                                .values((String) null, null, null)
                                .onConflictDoNothing())
                .returning(NOTIFICATION_RECEIPT.ID);
        transactions.executeWithoutResult(_ -> {
            var id = insert.fetchOptional(row -> row.get(NOTIFICATION_RECEIPT.ID), message, "DELIVRD", Instant.EPOCH);
            assertThat(id)
                    .contains(db.fetchValue(NOTIFICATION_RECEIPT.ID, NOTIFICATION_RECEIPT.MESSAGE_ID.eq(message)));
            assertThat(insert.fetchOptional(row -> row.get(NOTIFICATION_RECEIPT.ID), message, "DELIVRD", Instant.EPOCH))
                    .isEmpty();
        });
    }

    @Test
    void failsAsTheOthersDo() {
        var message = Keys.random(8);
        var twice = failure(() -> {
            receipts().execute(message, "DELIVRD", Instant.EPOCH, null);
            receipts().execute(message, "DELIVRD", Instant.EPOCH, null);
        });
        var others = failure(() -> {
            receipts().execute(message, "DELIVRD", Instant.EPOCH, null);
            db.insertInto(NOTIFICATION_RECEIPT)
                    .set(NOTIFICATION_RECEIPT.MESSAGE_ID, message)
                    .set(NOTIFICATION_RECEIPT.STATE, "DELIVRD")
                    .set(NOTIFICATION_RECEIPT.RECEIVED_AT, Instant.EPOCH)
                    .execute();
        });
        if (Dialect.of(db) == Dialect.POSTGRESQL) {
            assertThat(twice).isInstanceOf(DuplicateKeyException.class).hasSameClassAs(others);
        } else {
            // with the cause that tells a database that is busy from one that is broken
            assertThat(twice).isInstanceOf(DataAccessException.class).hasCauseInstanceOf(SQLException.class);
            assertThat(others).isInstanceOf(DataAccessException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    void writesWhatWaitsInItsOrderAsTheTransactionEnds(int rows) {
        var message = Keys.random(8);
        var day = LocalDate.of(1998, 2, 28);
        var sums = Additions.to(db, PAYMENT_DAY);
        var receipts = Additions.to(db, NOTIFICATION_RECEIPT);
        transactions.executeWithoutResult(_ -> {
            for (var i = 0; i < rows; i++) {
                receipts.later(message + i, "DELIVRD", Instant.EPOCH, i % 2 == 0 ? null : Instant.EPOCH);
                sums.later(day.plusDays(i), PaymentKind.PAYMENT, PaymentMethod.CASH, new Money(i), 1L, false);
            }
            assertThat(db.fetchCount(PAYMENT_DAY, PAYMENT_DAY.DAY.eq(day))).isZero();
        });
        assertThat(db.fetchCount(PAYMENT_DAY, PAYMENT_DAY.DAY.between(day, day.plusDays(rows - 1))))
                .isEqualTo(rows);
        assertThat(db.select(NOTIFICATION_RECEIPT.MESSAGE_ID, NOTIFICATION_RECEIPT.SETTLED_AT)
                        .from(NOTIFICATION_RECEIPT)
                        .where(NOTIFICATION_RECEIPT.MESSAGE_ID.startsWith(message))
                        .orderBy(NOTIFICATION_RECEIPT.ID)
                        .fetch(row -> row.value1() + row.value2()))
                .isEqualTo(IntStream.range(0, rows)
                        .mapToObj(i -> message + i + (i % 2 == 0 ? null : Instant.EPOCH))
                        .toList());
        transactions.executeWithoutResult(_ -> db.deleteFrom(PAYMENT_DAY)
                .where(PAYMENT_DAY.DAY.between(day, day.plusDays(rows)))
                .execute());
    }

    @Test
    void undoesAllWhereOneThatWaitsFails() {
        var message = Keys.random(8);
        var day = LocalDate.of(1997, 2, 28);
        var receipts = Additions.to(db, NOTIFICATION_RECEIPT);
        var failed = failure(() -> {
            Additions.to(db, PAYMENT_DAY).later(day, PaymentKind.PAYMENT, PaymentMethod.CASH, new Money(1), 1L, false);
            receipts.later(message, "DELIVRD", Instant.EPOCH, null);
            receipts.later(message, "DELIVRD", Instant.EPOCH, null);
        });
        assertThat(failed).isNotNull();
        assertThat(db.fetchCount(PAYMENT_DAY, PAYMENT_DAY.DAY.eq(day))).isZero();
        assertThat(db.fetchCount(NOTIFICATION_RECEIPT, NOTIFICATION_RECEIPT.MESSAGE_ID.eq(message)))
                .isZero();
    }

    @Test
    void leavesAloneWhatIsThereAmongWhatWaits() {
        var message = Keys.random(8);
        var receipts = Additions.ofNew(db, NOTIFICATION_RECEIPT);
        transactions.executeWithoutResult(_ -> receipts.later(message, "DELIVRD", Instant.EPOCH, null));
        transactions.executeWithoutResult(_ -> {
            receipts.later(message + 1, "DELIVRD", Instant.EPOCH, null);
            receipts.later(message, "DELIVRD", Instant.EPOCH, Instant.EPOCH);
            receipts.later(message + 2, "DELIVRD", Instant.EPOCH, null);
            receipts.later(message + 2, "DELIVRD", Instant.EPOCH, Instant.EPOCH);
        });
        assertThat(db.select(NOTIFICATION_RECEIPT.MESSAGE_ID)
                        .from(NOTIFICATION_RECEIPT)
                        .where(
                                NOTIFICATION_RECEIPT.MESSAGE_ID.startsWith(message),
                                NOTIFICATION_RECEIPT.SETTLED_AT.isNull())
                        .orderBy(NOTIFICATION_RECEIPT.ID)
                        .fetch(Record1::value1))
                .containsExactly(message, message + 1, message + 2);
    }

    /** An answer may lead to more, of which some waits for the end as well; what was undone isn't asked. */
    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void asksWhatWaitsAfterAllIsWritten(int rows) {
        var message = Keys.random(8);
        var receipts = Additions.to(db, NOTIFICATION_RECEIPT);
        var like = new Prepared(
                db,
                db.select(NOTIFICATION_RECEIPT.MESSAGE_ID)
                        .from(NOTIFICATION_RECEIPT)
                        .where(NOTIFICATION_RECEIPT.MESSAGE_ID.like("")));
        var deliver = new Prepared(
                db,
                db.update(NOTIFICATION_RECEIPT)
                        .set(NOTIFICATION_RECEIPT.SETTLED_AT, Instant.EPOCH)
                        .where(NOTIFICATION_RECEIPT.MESSAGE_ID.eq("")));
        var answers = new ArrayList<Integer>();
        transactions.executeWithoutResult(_ -> {
            like.askLater(
                    found(like),
                    found -> {
                        answers.add(found.size());
                        receipts.later(message + "more", "DELIVRD", Instant.EPOCH, null);
                        like.askLater(found(like), more -> answers.add(more.size()), message + "%");
                    },
                    message + "%");
            deliver.executeLater(Instant.EPOCH, message + 0);
            for (var i = 0; i < rows; i++) {
                receipts.later(message + i, "DELIVRD", Instant.EPOCH, null);
            }
            like.askLater(found(like), found -> answers.add(-found.size()), message + "%");
            assertThat(answers).isEmpty();
        });
        assertThat(answers).containsExactly(rows, rows + 1, -rows);
        assertThat(db.fetchCount(
                        NOTIFICATION_RECEIPT,
                        NOTIFICATION_RECEIPT.MESSAGE_ID.startsWith(message),
                        NOTIFICATION_RECEIPT.SETTLED_AT.isNotNull()))
                .isEqualTo(1);

        failure(() -> {
            like.askLater(found(like), found -> answers.add(0), message + "%");
            throw new IllegalStateException("undone");
        });
        assertThat(answers).hasSize(3);
        like.askLater(found(like), found -> answers.add(found.size()), message + "%");
        assertThat(answers).endsWith(rows + 1);
    }

    /** What was undone to a savepoint is neither written nor asked. */
    @Test
    void forgetsWhatWaitsBehindASavepoint() {
        var message = Keys.random(8);
        var receipts = Additions.to(db, NOTIFICATION_RECEIPT);
        var like = new Prepared(
                db,
                db.select(NOTIFICATION_RECEIPT.MESSAGE_ID)
                        .from(NOTIFICATION_RECEIPT)
                        .where(NOTIFICATION_RECEIPT.MESSAGE_ID.like("")));
        var nested = new TransactionTemplate(requireNonNull(transactions.getTransactionManager()));
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        var answers = new ArrayList<Integer>();
        transactions.executeWithoutResult(_ -> {
            receipts.later(message + 1, "DELIVRD", Instant.EPOCH, null);
            like.askLater(found(like), found -> answers.add(found.size()), message + "%");
            nested.executeWithoutResult(status -> {
                receipts.later(message + 2, "DELIVRD", Instant.EPOCH, null);
                like.askLater(found(like), found -> answers.add(-1), message + "%");
                status.setRollbackOnly();
            });
        });
        assertThat(answers).containsExactly(1);
    }

    private static Prepared.Reader<List<String>> found(Prepared asked) {
        return asked.each(row -> row.get(NOTIFICATION_RECEIPT.MESSAGE_ID));
    }

    private Throwable failure(Runnable work) {
        return catchThrowable(() -> transactions.executeWithoutResult(_ -> work.run()));
    }

    private Prepared day() {
        return Prepared.insert(db, PAYMENT_DAY, 1);
    }

    private Prepared receipts() {
        return Prepared.insert(db, NOTIFICATION_RECEIPT, 1);
    }

    private @Nullable String stored(String message) {
        return db.select(NOTIFICATION_RECEIPT.RECEIVED_AT.cast(String.class))
                .from(NOTIFICATION_RECEIPT)
                .where(NOTIFICATION_RECEIPT.MESSAGE_ID.eq(message))
                .fetchSingle()
                .value1();
    }
}
