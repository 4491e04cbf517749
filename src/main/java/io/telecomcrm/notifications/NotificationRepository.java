package io.telecomcrm.notifications;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.NOTIFICATION;
import static io.telecomcrmdb.Tables.NOTIFICATION_ATTEMPT;
import static io.telecomcrmdb.Tables.NOTIFICATION_PART;
import static io.telecomcrmdb.Tables.NOTIFICATION_RECEIPT;
import static io.telecomcrmdb.Tables.SIM;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.database.Additions;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrmdb.tables.records.NotificationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Messages to customers, what was tried and what came of it. */
@Repository
class NotificationRepository {

    private static final Field<String> CUSTOMER_NAME =
            DSL.field(select(CUSTOMER.FULL_NAME).from(CUSTOMER).where(CUSTOMER.ID.eq(NOTIFICATION.CUSTOMER_ID)));

    private static final SelectField<Notification> MESSAGE = row(
                    row(
                                    NOTIFICATION.ID,
                                    NOTIFICATION.EVENT,
                                    NOTIFICATION.CAUSE,
                                    NOTIFICATION.CHANNEL,
                                    NOTIFICATION.RECIPIENT,
                                    NOTIFICATION.SUBJECT,
                                    NOTIFICATION.TEXT)
                            .mapping(What::new),
                    row(
                                    NOTIFICATION.CUSTOMER_ID,
                                    CUSTOMER_NAME,
                                    NOTIFICATION.CONTRACT_ID,
                                    DSL.field(select(CONTRACT.NUMBER)
                                            .from(CONTRACT)
                                            .where(CONTRACT.ID.eq(NOTIFICATION.CONTRACT_ID))))
                            .mapping((customer, name, contract, number) ->
                                    new Notification.Whose(customer, name == null ? "" : name, contract, number)),
                    row(
                            NOTIFICATION.STATE,
                            NOTIFICATION.ATTEMPTS,
                            NOTIFICATION.NEXT_AT,
                            NOTIFICATION.SENT_AT,
                            NOTIFICATION.DELIVERED_AT,
                            NOTIFICATION.CREATED_AT))
            .mapping((what, whose, how) -> new Notification(
                    what.id(),
                    what.event(),
                    what.cause(),
                    what.channel(),
                    whose,
                    what.recipient(),
                    what.subject(),
                    what.text(),
                    how.value1(),
                    how.value2(),
                    how.value3(),
                    how.value4(),
                    how.value5(),
                    how.value6()));

    static final Orders ORDERS = new Orders(NOTIFICATION.ID, Map.of());

    private final DSLContext db;
    private final Dialect dialect;
    private final Rows<Notification> rows;
    private final Additions additions;

    NotificationRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.rows = new Rows<>(db, NOTIFICATION, NOTIFICATION.ID, MESSAGE);
        this.additions = Additions.ofNew(db, NOTIFICATION);
    }

    private record What(
            long id,
            NotificationEvent event,
            String cause,
            Channel channel,
            String recipient,
            @Nullable String subject,
            String text) {}

    /**
     * Which messages a list shows; null for all.
     *
     * @param recipient the whole address, in any case, or number
     */
    record Filter(
            @Nullable NotificationEvent event,
            @Nullable Channel channel,
            @Nullable NotificationState state,
            @Nullable Long customer,
            @Nullable Long contract,
            @Nullable String recipient) {

        static Filter ofCustomer(long id) {
            return new Filter(null, null, null, id, null, null);
        }
    }

    /** Unless it was written before; as the transaction ends. */
    void add(NotificationRecord message) {
        additions.later(Prepared.values(message));
    }

    Notification get(long id) {
        return db.select(MESSAGE)
                .from(NOTIFICATION)
                .where(NOTIFICATION.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("notification", id));
    }

    /** Locks the row and reads it. */
    Notification lock(long id) {
        dialect.lock(db.select(NOTIFICATION.ID).from(NOTIFICATION).where(NOTIFICATION.ID.eq(id)))
                .fetch();
        return get(id);
    }

    List<Notification> due(Channel channel, Instant now, int most) {
        return db.select(MESSAGE)
                .from(NOTIFICATION)
                .where(NOTIFICATION.CHANNEL.eq(channel), NOTIFICATION.NEXT_AT.le(now))
                .orderBy(NOTIFICATION.NEXT_AT, NOTIFICATION.ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    /** Notes of those that are due that there is nothing to send them with; how many those were. */
    int leaveUnsent(Channel channel, String lacks, Instant now, int most) {
        var ids = dialect.lockFree(db.select(NOTIFICATION.ID)
                        .from(NOTIFICATION)
                        .where(NOTIFICATION.CHANNEL.eq(channel), NOTIFICATION.NEXT_AT.le(now))
                        .orderBy(NOTIFICATION.NEXT_AT, NOTIFICATION.ID)
                        .limit(most))
                .fetch(Record1::value1);
        if (ids.isEmpty()) {
            return 0;
        }
        db.update(NOTIFICATION)
                .set(NOTIFICATION.STATE, NotificationState.UNSENT)
                .set(NOTIFICATION.ATTEMPTS, NOTIFICATION.ATTEMPTS.plus(1))
                .setNull(NOTIFICATION.NEXT_AT)
                .where(NOTIFICATION.ID.in(ids))
                .execute();
        db.insertInto(
                        NOTIFICATION_ATTEMPT,
                        NOTIFICATION_ATTEMPT.NOTIFICATION_ID,
                        NOTIFICATION_ATTEMPT.ATTEMPTED_AT,
                        NOTIFICATION_ATTEMPT.OUTCOME,
                        NOTIFICATION_ATTEMPT.DETAILS)
                .select(select(
                                NOTIFICATION.ID,
                                val(now, NOTIFICATION_ATTEMPT.ATTEMPTED_AT),
                                inline("unsent"),
                                val(lacks))
                        .from(NOTIFICATION)
                        .where(NOTIFICATION.ID.in(ids)))
                .execute();
        return ids.size();
    }

    /** Takes a message whose turn has come, so that no other node does; false where one did. */
    boolean claim(Notification message, Instant now, Instant until) {
        return db.update(NOTIFICATION)
                        .set(NOTIFICATION.NEXT_AT, until)
                        .where(
                                NOTIFICATION.ID.eq(message.id()),
                                NOTIFICATION.NEXT_AT.le(now),
                                NOTIFICATION.NEXT_AT.eq(message.nextAt()))
                        .execute()
                == 1;
    }

    /**
     * Sends a short message to the customer's own phone where its number is no longer theirs: numbers and contracts go from
     * hand to hand while messages wait.
     *
     * @return whether it had to
     */
    boolean follow(long id) {
        var recipient = NOTIFICATION.RECIPIENT;
        return db.update(NOTIFICATION)
                        .set(
                                recipient,
                                DSL.field(select(LineRepository.PHONE)
                                        .from(CUSTOMER)
                                        .where(CUSTOMER.ID.eq(NOTIFICATION.CUSTOMER_ID))))
                        .where(
                                NOTIFICATION.ID.eq(id),
                                NOTIFICATION.STATE.eq(NotificationState.QUEUED),
                                exists(selectOne()
                                        .from(CUSTOMER)
                                        .where(
                                                CUSTOMER.ID.eq(NOTIFICATION.CUSTOMER_ID),
                                                LineRepository.PHONE.ne(recipient))),
                                notExists(selectOne()
                                        .from(SIM)
                                        .join(CONTRACT)
                                        .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                                        .where(
                                                LineRepository.MSISDN.eq(recipient),
                                                SIM.STATUS.ne(SimStatus.CLOSED),
                                                CONTRACT.CUSTOMER_ID.eq(NOTIFICATION.CUSTOMER_ID))))
                        .execute()
                == 1;
    }

    void postpone(long id, Instant until) {
        db.update(NOTIFICATION)
                .set(NOTIFICATION.NEXT_AT, until)
                .where(NOTIFICATION.ID.eq(id), NOTIFICATION.STATE.eq(NotificationState.QUEUED))
                .execute();
    }

    /** @param next null when nothing more is tried */
    void tried(
            Notification message,
            NotificationState state,
            int attempts,
            @Nullable Instant next,
            String outcome,
            @Nullable String details,
            List<String> parts,
            Instant now) {
        var update = db.update(NOTIFICATION)
                .set(NOTIFICATION.STATE, state)
                .set(NOTIFICATION.ATTEMPTS, attempts)
                .set(NOTIFICATION.NEXT_AT, next);
        if (state == NotificationState.SENT) {
            update = update.set(NOTIFICATION.SENT_AT, now);
        }
        // one that was anonymised meanwhile isn't tried again
        update.where(NOTIFICATION.ID.eq(message.id()), NOTIFICATION.STATE.eq(NotificationState.QUEUED))
                .execute();
        var attempt = db.insertInto(NOTIFICATION_ATTEMPT)
                .set(NOTIFICATION_ATTEMPT.NOTIFICATION_ID, message.id())
                .set(NOTIFICATION_ATTEMPT.ATTEMPTED_AT, now)
                .set(NOTIFICATION_ATTEMPT.OUTCOME, outcome)
                .set(NOTIFICATION_ATTEMPT.DETAILS, details)
                .returningResult(NOTIFICATION_ATTEMPT.ID)
                .fetchSingle()
                .value1();
        for (var part : parts) {
            db.insertInto(NOTIFICATION_PART)
                    .set(NOTIFICATION_PART.ATTEMPT_ID, attempt)
                    .set(NOTIFICATION_PART.MESSAGE_ID, part)
                    .execute();
        }
    }

    void queueAgain(long id, Instant next) {
        db.update(NOTIFICATION)
                .set(NOTIFICATION.STATE, NotificationState.QUEUED)
                .set(NOTIFICATION.ATTEMPTS, 0)
                .set(NOTIFICATION.NEXT_AT, next)
                .where(NOTIFICATION.ID.eq(id))
                .execute();
    }

    /** Notes what the centre says; the same twice is one. */
    void addReceipt(String messageId, String state, Instant now) {
        db.insertInto(NOTIFICATION_RECEIPT)
                .set(NOTIFICATION_RECEIPT.MESSAGE_ID, messageId)
                .set(NOTIFICATION_RECEIPT.STATE, state)
                .set(NOTIFICATION_RECEIPT.RECEIVED_AT, now)
                .onConflictDoNothing()
                .execute();
    }

    /** Messages of which something was said that was not counted yet. */
    List<Long> unsettled(int most) {
        return db.selectDistinct(NOTIFICATION_ATTEMPT.NOTIFICATION_ID)
                .from(NOTIFICATION_RECEIPT)
                .join(NOTIFICATION_PART)
                .on(NOTIFICATION_PART.MESSAGE_ID.eq(NOTIFICATION_RECEIPT.MESSAGE_ID))
                .join(NOTIFICATION_ATTEMPT)
                .on(NOTIFICATION_ATTEMPT.ID.eq(NOTIFICATION_PART.ATTEMPT_ID))
                .where(NOTIFICATION_RECEIPT.SETTLED_AT.isNull())
                .limit(most)
                .fetch(Record1::value1);
    }

    void forgetReceipts(Instant before) {
        db.deleteFrom(NOTIFICATION_RECEIPT)
                .where(NOTIFICATION_RECEIPT.SETTLED_AT.isNull(), NOTIFICATION_RECEIPT.RECEIVED_AT.lt(before))
                .execute();
    }

    void settle(long id, NotificationState state, @Nullable Instant deliveredAt) {
        db.update(NOTIFICATION)
                .set(NOTIFICATION.STATE, state)
                .set(NOTIFICATION.DELIVERED_AT, deliveredAt)
                .where(NOTIFICATION.ID.eq(id))
                .execute();
    }

    /** Notes that all that was said of a message so far is counted. */
    void counted(long id, Instant now) {
        db.update(NOTIFICATION_RECEIPT)
                .set(NOTIFICATION_RECEIPT.SETTLED_AT, now)
                .where(
                        NOTIFICATION_RECEIPT.MESSAGE_ID.in(select(NOTIFICATION_PART.MESSAGE_ID)
                                .from(NOTIFICATION_PART)
                                .join(NOTIFICATION_ATTEMPT)
                                .on(NOTIFICATION_ATTEMPT.ID.eq(NOTIFICATION_PART.ATTEMPT_ID))
                                .where(NOTIFICATION_ATTEMPT.NOTIFICATION_ID.eq(id))),
                        NOTIFICATION_RECEIPT.SETTLED_AT.isNull())
                .execute();
    }

    /** What was tried, the last first. */
    List<Attempt> attempts(long id) {
        var parts = new HashMap<Long, List<Attempt.Part>>();
        db.select(
                        NOTIFICATION_PART.ATTEMPT_ID,
                        NOTIFICATION_PART.ID,
                        NOTIFICATION_PART.MESSAGE_ID,
                        NOTIFICATION_RECEIPT.STATE,
                        NOTIFICATION_RECEIPT.RECEIVED_AT)
                .from(NOTIFICATION_PART)
                .join(NOTIFICATION_ATTEMPT)
                .on(NOTIFICATION_ATTEMPT.ID.eq(NOTIFICATION_PART.ATTEMPT_ID))
                .leftJoin(NOTIFICATION_RECEIPT)
                .on(NOTIFICATION_RECEIPT.MESSAGE_ID.eq(NOTIFICATION_PART.MESSAGE_ID))
                .where(NOTIFICATION_ATTEMPT.NOTIFICATION_ID.eq(id))
                .orderBy(NOTIFICATION_PART.ID)
                .fetchGroups(NOTIFICATION_PART.ID)
                .values()
                .forEach(said -> {
                    var best = said.get(0);
                    for (var one : said) {
                        if (Receipts.weight(one.get(NOTIFICATION_RECEIPT.STATE))
                                > Receipts.weight(best.get(NOTIFICATION_RECEIPT.STATE))) {
                            best = one;
                        }
                    }
                    parts.computeIfAbsent(best.get(NOTIFICATION_PART.ATTEMPT_ID), _ -> new ArrayList<>())
                            .add(new Attempt.Part(
                                    best.get(NOTIFICATION_PART.MESSAGE_ID),
                                    best.get(NOTIFICATION_RECEIPT.STATE),
                                    best.get(NOTIFICATION_RECEIPT.RECEIVED_AT)));
                });
        return db.selectFrom(NOTIFICATION_ATTEMPT)
                .where(NOTIFICATION_ATTEMPT.NOTIFICATION_ID.eq(id))
                .orderBy(NOTIFICATION_ATTEMPT.ID.desc())
                .fetch(row -> new Attempt(
                        row.getId(),
                        row.getAttemptedAt(),
                        row.getOutcome(),
                        row.getDetails(),
                        parts.getOrDefault(row.getId(), List.of())));
    }

    void letGo(long contract) {
        db.update(NOTIFICATION)
                .setNull(NOTIFICATION.CONTRACT_ID)
                .where(NOTIFICATION.CONTRACT_ID.eq(contract))
                .execute();
    }

    void hand(long from, long to) {
        db.update(NOTIFICATION)
                .set(NOTIFICATION.CUSTOMER_ID, to)
                .where(NOTIFICATION.CUSTOMER_ID.eq(from))
                .execute();
    }

    /** That something was sent, and when, stays; what and where to does not. */
    void anonymise(long customer) {
        // servers repeat the address that they refuse
        db.update(NOTIFICATION_ATTEMPT)
                .setNull(NOTIFICATION_ATTEMPT.DETAILS)
                .where(
                        NOTIFICATION_ATTEMPT.NOTIFICATION_ID.in(select(NOTIFICATION.ID)
                                .from(NOTIFICATION)
                                .where(NOTIFICATION.CUSTOMER_ID.eq(customer))),
                        NOTIFICATION_ATTEMPT.OUTCOME.ne("unsent"))
                .execute();
        db.update(NOTIFICATION)
                .set(
                        NOTIFICATION.STATE,
                        when(NOTIFICATION.STATE.eq(NotificationState.QUEUED), NotificationState.UNSENT)
                                .otherwise(NOTIFICATION.STATE))
                .setNull(NOTIFICATION.NEXT_AT)
                .set(NOTIFICATION.RECIPIENT, "")
                .setNull(NOTIFICATION.SUBJECT)
                .set(NOTIFICATION.TEXT, "")
                .where(NOTIFICATION.CUSTOMER_ID.eq(customer))
                .execute();
    }

    void deleteOfCustomer(long id) {
        var theirs = select(NOTIFICATION.ID).from(NOTIFICATION).where(NOTIFICATION.CUSTOMER_ID.eq(id));
        var attempts = select(NOTIFICATION_ATTEMPT.ID)
                .from(NOTIFICATION_ATTEMPT)
                .where(NOTIFICATION_ATTEMPT.NOTIFICATION_ID.in(theirs));
        db.deleteFrom(NOTIFICATION_PART)
                .where(NOTIFICATION_PART.ATTEMPT_ID.in(attempts))
                .execute();
        db.deleteFrom(NOTIFICATION_ATTEMPT)
                .where(NOTIFICATION_ATTEMPT.NOTIFICATION_ID.in(theirs))
                .execute();
        db.deleteFrom(NOTIFICATION).where(NOTIFICATION.CUSTOMER_ID.eq(id)).execute();
    }

    boolean customerExists(long id) {
        return db.fetchExists(CUSTOMER, CUSTOMER.ID.eq(id));
    }

    boolean contractExists(long id) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(id));
    }

    /** Whether a notice of the debt block that stands was sent by then. */
    boolean wasWarnedOfDebt(long contract, Instant before) {
        return db.fetchExists(selectOne()
                .from(NOTIFICATION)
                .join(CONTRACT_BLOCK)
                .on(CONTRACT_BLOCK.CONTRACT_ID.eq(NOTIFICATION.CONTRACT_ID))
                .where(
                        NOTIFICATION.CONTRACT_ID.eq(contract),
                        NOTIFICATION.EVENT.eq(NotificationEvent.DEBT_BLOCKED),
                        NOTIFICATION.STATE.in(NotificationState.SENT, NotificationState.DELIVERED),
                        NOTIFICATION.SENT_AT.lt(before),
                        CONTRACT_BLOCK.REASON.eq(BlockReason.DEBT),
                        CONTRACT_BLOCK.LIFTED_AT.isNull(),
                        NOTIFICATION.CAUSE.eq(DSL.inline("block:").concat(CONTRACT_BLOCK.ID.cast(String.class)))));
    }

    /**
     * Removes some of the oldest messages from before a moment, with all that was tried and answered; how many. What is
     * still to be sent stays, and so does the notice of a debt that stands: termination counts from it.
     */
    int forget(Instant before, int most) {
        var noticeOfDebt = NOTIFICATION
                .EVENT
                .eq(NotificationEvent.DEBT_BLOCKED)
                .and(DSL.exists(selectOne()
                        .from(CONTRACT_BLOCK)
                        .where(
                                CONTRACT_BLOCK.CONTRACT_ID.eq(NOTIFICATION.CONTRACT_ID),
                                CONTRACT_BLOCK.REASON.eq(BlockReason.DEBT),
                                CONTRACT_BLOCK.LIFTED_AT.isNull())));
        var ids = db.select(NOTIFICATION.ID)
                .from(NOTIFICATION)
                .where(
                        NOTIFICATION.CREATED_AT.lt(before),
                        NOTIFICATION.STATE.ne(NotificationState.QUEUED),
                        DSL.not(noticeOfDebt))
                .orderBy(NOTIFICATION.CREATED_AT, NOTIFICATION.ID)
                .limit(most)
                .fetch(Record1::value1);
        if (ids.isEmpty()) {
            return 0;
        }
        var attempts = select(NOTIFICATION_ATTEMPT.ID)
                .from(NOTIFICATION_ATTEMPT)
                .where(dialect.among(NOTIFICATION_ATTEMPT.NOTIFICATION_ID, ids));
        db.deleteFrom(NOTIFICATION_RECEIPT)
                .where(NOTIFICATION_RECEIPT.MESSAGE_ID.in(select(NOTIFICATION_PART.MESSAGE_ID)
                        .from(NOTIFICATION_PART)
                        .where(NOTIFICATION_PART.ATTEMPT_ID.in(attempts))))
                .execute();
        db.deleteFrom(NOTIFICATION_PART)
                .where(NOTIFICATION_PART.ATTEMPT_ID.in(attempts))
                .execute();
        db.deleteFrom(NOTIFICATION_ATTEMPT)
                .where(dialect.among(NOTIFICATION_ATTEMPT.NOTIFICATION_ID, ids))
                .execute();
        return db.deleteFrom(NOTIFICATION)
                .where(dialect.among(NOTIFICATION.ID, ids))
                .execute();
    }

    long countOfCustomer(long id) {
        return rows.count(NOTIFICATION.CUSTOMER_ID.eq(id)).rows();
    }

    Count count(Filter filter) {
        return rows.count(matches(filter));
    }

    List<Notification> list(Filter filter, List<String> ordering, int limit, long offset, Count count) {
        return rows.page(matches(filter), ORDERS.of(ordering), limit, offset, count);
    }

    Slice<Notification> slice(Filter filter, @Nullable String place, int size) {
        return rows.slice(matches(filter), ORDERS.of(""), place, size, count(filter));
    }

    private static Condition matches(Filter filter) {
        var condition = noCondition();
        if (filter.event() != null) {
            condition = condition.and(NOTIFICATION.EVENT.eq(filter.event()));
        }
        if (filter.channel() != null) {
            condition = condition.and(NOTIFICATION.CHANNEL.eq(filter.channel()));
        }
        if (filter.state() != null) {
            condition = condition.and(NOTIFICATION.STATE.eq(filter.state()));
        }
        if (filter.customer() != null) {
            condition = condition.and(NOTIFICATION.CUSTOMER_ID.eq(filter.customer()));
        }
        if (filter.contract() != null) {
            condition = condition.and(NOTIFICATION.CONTRACT_ID.eq(filter.contract()));
        }
        if (filter.recipient() != null) {
            condition = condition.and(lower(NOTIFICATION.RECIPIENT).eq(lower(filter.recipient())));
        }
        return condition;
    }
}
