package io.telecomcrm.notifications;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.NOTIFICATION_OUTBOX;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.Payment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Of payments customers are told by the hundred a second. So their transactions only note that, in one small row, and
 * whoever sends the messages words them first, many at once. Either there is a payment and a note, or neither; a note goes
 * in the transaction that writes its messages.
 */
@Component
class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 200;

    /** What comes meanwhile waits for the next time, for the messages wait to be sent. */
    private static final int ROUNDS = 100;

    private final DSLContext db;
    private final Dialect dialect;
    private final Prepared note;
    private final LineRepository lines;
    private final Queue queue;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Outbox(DSLContext db, LineRepository lines, Queue queue, TransactionTemplate transactions, Clock clock) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.note = new Prepared(
                db,
                db.insertInto(
                                NOTIFICATION_OUTBOX,
                                NOTIFICATION_OUTBOX.EVENT,
                                NOTIFICATION_OUTBOX.PAYMENT_ID,
                                NOTIFICATION_OUTBOX.AMOUNT,
                                NOTIFICATION_OUTBOX.NOTED_AT,
                                NOTIFICATION_OUTBOX.CONTRACT_ID,
                                NOTIFICATION_OUTBOX.CUSTOMER_ID,
                                NOTIFICATION_OUTBOX.BALANCE)
                        .select(select(
                                        val(null, NOTIFICATION_OUTBOX.EVENT),
                                        val(0L, NOTIFICATION_OUTBOX.PAYMENT_ID),
                                        val(Money.ZERO, NOTIFICATION_OUTBOX.AMOUNT),
                                        val(Instant.EPOCH, NOTIFICATION_OUTBOX.NOTED_AT),
                                        CONTRACT.ID,
                                        CONTRACT.CUSTOMER_ID,
                                        CONTRACT.BALANCE)
                                .from(CONTRACT)
                                .where(CONTRACT.ID.eq(0L))));
        this.lines = lines;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Notes that the customer is to be told of a payment, with the balance as it is when the transaction ends. */
    void note(NotificationEvent event, Payment payment) {
        var amount = payment.amount();
        note.executeLater(
                event,
                payment.id(),
                amount.isNegative() ? amount.negated() : amount,
                clock.instant(),
                payment.contractId());
    }

    /** Words what was noted, the first of it first. A note that can't be worded holds up no other. */
    void word() {
        var after = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            var some = noted(after);
            if (some.isEmpty()) {
                return;
            }
            after = some.getLast();
            try {
                word(some);
            } catch (RuntimeException e) {
                some.forEach(this::wordAlone);
            }
        }
    }

    /** Without a transaction, so that nobody is held up where nothing was noted. */
    private List<Long> noted(long after) {
        return db.select(NOTIFICATION_OUTBOX.ID)
                .from(NOTIFICATION_OUTBOX)
                .where(NOTIFICATION_OUTBOX.ID.gt(after))
                .orderBy(NOTIFICATION_OUTBOX.ID)
                .limit(AT_ONCE)
                .fetch(Record1::value1);
    }

    private void wordAlone(long id) {
        try {
            word(List.of(id));
        } catch (RuntimeException e) {
            log.error("What note {} is about nobody is told yet", id, e);
        }
    }

    /** Those that no other node words just now. */
    private void word(List<Long> ids) {
        transactions.executeWithoutResult(_ -> {
            var mine = dialect.lockFree(db.select(NOTIFICATION_OUTBOX.ID)
                            .from(NOTIFICATION_OUTBOX)
                            .where(dialect.among(NOTIFICATION_OUTBOX.ID, ids)))
                    .fetch(Record1::value1);
            lines.paid(mine).forEach(queue::payment);
            db.deleteFrom(NOTIFICATION_OUTBOX)
                    .where(dialect.among(NOTIFICATION_OUTBOX.ID, mine))
                    .execute();
        });
    }

    /** What one customer was to be told another one is; waits for whoever words it just now. */
    void hand(long from, long to) {
        db.update(NOTIFICATION_OUTBOX)
                .set(NOTIFICATION_OUTBOX.CUSTOMER_ID, to)
                .where(NOTIFICATION_OUTBOX.CUSTOMER_ID.eq(from))
                .execute();
    }

    /** Nobody is there to be told any more; waits for whoever words it just now. */
    void forget(long customer) {
        db.deleteFrom(NOTIFICATION_OUTBOX)
                .where(NOTIFICATION_OUTBOX.CUSTOMER_ID.eq(customer))
                .execute();
    }
}
