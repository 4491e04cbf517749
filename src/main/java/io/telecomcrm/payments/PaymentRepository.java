package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.GATEWAY_OPERATION;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.database.TextSearch;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.JsonRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The lines of the ledger, as they are found and shown. */
@Repository
class PaymentRepository {

    /** A search that finds more contracts than that finds their payments by looking from the newest. */
    private static final int FEW_CONTRACTS = 500;

    private static final io.telecomcrmdb.tables.Payment LATER = PAYMENT.as("later");

    static final Field<Long> REVERSED = select(coalesce(sum(LATER.AMOUNT.coerce(Long.class)), inline(0)))
            .from(LATER)
            .where(LATER.REVERSES_ID.eq(PAYMENT.ID), LATER.STATUS.ne(inline(PaymentStatus.DECLINED, LATER.STATUS)))
            .asField()
            .cast(Long.class);

    /** Counted and not asked whether there is one, for which PostgreSQL may read all corrections there are. */
    private static final Field<Boolean> UNDONE = field(field(selectCount()
                    .from(LATER)
                    .where(
                            LATER.REVERSES_ID.eq(PAYMENT.ID),
                            LATER.KIND.eq(inline(PaymentKind.ADJUSTMENT, LATER.KIND)),
                            LATER.AMOUNT
                                    .coerce(Long.class)
                                    .eq(PAYMENT.AMOUNT.coerce(Long.class).neg())))
            .gt(inline(0)));

    static final Field<String> CONFIRMATION_URL = field(select(GATEWAY_OPERATION.CONFIRMATION_URL)
            .from(GATEWAY_OPERATION)
            .where(
                    GATEWAY_OPERATION.LINE_ID.eq(PAYMENT.ID),
                    PAYMENT.STATUS.eq(inline(PaymentStatus.PENDING, PAYMENT.STATUS))));

    /** Money that a provider took goes back by the same provider, which knows only what we asked it for. */
    static final Field<Boolean> RETURNABLE = field(PAYMENT.PROVIDER
            .in(inline(Payment.DESK), inline(Payment.INTERNAL))
            .or(PAYMENT.METHOD.eq(inline(PaymentMethod.TERMINAL, PAYMENT.METHOD)))
            .or(exists(selectOne()
                    .from(GATEWAY_OPERATION)
                    .where(GATEWAY_OPERATION.LINE_ID.eq(PAYMENT.ID), GATEWAY_OPERATION.OBJECT_ID.isNotNull()))));

    private static final SelectField<PaymentCard> CARD = row(
                    Ledger.LINE,
                    row(CONTRACT.ID, CONTRACT.NUMBER, CONTRACT.STATUS).mapping(PaymentCard.Line::new),
                    row(CUSTOMER.ID, CUSTOMER.FULL_NAME, CUSTOMER.PHONE).mapping(PaymentCard.Party::new),
                    REVERSED,
                    UNDONE,
                    RETURNABLE,
                    USER_ACCOUNT.FULL_NAME,
                    CONFIRMATION_URL)
            .mapping((payment, contract, customer, reversed, undone, returnable, author, address) -> new PaymentCard(
                    payment, contract, customer, new Money(reversed), undone, returnable, author, address));

    private static final Table<?> ALL = PAYMENT.join(CONTRACT)
            .on(CONTRACT.ID.eq(PAYMENT.CONTRACT_ID))
            .join(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID));

    static final Orders ORDERS = new Orders(PAYMENT.ID, Map.of("paid_at", PAYMENT.PAID_AT, "amount", PAYMENT.AMOUNT));

    /** The same as the pages call it. */
    static final Orders SHOWN_ORDERS =
            new Orders(PAYMENT.ID, Map.of("paid", PAYMENT.PAID_AT, "amount", PAYMENT.AMOUNT));

    private final DSLContext db;
    private final Dialect dialect;
    private final TextSearch texts;
    private final TextSearch contracts;
    private final Rows<Long> ids;
    private final SelectField<?> columns;
    private final Prepared contract;
    private final Prepared line;
    private final Prepared taken;

    PaymentRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.contracts = new TextSearch(dialect, CONTRACT_TEXT.CONTRACT_ID, CONTRACT_TEXT.SEARCH_TEXT);
        this.texts = new TextSearch(dialect, PAYMENT.ID, PAYMENT.SEARCH_TEXT, this::ofContractsLike);
        this.ids = new Rows<>(db, PAYMENT, PAYMENT.ID, PAYMENT.ID);
        this.columns = Rows.columns(db, PaymentJson.FIELDS);
        this.contract = new Prepared(db, db.select(CONTRACT.ID).from(CONTRACT).where(CONTRACT.ID.eq(0L)));
        this.line = new Prepared(db, db.select(PaymentJson.FIELDS).from(ALL).where(PAYMENT.ID.eq(0L)));
        this.taken = new Prepared(
                db, db.select(PaymentJson.FIELDS_AT_FIRST).from(ALL).where(PAYMENT.ID.eq(0L)));
    }

    PaymentCard card(long id) {
        return cards(List.of(id)).stream().findFirst().orElseThrow(() -> new NotFound("payment", id));
    }

    /** Whether the form with this key was sent before. */
    boolean isTaken(String requestKey) {
        return db.fetchExists(selectOne().from(PAYMENT).where(PAYMENT.REQUEST_KEY.eq(requestKey)));
    }

    /** A payment at the desk that looks the same as another one that is to be taken, but isn't of the same form. */
    Optional<Payment> twin(PaymentDetails details, String requestKey, Instant since) {
        return db.select(Ledger.LINE)
                .from(PAYMENT)
                .where(
                        PAYMENT.CONTRACT_ID.eq(details.contractId()),
                        PAYMENT.KIND.eq(PaymentKind.PAYMENT),
                        PAYMENT.AMOUNT.eq(details.amount()),
                        PAYMENT.METHOD.eq(details.method()),
                        PAYMENT.STATUS.eq(PaymentStatus.SUCCEEDED),
                        PAYMENT.PROVIDER.eq(Payment.DESK),
                        PAYMENT.CREATED_AT.ge(since),
                        PAYMENT.REQUEST_KEY.isDistinctFrom(requestKey))
                .orderBy(PAYMENT.ID.desc())
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    /** A page of the list for people; the place comes from the slice before or after it, null for the first. */
    Slice<PaymentCard> slice(PaymentFilter filter, String order, @Nullable String place, int size) {
        var walk = SHOWN_ORDERS.of(order.isEmpty() && filter.isByTime() ? "-paid" : order);
        var found = ids.slice(matches(filter).and(sign(filter)), walk, place, size, count(filter));
        return new Slice<>(cards(found.lines()), found.previous(), found.next(), found.count());
    }

    /** A page of the list for programs, found by its number. */
    JsonRows list(PaymentFilter filter, List<String> ordering, int size, long offset, Count count) {
        var order = ORDERS.of(ordering.isEmpty() && filter.isByTime() ? List.of("-paid_at") : ordering);
        var page = ids.ids(matches(filter).and(sign(filter)), order, size, offset, count);
        if (page.isEmpty()) {
            return JsonRows.none();
        }
        var lines = db.select(columns)
                .from(ALL)
                .where(dialect.among(PAYMENT.ID, page.ids()))
                .orderBy(order);
        var json = new PaymentJson();
        return JsonRows.read(lines, page, json.out, json::line);
    }

    /** One line for programs. */
    byte[] json(long id) {
        return line.read(row -> json(row, id), id);
    }

    /** The same as it stands when the transaction ends that took it at the desk, asked with all that is written then. */
    void jsonAsItEnds(Payments.Taken payment, Consumer<byte[]> then) {
        var id = payment.payment().id();
        (payment.isNew() ? taken : line).askLater(row -> json(row, id), then, id);
    }

    private static byte[] json(ResultSet row, long id) throws SQLException {
        if (!row.next()) {
            throw new NotFound("payment", id);
        }
        var json = new PaymentJson();
        json.line(row);
        return json.out.toBytes();
    }

    Count count(PaymentFilter filter) {
        if (!filter.isCounted()) {
            return ids.count(matches(filter));
        }
        var kept = filter.statuses() == null ? noCondition() : PAYMENT_COUNT.STATUS.in(filter.statuses());
        var sum = db.select(KeptCounts.sumOf(PAYMENT_COUNT.AMOUNT, PAYMENT_COUNT, kept))
                .fetchSingle()
                .value1();
        return Count.exactly(sum == null ? 0 : sum);
    }

    /** The highest id there is. */
    long newest() {
        var newest = db.select(max(PAYMENT.ID)).from(PAYMENT).fetchSingle().value1();
        return newest == null ? 0 : newest;
    }

    /** How many lines came after another; no more than a page tells. */
    long countSince(PaymentFilter filter, long id) {
        return db.fetchCount(selectOne()
                .from(PAYMENT)
                .where(matches(filter), PAYMENT.ID.gt(id))
                .limit(FreshRows.MOST + 1));
    }

    /** What took effect from one day to another, inclusive, by kind and method, and what of it was undone. */
    List<DaySum> sums(LocalDate from, LocalDate to) {
        return db.select(
                        PAYMENT_DAY.KIND,
                        PAYMENT_DAY.METHOD,
                        PAYMENT_DAY.IS_UNDONE,
                        sum(PAYMENT_DAY.AMOUNT.coerce(Long.class)),
                        sum(PAYMENT_DAY.LINES))
                .from(PAYMENT_DAY)
                .where(PAYMENT_DAY.DAY.between(from, to))
                .groupBy(PAYMENT_DAY.KIND, PAYMENT_DAY.METHOD, PAYMENT_DAY.IS_UNDONE)
                .fetch(row -> new DaySum(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        new Money(row.value4().longValueExact()),
                        row.value5().longValueExact()));
    }

    /**
     * What the lines that a list shows add up to, as far as they took effect; null where there are more than anybody
     * adds up.
     *
     * @param from the day that the filter begins with, null for none
     * @param to the last one
     */
    @Nullable
    PaymentSums sums(PaymentFilter filter, @Nullable LocalDate from, @Nullable LocalDate to, Count count) {
        var sums = new EnumMap<PaymentKind, Money>(PaymentKind.class);
        if (filter.isOfDays()) {
            var undone = Money.ZERO;
            for (var sum : sums(from == null ? LocalDate.EPOCH : from, to == null ? LocalDate.of(9999, 12, 31) : to)) {
                if (filter.kinds() != null && !filter.kinds().contains(sum.kind())
                        || filter.methods() != null && !filter.methods().contains(sum.method())) {
                    continue;
                }
                if (sum.isUndone()) {
                    undone = undone.plus(sum.amount());
                } else {
                    sums.merge(sum.kind(), sum.amount(), Money::plus);
                }
            }
            return new PaymentSums(sums, filter.isWithoutUndoing() ? undone : Money.ZERO);
        }
        if (!count.exact()) {
            return null;
        }
        db.select(PAYMENT.KIND, sum(PAYMENT.AMOUNT.coerce(Long.class)))
                .from(PAYMENT)
                .where(matches(filter), PAYMENT.STATUS.in(PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED))
                .groupBy(PAYMENT.KIND)
                .forEach(row -> sums.put(row.value1(), new Money(row.value2().longValueExact())));
        return new PaymentSums(sums, filter.isWithoutUndoing() ? undone(filter) : Money.ZERO);
    }

    /** No money moves when a line is undone, so where lines are chosen by how it moved those that undo them are missing. */
    private Money undone(PaymentFilter filter) {
        return db.select(coalesce(sum(LATER.AMOUNT.coerce(Long.class)), inline(0)))
                .from(PAYMENT)
                .join(LATER)
                .on(LATER.REVERSES_ID.eq(PAYMENT.ID))
                .where(
                        matches(filter),
                        PAYMENT.METHOD.ne(PaymentMethod.INTERNAL),
                        LATER.KIND.eq(PaymentKind.ADJUSTMENT))
                .fetchSingle(sum -> new Money(sum.value1().longValueExact()));
    }

    /** The last day on which somebody paid; null before there is one. */
    @Nullable
    LocalDate lastDay() {
        return db.select(max(PAYMENT_DAY.DAY))
                .from(PAYMENT_DAY)
                .where(PAYMENT_DAY.KIND.eq(PaymentKind.PAYMENT))
                .fetchSingle()
                .value1();
    }

    /** What lines of one kind and method add up to. */
    record DaySum(PaymentKind kind, PaymentMethod method, boolean isUndone, Money amount, long lines) {}

    /**
     * What the lines of contracts that took effect add up to, up to a line and with it.
     *
     * @param lines the last line of each contract that counts
     */
    Map<Long, Money> sumsUpTo(Collection<Payment> lines) {
        var counted = lines.stream()
                .map(line -> PAYMENT.CONTRACT_ID
                        .eq(line.contractId())
                        .and(row(PAYMENT.PAID_AT, PAYMENT.ID).le(line.paidAt(), line.id())))
                .reduce(Condition::or);
        return counted.map(condition -> db.select(PAYMENT.CONTRACT_ID, sum(PAYMENT.AMOUNT.coerce(Long.class)))
                        .from(PAYMENT)
                        .where(condition, PAYMENT.STATUS.in(PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED))
                        .groupBy(PAYMENT.CONTRACT_ID)
                        .fetchMap(
                                PAYMENT.CONTRACT_ID,
                                row -> new Money(row.value2().longValueExact())))
                .orElse(Map.of());
    }

    /** What a customer's contracts paid and were charged, before a place of the time line. */
    List<PaymentCard> storyOf(long customer, CustomerStory.Place place, int most) {
        return cards(db.select(PAYMENT.ID)
                .from(PAYMENT)
                .where(
                        PAYMENT.CONTRACT_ID.in(
                                select(CONTRACT.ID).from(CONTRACT).where(CONTRACT.CUSTOMER_ID.eq(customer))),
                        place.before(PAYMENT.PAID_AT, PAYMENT.ID))
                .orderBy(PAYMENT.PAID_AT.desc(), PAYMENT.ID.desc())
                .limit(most)
                .fetch(PAYMENT.ID));
    }

    /** A few contracts of a customer that may still be paid for. */
    List<Long> contractsOf(long customer, int most) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(
                        CONTRACT.CUSTOMER_ID.eq(customer),
                        CONTRACT.STATUS.ne(ContractStatus.TERMINATED).or(CONTRACT.BALANCE.lt(Money.ZERO)))
                .limit(most)
                .fetch(CONTRACT.ID);
    }

    /** The lines that gave a payment back or undid it, the latest first. */
    List<PaymentCard> reversing(long id) {
        return cards(db.select(PAYMENT.ID)
                .from(PAYMENT)
                .where(PAYMENT.REVERSES_ID.eq(id))
                .orderBy(PAYMENT.ID.desc())
                .limit(100)
                .fetch(PAYMENT.ID));
    }

    @Nullable
    String contractNumber(long id) {
        return db.select(CONTRACT.NUMBER)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(id))
                .fetchOptional(row -> row.value1().value())
                .orElse(null);
    }

    @Nullable
    String customerName(long id) {
        return db.select(CUSTOMER.FULL_NAME)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(id))
                .fetchOne(CUSTOMER.FULL_NAME);
    }

    boolean contractExists(long id) {
        return contract.fetchOptional(row -> row.get(CONTRACT.ID), id).isPresent();
    }

    boolean userExists(long id) {
        return db.fetchExists(selectOne().from(USER_ACCOUNT).where(USER_ACCOUNT.ID.eq(id)));
    }

    /** The names of all who ever entered a line, by their ids, in the order of the names. */
    Map<Long, String> cashiers() {
        return db.select(USER_ACCOUNT.ID, USER_ACCOUNT.FULL_NAME)
                .from(USER_ACCOUNT)
                .where(exists(selectOne().from(PAYMENT).where(PAYMENT.CREATED_BY_ID.eq(USER_ACCOUNT.ID))))
                .orderBy(USER_ACCOUNT.FULL_NAME, USER_ACCOUNT.ID)
                .limit(1000)
                .fetchMap(USER_ACCOUNT.ID, USER_ACCOUNT.FULL_NAME);
    }

    boolean customerExists(long id) {
        return db.fetchExists(selectOne().from(CUSTOMER).where(CUSTOMER.ID.eq(id)));
    }

    /** How many lines the contracts of a customer have, no further than people count. */
    long countOfCustomer(long customer) {
        return ids.count(matches(PaymentFilter.ofCustomer(customer))).rows();
    }

    private Condition matches(PaymentFilter filter) {
        var all = new ArrayList<Condition>();
        if (filter.contract() != null) {
            all.add(PAYMENT.CONTRACT_ID.eq(filter.contract()));
        }
        if (filter.customer() != null) {
            all.add(PAYMENT.CONTRACT_ID.in(
                    select(CONTRACT.ID).from(CONTRACT).where(CONTRACT.CUSTOMER_ID.eq(filter.customer()))));
        }
        // written out and not bound, so that the indexes over the rare ones are seen to fit
        all.add(among(PAYMENT.KIND, filter.kinds()));
        all.add(among(PAYMENT.STATUS, filter.statuses()));
        all.add(among(PAYMENT.METHOD, filter.methods()));
        all.add(filter.bySize() ? sizes(filter) : amounts(filter.amountFrom(), filter.amountTo()));
        if (filter.from() != null) {
            all.add(PAYMENT.PAID_AT.ge(filter.from()));
        }
        if (filter.to() != null) {
            all.add(PAYMENT.PAID_AT.lt(filter.to()));
        }
        if (filter.cashier() != null) {
            all.add(PAYMENT.CREATED_BY_ID.eq(filter.cashier()));
        }
        if (filter.search() != null) {
            all.add(texts.matches(filter.search()));
        }
        return all.stream().reduce(noCondition(), Condition::and);
    }

    private static Condition sizes(PaymentFilter filter) {
        var least = filter.amountFrom() == null ? Money.ZERO : filter.amountFrom();
        var most = filter.amountTo();
        return amounts(least, most).or(amounts(most == null ? null : most.negated(), least.negated()));
    }

    private static Condition amounts(@Nullable Money from, @Nullable Money to) {
        return (from == null ? noCondition() : PAYMENT.AMOUNT.ge(from))
                .and(to == null ? noCondition() : PAYMENT.AMOUNT.le(to));
    }

    /** Goes without saying, but keeps an order by amount from passing all lines of the other sign first. */
    private static Condition sign(PaymentFilter filter) {
        if (List.of(PaymentKind.CHARGE).equals(filter.kinds())) {
            return PAYMENT.AMOUNT.lt(Money.ZERO);
        }
        return List.of(PaymentKind.PAYMENT).equals(filter.kinds()) ? PAYMENT.AMOUNT.gt(Money.ZERO) : noCondition();
    }

    private static <T> Condition among(Field<T> field, @Nullable List<T> wanted) {
        return wanted == null
                ? noCondition()
                : field.in(wanted.stream().map(one -> inline(one, field)).toList());
    }

    private Condition ofContractsLike(String key) {
        var like = contracts.contains(CONTRACT_TEXT.SEARCH_TEXT, TextSearch.around(key));
        var few = db.select(CONTRACT_TEXT.CONTRACT_ID)
                .from(CONTRACT_TEXT)
                .where(like)
                .limit(FEW_CONTRACTS + 1)
                .fetch(Record1::value1);
        return few.size() > FEW_CONTRACTS
                ? PAYMENT.CONTRACT_ID.in(
                        select(CONTRACT_TEXT.CONTRACT_ID).from(CONTRACT_TEXT).where(like))
                : PAYMENT.CONTRACT_ID.in(few);
    }

    /** The lines with whose they are, in the order of the ids. */
    private List<PaymentCard> cards(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Long, PaymentCard>();
        db.select(CARD)
                .from(ALL)
                .leftJoin(USER_ACCOUNT)
                .on(USER_ACCOUNT.ID.eq(PAYMENT.CREATED_BY_ID))
                .where(PAYMENT.ID.in(ids))
                .fetch(Record1::value1)
                .forEach(card -> found.put(card.payment().id(), card));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
