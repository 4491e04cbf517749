package io.telecomcrm.notices;

import static io.telecomcrmdb.Tables.CHARGE_RUN;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.GATEWAY_REVIEW;
import static io.telecomcrmdb.Tables.NOTICE;
import static io.telecomcrmdb.Tables.NOTICE_CHOICE;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PRESENCE;
import static io.telecomcrmdb.Tables.ROLE_PERMISSION;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.gateway.ReviewReason;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.live.OpenCard;
import io.telecomcrm.presence.Presence;
import io.telecomcrm.web.Bell;
import io.telecomcrmdb.tables.records.NoticeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What the staff was told, what each of them wants to be told, and who looks at what just now. */
@Repository
class NoticeRepository {

    /** Longer overdue than this is nothing that has just happened, wherever it comes from. */
    private static final Duration LATE = Duration.ofDays(1);

    private static final int DEMO = 24;

    /** No id. */
    private static final Long NONE = 0L;

    private static final Table<?> WITH_SUBJECTS = NOTICE.leftJoin(USER_ACCOUNT)
            .on(USER_ACCOUNT.ID.eq(NOTICE.CAUSED_BY_ID))
            .leftJoin(TICKET)
            .on(isAbout(NoticeSubject.TICKET), TICKET.ID.eq(NOTICE.OBJECT_ID))
            .leftJoin(PAYMENT)
            .on(isAbout(NoticeSubject.PAYMENT), PAYMENT.ID.eq(NOTICE.OBJECT_ID))
            .leftJoin(CONTRACT)
            .on(
                    isAbout(NoticeSubject.CONTRACT).or(isAbout(NoticeSubject.PAYMENT)),
                    CONTRACT.ID.eq(coalesce(PAYMENT.CONTRACT_ID, NOTICE.OBJECT_ID)))
            .leftJoin(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
            .leftJoin(CHARGE_RUN)
            .on(isAbout(NoticeSubject.CHARGE_RUN), CHARGE_RUN.ID.eq(NOTICE.OBJECT_ID))
            .leftJoin(GATEWAY_REVIEW)
            .on(isAbout(NoticeSubject.GATEWAY_REVIEW), GATEWAY_REVIEW.ID.eq(NOTICE.OBJECT_ID));

    private static final SelectField<Notice> LINE = row(
                    row(
                            NOTICE.ID,
                            NOTICE.KIND,
                            NOTICE.OBJECT_TYPE,
                            NOTICE.OBJECT_ID,
                            NOTICE.DETAIL,
                            NOTICE.CAUSED_BY_ID,
                            USER_ACCOUNT.FULL_NAME,
                            NOTICE.CREATED_AT,
                            NOTICE.READ_AT),
                    row(TICKET.NUMBER, TICKET.SUBJECT),
                    row(CONTRACT.NUMBER, CUSTOMER.FULL_NAME, PAYMENT.AMOUNT),
                    row(CHARGE_RUN.DAY, CHARGE_RUN.CHARGED, CHARGE_RUN.ERRORS),
                    row(GATEWAY_REVIEW.REASON, GATEWAY_REVIEW.AMOUNT))
            .mapping((what, ticket, account, run, review) -> new Notice(
                    what.value1(),
                    what.value2(),
                    what.value3(),
                    what.value4(),
                    what.value5(),
                    what.value6(),
                    what.value7(),
                    what.value8(),
                    what.value9(),
                    ticket.value1() == null ? null : new Notice.Ticket(ticket.value1(), ticket.value2()),
                    account.value1() == null
                            ? null
                            : new Notice.Account(account.value1().value(), account.value2(), account.value3()),
                    run.value1() == null ? null : new Notice.Run(run.value1(), run.value2(), run.value3()),
                    review.value1() == null ? null : new Notice.Review(code(review.value1()), review.value2())));

    static final Orders ORDERS = new Orders(NOTICE.ID, Map.of());

    private final DSLContext db;
    private final Dialect dialect;
    private final Rows<Notice> rows;
    private final Prepared watching;

    NoticeRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.rows = new Rows<>(db, WITH_SUBJECTS, NOTICE.ID, LINE);
        this.watching = new Prepared(
                db,
                db.select(PRESENCE.USER_ID, PRESENCE.OBJECT_TYPE, PRESENCE.OBJECT_ID)
                        .from(PRESENCE)
                        .where(
                                isOpen("contract", val(0L))
                                        .or(isOpen(
                                                "customer",
                                                field(select(CONTRACT.CUSTOMER_ID)
                                                        .from(CONTRACT)
                                                        .where(CONTRACT.ID.eq(0L)))))
                                        .or(isOpen("payment", val(0L))),
                                PRESENCE.SEEN_AT.ge(Instant.EPOCH),
                                PRESENCE.USER_ID.ne(0L)));
    }

    private static Condition isOpen(String type, Field<Long> id) {
        return PRESENCE.OBJECT_TYPE.eq(inline(type)).and(PRESENCE.OBJECT_ID.eq(id));
    }

    private static Condition isAbout(NoticeSubject subject) {
        return NOTICE.OBJECT_TYPE.eq(inline(subject, NOTICE.OBJECT_TYPE));
    }

    private static String code(ReviewReason reason) {
        return reason.code();
    }

    /** Which of one's own notices a list shows. */
    record Filter(@Nullable Boolean read, @Nullable NoticeKind kind) {

        static final Filter ALL = new Filter(null, null);
        static final Filter UNREAD = new Filter(false, null);
    }

    /** Whoever works on a ticket; null for nobody. */
    @Nullable
    Long assignee(long ticket) {
        return db.select(TICKET.ASSIGNED_TO_ID)
                .from(TICKET)
                .where(TICKET.ID.eq(ticket))
                .fetchOne(TICKET.ASSIGNED_TO_ID);
    }

    static Condition users(Collection<Long> ids) {
        return USER_ACCOUNT.ID.in(ids);
    }

    /**
     * Writes a notice for each of those who may see the thing, want to hear of such and did not do it themselves.
     *
     * @return whom
     */
    Set<Long> tell(
            NoticeKind kind, NoticeSubject subject, long object, @Nullable String detail, Condition whom, Instant now) {
        var actor = Actor.current().userId();
        var told = db.select(USER_ACCOUNT.ID)
                .from(USER_ACCOUNT)
                .where(whom, wants(kind), actor == null ? noCondition() : USER_ACCOUNT.ID.ne(actor))
                .fetchSet(USER_ACCOUNT.ID);
        if (told.isEmpty()) {
            return told;
        }
        // not by returning: on SQLite an insert of several rows returns the last, and one of none what was inserted
        // before
        db.insertInto(
                        NOTICE,
                        NOTICE.USER_ID,
                        NOTICE.KIND,
                        NOTICE.OBJECT_TYPE,
                        NOTICE.OBJECT_ID,
                        NOTICE.DETAIL,
                        NOTICE.CAUSED_BY_ID,
                        NOTICE.CREATED_AT)
                .select(select(
                                USER_ACCOUNT.ID,
                                val(kind, NOTICE.KIND),
                                val(subject, NOTICE.OBJECT_TYPE),
                                val(object, NOTICE.OBJECT_ID),
                                val(detail, NOTICE.DETAIL),
                                val(actor, NOTICE.CAUSED_BY_ID),
                                val(now, NOTICE.CREATED_AT))
                        .from(USER_ACCOUNT)
                        .where(dialect.among(USER_ACCOUNT.ID, told)))
                .execute();
        return told;
    }

    private static Condition wants(NoticeKind kind) {
        return USER_ACCOUNT
                .IS_ACTIVE
                .isTrue()
                .and(USER_ACCOUNT.ROLE.in(select(ROLE_PERMISSION.ROLE_CODE)
                        .from(ROLE_PERMISSION)
                        .where(ROLE_PERMISSION.PERMISSION.eq(kind.permission()))))
                .and(notExists(selectOne()
                        .from(NOTICE_CHOICE)
                        .where(NOTICE_CHOICE.USER_ID.eq(USER_ACCOUNT.ID), NOTICE_CHOICE.KIND.eq(kind))));
    }

    /**
     * Takes back what nobody has read yet, because something newer takes its place.
     *
     * @return from whom
     */
    Set<Long> takeBack(NoticeSubject subject, long object, @Nullable NoticeKind kind) {
        var which = NOTICE.OBJECT_ID
                .eq(object)
                .and(NOTICE.OBJECT_TYPE.eq(subject))
                .and(kind == null ? noCondition() : NOTICE.KIND.eq(kind).and(NOTICE.READ_AT.isNull()));
        var from = db.select(NOTICE.USER_ID).from(NOTICE).where(which).fetchSet(NOTICE.USER_ID);
        if (!from.isEmpty()) {
            db.deleteFrom(NOTICE).where(which).execute();
        }
        return from;
    }

    /** Tells those whose tickets were not done in time, once for each time; at most so many. */
    List<Long> tellOverdue(Instant now, int most) {
        var kind = NoticeKind.TICKET_OVERDUE;
        var late = db.select(TICKET.ID, USER_ACCOUNT.ID)
                .from(TICKET)
                .join(USER_ACCOUNT)
                .on(USER_ACCOUNT.ID.eq(TICKET.ASSIGNED_TO_ID))
                .where(
                        TICKET.OVERDUE_FROM_AT.le(now),
                        TICKET.OVERDUE_FROM_AT.gt(now.minus(LATE)),
                        wants(kind),
                        notExists(selectOne()
                                .from(NOTICE)
                                .where(
                                        NOTICE.OBJECT_ID.eq(TICKET.ID),
                                        NOTICE.OBJECT_TYPE.eq(NoticeSubject.TICKET),
                                        NOTICE.KIND.eq(kind),
                                        NOTICE.USER_ID.eq(TICKET.ASSIGNED_TO_ID),
                                        NOTICE.CREATED_AT.ge(TICKET.OVERDUE_FROM_AT))))
                .orderBy(TICKET.OVERDUE_FROM_AT, TICKET.ID)
                .limit(most)
                .fetch();
        if (late.isNotEmpty()) {
            db.insertInto(NOTICE, NOTICE.USER_ID, NOTICE.KIND, NOTICE.OBJECT_TYPE, NOTICE.OBJECT_ID, NOTICE.CREATED_AT)
                    .valuesOfRows(late.stream()
                            .map(each -> row(each.value2(), kind, NoticeSubject.TICKET, each.value1(), now))
                            .toList())
                    .execute();
        }
        return late.map(Record2::value2);
    }

    /** Those who have open what a change of a contract shows on; never the actor. */
    List<OpenCard> watching(long contract, Instant now) {
        return watching.read(watching.each(NoticeRepository::card), watched(contract, NONE, now));
    }

    /** The same of a payment too, asked as its transaction ends: with each payment, so it is small. */
    void watchingAsItEnds(long contract, long payment, Instant now, Consumer<List<OpenCard>> then) {
        watching.askLater(watching.each(NoticeRepository::card), then, watched(contract, payment, now));
    }

    private static Object[] watched(long contract, long payment, Instant now) {
        return new Object[] {
            contract,
            contract,
            payment,
            now.minus(Presence.GONE),
            Objects.requireNonNullElse(Actor.current().userId(), NONE)
        };
    }

    private static OpenCard card(Record row) {
        return card(row.get(PRESENCE.USER_ID), row.get(PRESENCE.OBJECT_TYPE), row.get(PRESENCE.OBJECT_ID));
    }

    /** Somebody who has the card of one of the contracts open, or that of its customer. */
    record Watching(OpenCard card, long contract) {}

    /** The same for many contracts. */
    List<Watching> watching(Collection<Long> contracts, Instant now) {
        var seen = PRESENCE.SEEN_AT.ge(now.minus(Presence.GONE)).and(notMine());
        return db.select(PRESENCE.USER_ID, PRESENCE.OBJECT_TYPE, PRESENCE.OBJECT_ID, CONTRACT.ID)
                .from(PRESENCE)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(PRESENCE.OBJECT_ID))
                .where(seen, PRESENCE.OBJECT_TYPE.eq("contract"), dialect.among(CONTRACT.ID, contracts))
                .unionAll(select(PRESENCE.USER_ID, PRESENCE.OBJECT_TYPE, PRESENCE.OBJECT_ID, CONTRACT.ID)
                        .from(PRESENCE)
                        .join(CONTRACT)
                        .on(CONTRACT.CUSTOMER_ID.eq(PRESENCE.OBJECT_ID))
                        .where(seen, PRESENCE.OBJECT_TYPE.eq("customer"), dialect.among(CONTRACT.ID, contracts)))
                .fetch(row -> new Watching(card(row.value1(), row.value2(), row.value3()), row.value4()));
    }

    /** Those who have this very card open; never the actor. */
    List<OpenCard> watching(String type, long id, Instant now) {
        return db.select(PRESENCE.USER_ID)
                .from(PRESENCE)
                .where(
                        PRESENCE.OBJECT_TYPE.eq(type),
                        PRESENCE.OBJECT_ID.eq(id),
                        PRESENCE.SEEN_AT.ge(now.minus(Presence.GONE)),
                        notMine())
                .fetch(row -> card(row.value1(), type, id));
    }

    private static OpenCard card(long user, String type, long id) {
        return new OpenCard(user, "/" + type + "s/" + id);
    }

    private static Condition notMine() {
        var actor = Actor.current().userId();
        return actor == null ? noCondition() : PRESENCE.USER_ID.ne(actor);
    }

    Bell.State bell(Actor actor) {
        var user = actor.userId();
        if (user == null) {
            return new Bell.State(0, 0);
        }
        var kinds = NoticeKind.of(actor);
        return db.select(
                        field(selectCount()
                                .from(selectOne()
                                        .from(NOTICE)
                                        .where(NOTICE.USER_ID.eq(user), NOTICE.READ_AT.isNull(), NOTICE.KIND.in(kinds))
                                        .limit(inline(Bell.MOST + 1)))),
                        coalesce(field(select(max(NOTICE.ID)).from(NOTICE).where(NOTICE.USER_ID.eq(user))), inline(0L)))
                .fetchSingle(row -> new Bell.State(row.value1(), row.value2()));
    }

    /** The newest of those not read, of what may be seen. */
    List<Notice> unread(Actor actor, int most) {
        return rows.page(mine(actor, Filter.UNREAD), ORDERS.of(List.of()), most, 0, Count.UNKNOWN);
    }

    List<Notice> latest(Actor actor, int most) {
        return rows.page(mine(actor, Filter.ALL), ORDERS.of(List.of()), most, 0, Count.UNKNOWN);
    }

    Notice get(Actor actor, long id) {
        return db.select(LINE)
                .from(WITH_SUBJECTS)
                .where(mine(actor, Filter.ALL), NOTICE.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("notice", id));
    }

    Count count(Actor actor, Filter filter) {
        return rows.count(mine(actor, filter));
    }

    List<Notice> list(Actor actor, Filter filter, List<String> ordering, int limit, long offset, Count count) {
        return rows.page(mine(actor, filter), ORDERS.of(ordering), limit, offset, count);
    }

    Slice<Notice> slice(Actor actor, Filter filter, @Nullable String place, int size) {
        return rows.slice(mine(actor, filter), ORDERS.of(""), place, size, count(actor, filter));
    }

    private static Condition mine(Actor actor, Filter filter) {
        var user = actor.userId();
        var condition = NOTICE.USER_ID.eq(user == null ? 0L : user).and(NOTICE.KIND.in(NoticeKind.of(actor)));
        if (filter.read() != null) {
            condition = condition.and(filter.read() ? NOTICE.READ_AT.isNotNull() : NOTICE.READ_AT.isNull());
        }
        return filter.kind() == null ? condition : condition.and(NOTICE.KIND.eq(filter.kind()));
    }

    /** Notes that it was read; false where it had been. */
    boolean read(long user, long id, Instant now) {
        return db.update(NOTICE)
                        .set(NOTICE.READ_AT, now)
                        .where(NOTICE.ID.eq(id), NOTICE.USER_ID.eq(user), NOTICE.READ_AT.isNull())
                        .execute()
                > 0;
    }

    /** Notes that all were read, up to the newest that was seen. */
    int readUpTo(long user, long id, Instant now) {
        return db.update(NOTICE)
                .set(NOTICE.READ_AT, now)
                .where(NOTICE.USER_ID.eq(user), NOTICE.ID.le(id), NOTICE.READ_AT.isNull())
                .execute();
    }

    /** Whether something not read is about what a card shows. */
    boolean hasUnreadOf(long user, NoticeSubject subject, long object) {
        return db.fetchExists(NOTICE, unreadOf(user, subject, object));
    }

    int readOf(long user, NoticeSubject subject, long object, Instant now) {
        return db.update(NOTICE)
                .set(NOTICE.READ_AT, now)
                .where(unreadOf(user, subject, object))
                .execute();
    }

    /** A contract's card shows its payments too. */
    private static Condition unreadOf(long user, NoticeSubject subject, long object) {
        var about = NOTICE.OBJECT_TYPE.eq(subject).and(NOTICE.OBJECT_ID.eq(object));
        if (subject == NoticeSubject.CONTRACT) {
            about = about.or(NOTICE.OBJECT_TYPE
                    .eq(NoticeSubject.PAYMENT)
                    .and(field(select(PAYMENT.CONTRACT_ID).from(PAYMENT).where(PAYMENT.ID.eq(NOTICE.OBJECT_ID)))
                            .eq(object)));
        }
        return NOTICE.USER_ID.eq(user).and(NOTICE.READ_AT.isNull()).and(about);
    }

    /** The kinds that somebody does not want. */
    Set<NoticeKind> refused(long user) {
        var refused = EnumSet.noneOf(NoticeKind.class);
        refused.addAll(db.select(NOTICE_CHOICE.KIND)
                .from(NOTICE_CHOICE)
                .where(NOTICE_CHOICE.USER_ID.eq(user))
                .fetch(Record1::value1));
        return refused;
    }

    /** Those that were not asked about stay as they are. */
    void choose(long user, Collection<NoticeKind> asked, Collection<NoticeKind> refused) {
        db.deleteFrom(NOTICE_CHOICE)
                .where(NOTICE_CHOICE.USER_ID.eq(user), NOTICE_CHOICE.KIND.in(asked))
                .execute();
        for (var kind : refused) {
            db.insertInto(NOTICE_CHOICE)
                    .set(NOTICE_CHOICE.USER_ID, user)
                    .set(NOTICE_CHOICE.KIND, kind)
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /** What the demonstration's tickets and cases would have told, in that order; of the last two days nothing was read. */
    void demo(Instant now) {
        var told = new ArrayList<NoticeRecord>();
        db.select(TICKET.ASSIGNED_TO_ID, TICKET.ID, TICKET.CREATED_AT)
                .from(TICKET)
                .where(TICKET.ASSIGNED_TO_ID.isNotNull())
                .orderBy(TICKET.CREATED_AT.desc())
                .limit(DEMO)
                .forEach(each -> told.add(demo(
                        each.value1(),
                        NoticeKind.TICKET_ASSIGNED,
                        NoticeSubject.TICKET,
                        each.value2(),
                        each.value3())));
        db.select(TICKET.ASSIGNED_TO_ID, TICKET.ID, TICKET.OVERDUE_FROM_AT)
                .from(TICKET)
                .where(TICKET.ASSIGNED_TO_ID.isNotNull(), TICKET.OVERDUE_FROM_AT.le(now))
                .orderBy(TICKET.OVERDUE_FROM_AT.desc())
                .limit(DEMO)
                .forEach(each -> told.add(demo(
                        each.value1(), NoticeKind.TICKET_OVERDUE, NoticeSubject.TICKET, each.value2(), each.value3())));
        var kind = NoticeKind.GATEWAY_REVIEW;
        db.select(USER_ACCOUNT.ID, GATEWAY_REVIEW.ID, GATEWAY_REVIEW.CREATED_AT)
                .from(GATEWAY_REVIEW)
                .crossJoin(USER_ACCOUNT)
                .where(wants(kind), GATEWAY_REVIEW.DECIDED_AT.isNull())
                .orderBy(GATEWAY_REVIEW.CREATED_AT.desc())
                .limit(DEMO)
                .forEach(each -> told.add(
                        demo(each.value1(), kind, NoticeSubject.GATEWAY_REVIEW, each.value2(), each.value3())));
        told.sort(Comparator.comparing(NoticeRecord::getCreatedAt));
        told.forEach(notice -> db.insertInto(NOTICE).set(notice).execute());
        db.update(NOTICE)
                .set(NOTICE.READ_AT, NOTICE.CREATED_AT)
                .where(NOTICE.CREATED_AT.lt(now.minus(Duration.ofDays(2))))
                .execute();
    }

    private static NoticeRecord demo(long user, NoticeKind kind, NoticeSubject subject, long object, Instant at) {
        var notice = new NoticeRecord();
        notice.setUserId(user);
        notice.setKind(kind);
        notice.setObjectType(subject);
        notice.setObjectId(object);
        notice.setCreatedAt(at);
        return notice;
    }

    /** Removes some of the oldest from before a moment; how many. */
    int forget(Instant before, int most) {
        return db.deleteFrom(NOTICE)
                .where(NOTICE.ID.in(select(NOTICE.ID)
                        .from(NOTICE)
                        .where(NOTICE.CREATED_AT.lt(before))
                        .orderBy(NOTICE.CREATED_AT, NOTICE.ID)
                        .limit(most)))
                .execute();
    }
}
