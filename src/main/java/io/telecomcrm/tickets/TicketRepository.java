package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.ROLE_PERMISSION;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_ATTACHMENT;
import static io.telecomcrmdb.Tables.TICKET_ATTACHMENT_PART;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static io.telecomcrmdb.Tables.TICKET_COUNT;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.database.TextSearch;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.JsonRows;
import io.telecomcrmdb.tables.records.TicketRecord;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Tickets as stored; what is said on them and hung on them is {@link ThreadRepository}'s. */
@Repository
class TicketRepository {

    /** What programs may order by. */
    static final Orders ORDERS = new Orders(
            TICKET.ID,
            Map.of(
                    "status", TICKET.STATUS,
                    "priority", TICKET.URGENCY,
                    "created_at", TICKET.CREATED_AT,
                    "updated_at", TICKET.UPDATED_AT,
                    "due_at", TICKET.DUE_AT));

    /** What people may, by the columns of the page; for whom the clock stands still come last. */
    static final Orders SHOWN_ORDERS = new Orders(
            TICKET.ID,
            Map.of(
                    "due", TICKET.OVERDUE_FROM_AT,
                    "priority", TICKET.URGENCY,
                    "created", TICKET.CREATED_AT,
                    "status", TICKET.STATUS));

    /** Spelled out, for only so the databases see that their indexes of open tickets serve. */
    private static final Condition OPEN = TICKET.STATUS.in(
            inline(TicketStatus.NEW, TICKET.STATUS),
            inline(TicketStatus.IN_PROGRESS, TICKET.STATUS),
            inline(TicketStatus.WAITING, TICKET.STATUS));

    private static final Table<?> TICKETS = TICKET.join(CUSTOMER)
            .on(CUSTOMER.ID.eq(TICKET.CUSTOMER_ID))
            .leftJoin(CONTRACT)
            .on(CONTRACT.ID.eq(TICKET.CONTRACT_ID))
            .leftJoin(USER_ACCOUNT)
            .on(USER_ACCOUNT.ID.eq(TICKET.ASSIGNED_TO_ID));

    private static final SelectField<TicketLine> LINE = row(
                    TICKET,
                    row(CUSTOMER.ID, CUSTOMER.FULL_NAME, CUSTOMER.PHONE).mapping(TicketLine.Customer::new),
                    CONTRACT.ID,
                    CONTRACT.NUMBER,
                    USER_ACCOUNT.ID,
                    USER_ACCOUNT.USERNAME,
                    USER_ACCOUNT.FULL_NAME)
            .mapping((ticket, customer, contract, number, user, username, fullName) -> new TicketLine(
                    ticket(ticket),
                    customer,
                    contract == null ? null : new TicketLine.Contract(contract, number),
                    user == null ? null : new TicketLine.Assignee(user, username, fullName)));

    /** Stands where words were that nobody may keep any more. */
    private static final String FORGOTTEN = "—";

    private static final int LONGEST_KEY = 500;
    private static final int BESIDE = 5;

    private final DSLContext db;
    private final Dialect dialect;
    private final Rows<TicketLine> lines;
    private final SelectField<?> columns;
    private final TextSearch texts;
    private final Prepared anyOfContract;

    TicketRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.lines = new Rows<>(db, TICKETS, TICKET.ID, LINE);
        this.columns = Rows.columns(db, TicketLineJson.FIELDS);
        this.texts = new TextSearch(dialect, TICKET.ID, TICKET.SEARCH_TEXT);
        this.anyOfContract = new Prepared(
                db, db.selectOne().from(TICKET).where(TICKET.CONTRACT_ID.eq(0L)).limit(inline(1)));
    }

    Ticket get(long id) {
        return db.selectFrom(TICKET)
                .where(TICKET.ID.eq(id))
                .fetchOptional(TicketRepository::ticket)
                .orElseThrow(() -> new NotFound("ticket", id));
    }

    /** The ticket, which nobody else changes until the transaction ends. */
    Ticket lock(long id) {
        return dialect.lock(db.selectFrom(TICKET).where(TICKET.ID.eq(id)))
                .fetchOptional(TicketRepository::ticket)
                .orElseThrow(() -> new NotFound("ticket", id));
    }

    TicketLine line(long id) {
        return db.select(LINE)
                .from(TICKETS)
                .where(TICKET.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("ticket", id));
    }

    /** A page of the list for people; the place comes from the slice before or after it, null for the first. */
    Slice<TicketLine> slice(TicketFilter filter, String order, @Nullable String place, int size) {
        return lines.slice(matches(filter), SHOWN_ORDERS.of(order), place, size, count(filter));
    }

    /** A page of the list for programs, by its number. */
    JsonRows list(TicketFilter filter, List<String> ordering, int size, long offset, Count count) {
        var order = ORDERS.of(ordering);
        var page = lines.ids(matches(filter), order, size, offset, count);
        if (page.isEmpty()) {
            return JsonRows.none();
        }
        var json = new TicketLineJson(filter.now());
        var found = db.select(columns)
                .from(TICKETS)
                .where(dialect.among(TICKET.ID, page.ids()))
                .orderBy(order);
        return JsonRows.read(found, page, json.out, json::line);
    }

    Count count(TicketFilter filter) {
        if (filter.isByStatusOnly()) {
            var kept = counts().entrySet().stream()
                    .filter(status ->
                            filter.statuses() == null || filter.statuses().contains(status.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            return Count.exactly(kept);
        }
        var found = db.select(Count.upToBound(TICKET, matches(filter)))
                .fetchSingle()
                .value1();
        return Count.bounded(found == null ? 0 : found);
    }

    /** The highest id there is. */
    long newest() {
        var newest = db.select(max(TICKET.ID)).from(TICKET).fetchSingle().value1();
        return newest == null ? 0 : newest;
    }

    /** How many tickets came after another; no more than a page tells. */
    long countSince(TicketFilter filter, long id) {
        return db.fetchCount(selectOne()
                .from(TICKET)
                .where(matches(filter), TICKET.ID.gt(id))
                .limit(FreshRows.MOST + 1));
    }

    /** The first tickets found that a text describes, in no particular order: stops as soon as there are enough. */
    List<TicketLine> find(String text, int most) {
        return db.select(LINE)
                .from(TICKETS)
                .where(texts.matches(text))
                .limit(most)
                .fetch(Record1::value1);
    }

    /** Tickets that go on from this one. */
    List<TicketLine> following(long id, int most) {
        return db.select(LINE)
                .from(TICKETS)
                .where(TICKET.PREVIOUS_ID.eq(id))
                .orderBy(TICKET.ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    /** How many tickets there are of each status, from the kept counts. */
    Map<TicketStatus, Long> counts() {
        var counts = new EnumMap<TicketStatus, Long>(TicketStatus.class);
        for (var status : TicketStatus.values()) {
            counts.put(status, 0L);
        }
        db.select(TICKET_COUNT.STATUS, sum(TICKET_COUNT.AMOUNT).cast(Long.class))
                .from(TICKET_COUNT)
                .groupBy(TICKET_COUNT.STATUS)
                .forEach(counted -> counts.put(counted.value1(), counted.value2()));
        return counts;
    }

    /** How many stand in each queue of the user. */
    QueueCounts queues(@Nullable Long user, Instant now) {
        var mine = user == null ? noCondition() : TICKET.ASSIGNED_TO_ID.eq(user);
        return db.select(
                        Count.upToBound(TICKET, OPEN.and(mine)),
                        Count.upToBound(TICKET, OPEN.and(TICKET.ASSIGNED_TO_ID.isNull())),
                        Count.upToBound(TICKET, TICKET.OVERDUE_FROM_AT.le(now)))
                .fetchSingle(found -> new QueueCounts(
                        Count.bounded(orNone(found.value1())),
                        Count.bounded(orNone(found.value2())),
                        Count.bounded(orNone(found.value3()))));
    }

    Ticket add(TicketDetails details, @Nullable Long previous, String author, Instant now, TicketSettings settings) {
        var row = new TicketRecord();
        row.setNumber(UUID.randomUUID().toString().substring(0, 20));
        row.setStatus(TicketStatus.NEW);
        row.setCreatedById(Actor.current().userId());
        row.setCreatedBy(author);
        row.setPreviousId(previous);
        row.setCreatedAt(now);
        row.setVersion(1L);
        row.setSearchText("");
        fill(row, details);
        fill(row, TicketClock.started(details.priority(), now, settings));
        row.setOverdueFromAt(row.getFirstResponseDueAt());
        touch(row, now);
        var id = db.insertInto(TICKET)
                .set(row)
                .returningResult(TICKET.ID)
                .fetchSingle()
                .value1();
        var number = Long.toString(id);
        db.update(TICKET)
                .set(TICKET.NUMBER, number)
                .set(TICKET.SEARCH_TEXT, searchText(number, details.subject(), customerKey(details.customerId())))
                .where(TICKET.ID.eq(id))
                .execute();
        count(TicketStatus.NEW, 1);
        return get(id);
    }

    /** Writes a ticket that is locked as it became. */
    Ticket update(Ticket before, Ticket after, Instant now) {
        var row = new TicketRecord();
        if (!before.details().equals(after.details())) {
            fill(row, after.details());
            row.setSearchText(searchText(
                    after.number(),
                    after.details().subject(),
                    customerKey(after.details().customerId())));
        }
        row.setStatus(after.status());
        row.setAssignedToId(after.assignedTo());
        fill(row, after.clock());
        row.setOverdueFromAt(after.overdueFrom());
        row.setResolvedAt(after.resolvedAt());
        row.setQuietSinceAt(after.quietSince());
        row.setClosedAt(after.closedAt());
        row.setVersion(before.version() + 1);
        touch(row, now);
        db.update(TICKET).set(row).where(TICKET.ID.eq(before.id())).execute();
        if (before.status() != after.status()) {
            count(before.status(), -1);
            count(after.status(), 1);
        }
        return get(before.id());
    }

    /** A word was said on it, which is no change of the ticket itself. */
    void heard(Ticket after, Instant now) {
        db.update(TICKET)
                .set(TICKET.FIRST_RESPONDED_AT, after.clock().respondedAt())
                .set(TICKET.OVERDUE_FROM_AT, after.overdueFrom())
                .set(TICKET.QUIET_SINCE_AT, after.quietSince())
                .set(TICKET.UPDATED_AT, now)
                .where(TICKET.ID.eq(after.id()))
                .execute();
    }

    boolean isContinued(long id) {
        return db.fetchExists(TICKET, TICKET.PREVIOUS_ID.eq(id));
    }

    void delete(Ticket ticket) {
        db.deleteFrom(TICKET).where(TICKET.ID.eq(ticket.id())).execute();
        count(ticket.status(), -1);
    }

    /** Some of the resolved tickets on which nobody said a word since then, locked; those that others hold come next time. */
    List<Ticket> quiet(Instant since, int most) {
        var found = db.selectFrom(TICKET)
                .where(TICKET.QUIET_SINCE_AT.le(since))
                .orderBy(TICKET.QUIET_SINCE_AT)
                .limit(most);
        return dialect == Dialect.SQLITE
                ? found.fetch(TicketRepository::ticket)
                : found.forNoKeyUpdate().skipLocked().fetch(TicketRepository::ticket);
    }

    /** The customer is called or reached otherwise now, and their tickets are found so. */
    void follow(long customer) {
        var key = customerKey(customer);
        var rows = db.select(TICKET.ID, TICKET.NUMBER, TICKET.SUBJECT)
                .from(TICKET)
                .where(TICKET.CUSTOMER_ID.eq(customer))
                .orderBy(TICKET.ID)
                .fetch();
        db.batched(batch -> rows.forEach(row -> batch.dsl()
                .update(TICKET)
                .set(TICKET.SEARCH_TEXT, searchText(row.value2(), row.value3(), key))
                .where(TICKET.ID.eq(row.value1()))
                .execute()));
    }

    /** All tickets of one customer become those of another. */
    void hand(long from, long to, Instant now) {
        db.update(TICKET)
                .set(TICKET.CUSTOMER_ID, to)
                .set(TICKET.UPDATED_AT, now)
                .set(TICKET.UPDATED_BY, Actor.current().username())
                .set(TICKET.VERSION, TICKET.VERSION.plus(1))
                .where(TICKET.CUSTOMER_ID.eq(from))
                .execute();
        follow(to);
    }

    /** What the customer said and sent goes; that they said something, and when, stays. */
    void forget(long customer) {
        var theirs = select(TICKET.ID).from(TICKET).where(TICKET.CUSTOMER_ID.eq(customer));
        var files = select(TICKET_ATTACHMENT.ID).from(TICKET_ATTACHMENT).where(TICKET_ATTACHMENT.TICKET_ID.in(theirs));
        db.deleteFrom(TICKET_ATTACHMENT_PART)
                .where(TICKET_ATTACHMENT_PART.ATTACHMENT_ID.in(files))
                .execute();
        db.deleteFrom(TICKET_ATTACHMENT)
                .where(TICKET_ATTACHMENT.TICKET_ID.in(theirs))
                .execute();
        db.update(TICKET_COMMENT)
                .set(TICKET_COMMENT.TEXT, FORGOTTEN)
                .where(TICKET_COMMENT.TICKET_ID.in(theirs))
                .execute();
        db.update(TICKET)
                .set(TICKET.SUBJECT, FORGOTTEN)
                .setNull(TICKET.DESCRIPTION)
                .set(TICKET.VERSION, TICKET.VERSION.plus(1))
                .where(TICKET.CUSTOMER_ID.eq(customer))
                .execute();
        follow(customer);
    }

    boolean hasOpenTicketsOfCustomer(long customer) {
        return db.fetchExists(TICKET, TICKET.CUSTOMER_ID.eq(customer), TICKET.STATUS.ne(TicketStatus.CLOSED));
    }

    boolean hasTicketsOfCustomer(long customer) {
        return db.fetchExists(TICKET, TICKET.CUSTOMER_ID.eq(customer));
    }

    boolean hasTicketsOfContract(long contract) {
        return anyOfContract.read(ResultSet::next, contract);
    }

    boolean exists(long id) {
        return db.fetchExists(TICKET, TICKET.ID.eq(id));
    }

    boolean isCustomer(long id) {
        return db.fetchExists(CUSTOMER, CUSTOMER.ID.eq(id));
    }

    boolean isContract(long id) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(id));
    }

    boolean isContractOf(long contract, long customer) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(contract), CONTRACT.CUSTOMER_ID.eq(customer));
    }

    Optional<Ticket> find(long id) {
        return db.selectFrom(TICKET).where(TICKET.ID.eq(id)).fetchOptional(TicketRepository::ticket);
    }

    boolean isUser(long id) {
        return db.fetchExists(USER_ACCOUNT, USER_ACCOUNT.ID.eq(id));
    }

    /** Who can be given tickets: those who may work on them and can sign in. */
    List<TicketLine.Assignee> assignees() {
        return db.select(row(USER_ACCOUNT.ID, USER_ACCOUNT.USERNAME, USER_ACCOUNT.FULL_NAME)
                        .mapping(TicketLine.Assignee::new))
                .from(USER_ACCOUNT)
                .where(worksOnTickets())
                .orderBy(USER_ACCOUNT.FULL_NAME, USER_ACCOUNT.ID)
                .limit(1000)
                .fetch(Record1::value1);
    }

    boolean canBeGiven(long user) {
        return db.fetchExists(USER_ACCOUNT, USER_ACCOUNT.ID.eq(user), worksOnTickets());
    }

    /** What a user is called; the name of a job for the system itself. */
    String author() {
        var actor = Actor.current();
        var name = actor.userId() == null
                ? null
                : db.select(USER_ACCOUNT.FULL_NAME)
                        .from(USER_ACCOUNT)
                        .where(USER_ACCOUNT.ID.eq(actor.userId()))
                        .fetchOne(USER_ACCOUNT.FULL_NAME);
        return name == null ? actor.username() : name;
    }

    @Nullable
    String username(@Nullable Long user) {
        return user == null
                ? null
                : db.select(USER_ACCOUNT.USERNAME)
                        .from(USER_ACCOUNT)
                        .where(USER_ACCOUNT.ID.eq(user))
                        .fetchOne(USER_ACCOUNT.USERNAME);
    }

    /** What an address names a ticket to be from, as the form shows it; nothing of what there is not. */
    Map<String, String> known(@Nullable Long customer, @Nullable Long contract) {
        var known = new LinkedHashMap<String, String>();
        if (contract != null) {
            db.select(CONTRACT.NUMBER, CUSTOMER.ID, CUSTOMER.FULL_NAME)
                    .from(CONTRACT)
                    .join(CUSTOMER)
                    .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                    .where(CONTRACT.ID.eq(contract))
                    .forEach(found -> {
                        known.put("contract", Long.toString(contract));
                        known.put("contract_text", found.value1().value());
                        known.put("customer", Long.toString(found.value2()));
                        known.put("customer_text", found.value3());
                    });
        } else if (customer != null) {
            db.select(CUSTOMER.FULL_NAME)
                    .from(CUSTOMER)
                    .where(CUSTOMER.ID.eq(customer))
                    .forEach(found -> {
                        known.put("customer", Long.toString(customer));
                        known.put("customer_text", found.value1());
                    });
        }
        return known;
    }

    /** Contracts of a customer whose number or line has these digits; those in service first. */
    List<CustomerAside.Line> contracts(long customer, String text, int most) {
        var digits = text.replaceAll("[^0-9]", "");
        var sought = digits.isEmpty()
                ? noCondition()
                : CONTRACT.NUMBER
                        .coerce(String.class)
                        .contains(digits)
                        .or(SIM.MSISDN.coerce(String.class).contains(digits));
        return db.select(row(CONTRACT.ID, CONTRACT.NUMBER, CONTRACT.STATUS, CONTRACT.BALANCE, TARIFF.NAME, SIM.MSISDN)
                        .mapping(CustomerAside.Line::new))
                .from(CONTRACT)
                .join(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                .leftJoin(SIM)
                .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                .where(CONTRACT.CUSTOMER_ID.eq(customer), sought)
                .orderBy(
                        case_(CONTRACT.STATUS.coerce(String.class))
                                .when("active", 0)
                                .when("suspended", 1)
                                .when("draft", 2)
                                .else_(3),
                        CONTRACT.ID.desc())
                .limit(most)
                .fetch(Record1::value1);
    }

    /** What stands beside a ticket of the customer. */
    CustomerAside aside(long customer) {
        var status = db.select(CUSTOMER.STATUS)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(customer))
                .fetchSingle(CUSTOMER.STATUS);
        var lines = contracts(customer, "", BESIDE + 1);
        return new CustomerAside(status, lines.subList(0, Math.min(BESIDE, lines.size())), lines.size() > BESIDE);
    }

    long countOfCustomer(long customer) {
        return db.fetchCount(TICKET, TICKET.CUSTOMER_ID.eq(customer));
    }

    String contractNumber(long id) {
        return db.select(CONTRACT.NUMBER)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(id))
                .fetchOptional(CONTRACT.NUMBER)
                .orElseThrow(() -> new NotFound("contract", id))
                .value();
    }

    private static Condition worksOnTickets() {
        return USER_ACCOUNT
                .IS_ACTIVE
                .isTrue()
                .and(USER_ACCOUNT.ROLE.in(select(ROLE_PERMISSION.ROLE_CODE)
                        .from(ROLE_PERMISSION)
                        .where(ROLE_PERMISSION.PERMISSION.eq(Tickets.EDIT))));
    }

    private Condition matches(TicketFilter filter) {
        var condition = noCondition();
        if (filter.statuses() != null) {
            condition = condition.and(TICKET.STATUS.in(filter.statuses()));
        }
        if (filter.priorities() != null) {
            condition = condition.and(TICKET.URGENCY.in(
                    filter.priorities().stream().map(TicketPriority::urgency).toList()));
        }
        if (filter.open() != null) {
            condition = condition.and(filter.open() ? OPEN : OPEN.not());
        }
        if (filter.assigned() != null) {
            condition = condition.and(
                    filter.assigned() ? TICKET.ASSIGNED_TO_ID.isNotNull() : TICKET.ASSIGNED_TO_ID.isNull());
        }
        if (filter.assignedTo() != null) {
            condition = condition.and(TICKET.ASSIGNED_TO_ID.eq(filter.assignedTo()));
        }
        if (filter.overdue() != null) {
            condition = condition.and(
                    filter.overdue()
                            ? TICKET.OVERDUE_FROM_AT.le(filter.now())
                            : TICKET.OVERDUE_FROM_AT.isNull().or(TICKET.OVERDUE_FROM_AT.gt(filter.now())));
        }
        if (filter.customer() != null) {
            condition = condition.and(TICKET.CUSTOMER_ID.eq(filter.customer()));
        }
        if (filter.contract() != null) {
            condition = condition.and(TICKET.CONTRACT_ID.eq(filter.contract()));
        }
        if (filter.previous() != null) {
            condition = condition.and(TICKET.PREVIOUS_ID.eq(filter.previous()));
        }
        if (filter.number() != null) {
            condition = condition.and(TICKET.NUMBER.eq(filter.number()));
        }
        if (filter.created().from() != null) {
            condition = condition.and(TICKET.CREATED_AT.ge(filter.created().from()));
        }
        if (filter.created().to() != null) {
            condition = condition.and(TICKET.CREATED_AT.lt(filter.created().to()));
        }
        if (filter.due().from() != null) {
            condition = condition.and(TICKET.DUE_AT.ge(filter.due().from()));
        }
        if (filter.due().to() != null) {
            condition = condition.and(TICKET.DUE_AT.lt(filter.due().to()));
        }
        return filter.search() == null ? condition : condition.and(texts.matches(filter.search()));
    }

    private void count(TicketStatus status, long more) {
        db.insertInto(TICKET_COUNT, TICKET_COUNT.STATUS, TICKET_COUNT.AMOUNT)
                .values(status, more)
                .execute();
    }

    /** Name and phone, which the customers keep ready for being sought. */
    private String customerKey(long customer) {
        return db.select(CUSTOMER.NAME_KEY, CUSTOMER.PHONE)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(customer))
                .fetchSingle(found ->
                        SearchTerms.key(found.value1()) + " " + found.value2().digits());
    }

    /** The space in front makes its first word begin like the others. */
    static String searchText(String number, String subject, String customerKey) {
        var key = SearchTerms.key(subject);
        return " " + number + " " + key.substring(0, Math.min(key.length(), LONGEST_KEY)) + " " + customerKey;
    }

    static void fill(TicketRecord row, TicketDetails details) {
        row.setCustomerId(details.customerId());
        row.setContractId(details.contractId());
        row.setSubject(details.subject());
        row.setDescription(details.description());
        row.setPriority(details.priority());
        row.setUrgency(details.priority().urgency());
    }

    static void fill(TicketRecord row, TicketClock clock) {
        row.setFirstResponseDueAt(clock.responseDueAt());
        row.setFirstRespondedAt(clock.respondedAt());
        row.setDueAt(clock.dueAt());
        row.setWaitingSinceAt(clock.waitingSince());
        row.setWaitedMs(clock.waited().toMillis());
    }

    private static void touch(TicketRecord row, Instant now) {
        row.setUpdatedAt(now);
        row.setUpdatedBy(Actor.current().username());
    }

    static Ticket ticket(TicketRecord row) {
        return new Ticket(
                row.getId(),
                row.getNumber(),
                new TicketDetails(
                        row.getCustomerId(),
                        row.getContractId(),
                        row.getSubject(),
                        row.getDescription(),
                        row.getPriority()),
                row.getStatus(),
                row.getAssignedToId(),
                row.getCreatedById(),
                row.getCreatedBy(),
                row.getPreviousId(),
                new TicketClock(
                        row.getFirstResponseDueAt(),
                        row.getFirstRespondedAt(),
                        row.getDueAt(),
                        row.getWaitingSinceAt(),
                        Duration.ofMillis(row.getWaitedMs())),
                row.getResolvedAt(),
                row.getQuietSinceAt(),
                row.getClosedAt(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                row.getUpdatedBy(),
                row.getVersion());
    }

    private static long orNone(@Nullable Long found) {
        return found == null ? 0 : found;
    }
}
