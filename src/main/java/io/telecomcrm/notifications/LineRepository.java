package io.telecomcrm.notifications;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.NOTIFICATION_OUTBOX;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Who is to be told of what happened, read from the features that know. */
@Repository
class LineRepository {

    private static final Field<Money> FEE = DSL.field(DSL.name("due_fee"), TARIFF.FEE.getDataType());
    private static final Field<Long> CREDIT = DSL.field(DSL.name("credit"), Long.class);
    private static final Field<String> CAUSE = inline("").as("cause");

    /** As they are stored: what was checked when it was typed isn't again with each message. */
    private static final Field<String> EMAIL = CUSTOMER.EMAIL.coerce(String.class);

    static final Field<String> PHONE = CUSTOMER.PHONE.coerce(String.class);
    static final Field<String> MSISDN = SIM.MSISDN.coerce(String.class);

    private static final List<SelectField<?>> COLUMNS = List.of(
            CUSTOMER.ID,
            CUSTOMER.FULL_NAME,
            CUSTOMER.LANGUAGE,
            EMAIL,
            PHONE,
            CONTRACT.ID,
            CONTRACT.NUMBER,
            CONTRACT.STATUS,
            CONTRACT.BALANCE,
            MSISDN,
            TARIFF.NAME);

    private static final Table<?> LINES = CONTRACT.join(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
            .join(TARIFF)
            .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
            .leftJoin(SIM)
            .on(SIM.CONTRACT_ID.eq(CONTRACT.ID));

    private final DSLContext db;
    private final Dialect dialect;

    LineRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    /**
     * An answer to what a customer asked.
     *
     * @param ticket its number
     */
    record Answer(Line line, String ticket, String subject, String text) {}

    /**
     * A payment of which a customer is to be told.
     *
     * @param line with the amount and the balance
     */
    record Paid(NotificationEvent event, Line line, Instant at) {}

    /**
     * What notes are of, the first first. A contract that went to somebody else since is none of theirs any more.
     *
     * @param notes their ids
     */
    List<Paid> paid(Collection<Long> notes) {
        return db.select(COLUMNS)
                .select(
                        CAUSE,
                        NOTIFICATION_OUTBOX.EVENT,
                        NOTIFICATION_OUTBOX.PAYMENT_ID,
                        NOTIFICATION_OUTBOX.AMOUNT,
                        NOTIFICATION_OUTBOX.BALANCE,
                        NOTIFICATION_OUTBOX.NOTED_AT)
                .from(NOTIFICATION_OUTBOX)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(NOTIFICATION_OUTBOX.CUSTOMER_ID))
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(NOTIFICATION_OUTBOX.CONTRACT_ID))
                .join(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                .leftJoin(SIM)
                .on(SIM.CONTRACT_ID.eq(CONTRACT.ID), CONTRACT.CUSTOMER_ID.eq(NOTIFICATION_OUTBOX.CUSTOMER_ID))
                .where(dialect.among(NOTIFICATION_OUTBOX.ID, notes))
                .orderBy(NOTIFICATION_OUTBOX.ID)
                .fetch(row -> new Paid(
                        row.get(NOTIFICATION_OUTBOX.EVENT),
                        line(row)
                                .paid(
                                        row.get(NOTIFICATION_OUTBOX.PAYMENT_ID),
                                        row.get(NOTIFICATION_OUTBOX.AMOUNT),
                                        row.get(NOTIFICATION_OUTBOX.BALANCE)),
                        row.get(NOTIFICATION_OUTBOX.NOTED_AT)));
    }

    List<Line> inService(long contract) {
        return lines(CONTRACT.ID.eq(contract).and(CONTRACT.STATUS.eq(ContractStatus.ACTIVE)))
                .fetch(LineRepository::line);
    }

    private ResultQuery<?> lines(Condition which) {
        return db.select(COLUMNS).select(CAUSE).from(LINES).where(which);
    }

    List<Line> blocked(Collection<Long> contracts, BlockReason reason) {
        return ofBlock(
                contracts, reason, CONTRACT_BLOCK.LIFTED_AT.isNull().and(CONTRACT.STATUS.eq(ContractStatus.SUSPENDED)));
    }

    /** By the block of this reason that was lifted last. */
    List<Line> unblocked(Collection<Long> contracts, BlockReason reason) {
        var later = CONTRACT_BLOCK.as("later");
        return ofBlock(
                contracts,
                reason,
                CONTRACT.STATUS
                        .eq(ContractStatus.ACTIVE)
                        .and(CONTRACT_BLOCK.ID.eq(select(max(later.ID))
                                .from(later)
                                .where(later.CONTRACT_ID.eq(CONTRACT.ID), later.REASON.eq(reason)))));
    }

    /**
     * Contracts after one, by id, whose next charge on a day the balance will not cover.
     *
     * @param days how many days away that is, for each is told once
     */
    List<Line> lacking(LocalDate day, int days, long after, int most) {
        var next = TARIFF.as("next_tariff");
        var fee = when(CONTRACT.PENDING_TARIFF_FROM.le(day), next.FEE).otherwise(TARIFF.FEE);
        var credit = CONTRACT.CREDIT_LIMIT.coerce(Long.class).plus(promised(day));
        return db.select(COLUMNS)
                .select(CAUSE, fee.as(FEE), credit.as(CREDIT))
                .from(LINES)
                .join(SUBSCRIPTION)
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                .leftJoin(next)
                .on(next.ID.eq(CONTRACT.PENDING_TARIFF_ID))
                .where(
                        SUBSCRIPTION.PAID_UNTIL.eq(day),
                        CONTRACT.ID.gt(after),
                        CONTRACT.STATUS.eq(ContractStatus.ACTIVE),
                        CONTRACT.BALANCE.coerce(Long.class).plus(credit).lt(fee.coerce(Long.class)))
                .orderBy(CONTRACT.ID)
                .limit(most)
                .fetch(row -> {
                    var line = line(row);
                    var amount = row.get(FEE);
                    var lacks = amount.minus(line.balance()).minus(new Money(row.get(CREDIT)));
                    var cause = "charge:" + line.contractId() + ":" + day + ":" + days;
                    return line.of(cause, amount, lacks, day);
                });
    }

    /** What a promise that lasts beyond a day adds to the credit. */
    private static Field<Long> promised(LocalDate day) {
        return coalesce(
                DSL.field(select(PROMISED_PAYMENT.AMOUNT.coerce(Long.class))
                        .from(PROMISED_PAYMENT)
                        .where(
                                PROMISED_PAYMENT.CONTRACT_ID.eq(CONTRACT.ID),
                                PROMISED_PAYMENT.ENDED_AT.isNull(),
                                PROMISED_PAYMENT.UNTIL_ON.gt(day))),
                inline(0L));
    }

    private List<Line> ofBlock(Collection<Long> contracts, BlockReason reason, Condition which) {
        var cause =
                inline("block:").concat(CONTRACT_BLOCK.ID.cast(String.class)).as("cause");
        return contracts.isEmpty()
                ? List.of()
                : db.select(COLUMNS)
                        .select(cause)
                        .from(LINES)
                        .join(CONTRACT_BLOCK)
                        .on(CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID))
                        .where(
                                dialect.among(CONTRACT_BLOCK.CONTRACT_ID, contracts),
                                CONTRACT_BLOCK.REASON.eq(reason),
                                which)
                        .fetch(LineRepository::line);
    }

    /**
     * The last word on a ticket; null where it is not for the customer, or theirs. A contract that went to somebody else
     * since is none of theirs.
     */
    @Nullable
    Answer answer(long ticket) {
        var later = TICKET_COMMENT.as("later");
        var cause =
                inline("comment:").concat(TICKET_COMMENT.ID.cast(String.class)).as("cause");
        return db.select(COLUMNS)
                .select(cause, TICKET.NUMBER, TICKET.SUBJECT, TICKET_COMMENT.TEXT)
                .from(TICKET_COMMENT)
                .join(TICKET)
                .on(TICKET.ID.eq(TICKET_COMMENT.TICKET_ID))
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(TICKET.CUSTOMER_ID))
                .leftJoin(CONTRACT)
                .on(CONTRACT.ID.eq(TICKET.CONTRACT_ID), CONTRACT.CUSTOMER_ID.eq(TICKET.CUSTOMER_ID))
                .leftJoin(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                .leftJoin(SIM)
                .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                .where(
                        TICKET_COMMENT.ID.eq(select(max(later.ID)).from(later).where(later.TICKET_ID.eq(ticket))),
                        TICKET_COMMENT.IS_INTERNAL.isFalse(),
                        TICKET_COMMENT.AUTHOR_ID.isNotNull())
                .fetchOptional(row -> new Answer(
                        line(row), row.get(TICKET.NUMBER), row.get(TICKET.SUBJECT), row.get(TICKET_COMMENT.TEXT)))
                .orElse(null);
    }

    private static Line line(Record row) {
        var contact = row.get(PHONE);
        var number = row.get(CONTRACT.NUMBER);
        var own = Objects.requireNonNullElse(row.get(MSISDN), contact);
        var balance = Objects.requireNonNullElse(row.get(CONTRACT.BALANCE), Money.ZERO);
        return new Line(
                row.get(CAUSE),
                row.get(CUSTOMER.ID),
                row.get(CONTRACT.ID),
                row.get(CUSTOMER.FULL_NAME),
                Language.of(row.get(CUSTOMER.LANGUAGE)),
                row.get(EMAIL),
                row.get(CONTRACT.STATUS) == ContractStatus.ACTIVE ? own : contact,
                own,
                number == null ? "" : number.value(),
                Objects.requireNonNullElse(row.get(TARIFF.NAME), ""),
                balance,
                Money.ZERO,
                null,
                null);
    }
}
