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
import java.util.Map;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Of payments customers are told by the hundred a second. So their transactions only note that, in one small row, and
 * whoever sends the messages words them first, many at once. Either there is a payment and a row, or neither; a row goes
 * in the transaction that writes its messages.
 */
@Component
class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 200;

    /** What comes meanwhile waits for the next round, for the messages wait to be sent. */
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
                                NOTIFICATION_OUTBOX.BALANCE)
                        .select(select(
                                        val(null, NOTIFICATION_OUTBOX.EVENT),
                                        val(0L, NOTIFICATION_OUTBOX.PAYMENT_ID),
                                        val(Money.ZERO, NOTIFICATION_OUTBOX.AMOUNT),
                                        val(Instant.EPOCH, NOTIFICATION_OUTBOX.NOTED_AT),
                                        CONTRACT.ID,
                                        CONTRACT.BALANCE)
                                .from(CONTRACT)
                                .where(CONTRACT.ID.eq(0L))));
        this.lines = lines;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A payment that was noted.
     *
     * @param balance what the contract had when its transaction ended
     */
    record Noted(
            long id, NotificationEvent event, long payment, long contract, Money amount, Money balance, Instant at) {}

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

    /** Words what was noted, the first of it first. */
    void word() {
        var round = 0;
        while (round++ < ROUNDS && wordSome() == AT_ONCE) {
            // more of it waits
        }
    }

    private int wordSome() {
        var worded = transactions.execute(_ -> {
            var some = some();
            if (!some.isEmpty()) {
                word(
                        some,
                        lines.ofContracts(
                                some.stream().map(Noted::contract).distinct().toList()));
                db.deleteFrom(NOTIFICATION_OUTBOX)
                        .where(dialect.among(
                                NOTIFICATION_OUTBOX.ID,
                                some.stream().map(Noted::id).toList()))
                        .execute();
            }
            return some.size();
        });
        return worded == null ? 0 : worded;
    }

    private void word(List<Noted> some, Map<Long, Line> whose) {
        for (var payment : some) {
            var line = whose.get(payment.contract());
            if (line != null) {
                try {
                    queue.payment(payment, line);
                } catch (IllegalArgumentException e) {
                    // or none of the others would be told either
                    log.error("Nobody is told of payment {}", payment.payment(), e);
                }
            }
        }
    }

    private List<Noted> some() {
        return dialect.lockFree(db.selectFrom(NOTIFICATION_OUTBOX)
                        .orderBy(NOTIFICATION_OUTBOX.ID)
                        .limit(AT_ONCE))
                .fetch(row -> new Noted(
                        row.getId(),
                        row.getEvent(),
                        row.getPaymentId(),
                        row.getContractId(),
                        row.getAmount(),
                        row.getBalance(),
                        row.getNotedAt()));
    }
}
