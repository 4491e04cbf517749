package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_COUNT;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Gathered;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.database.TextSearch;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.JsonRows;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.SelectField;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The cards as they are looked at: lists, one for programs, histories, counts. Nothing is written here. */
@Repository
class SimLists {

    /** What programs may order by. */
    static final Orders ORDERS = new Orders(
            SIM.ID,
            Map.of(
                    "iccid", SIM.ICCID,
                    "msisdn", SIM.MSISDN,
                    "status", SIM.STATUS,
                    "created_at", SIM.CREATED_AT,
                    "updated_at", SIM.UPDATED_AT));

    /** What people may, by the columns of the page; cards come in the order of their ids, which each state's index has. */
    static final Orders SHOWN_ORDERS =
            new Orders(SIM.ID, Map.of("iccid", SIM.ICCID, "msisdn", SIM.MSISDN, "created", SIM.ID));

    private static final SelectField<SimLine> LINE = row(
                    SIM.ID,
                    SIM.ICCID,
                    SIM.MSISDN,
                    SIM.STATUS,
                    SIM.CONTRACT_ID,
                    CONTRACT.NUMBER.coerce(String.class),
                    CUSTOMER.ID,
                    CUSTOMER.FULL_NAME,
                    SIM.BATCH,
                    SIM.CREATED_AT)
            .mapping(SimLine::new);

    private static final io.telecomcrmdb.tables.Contract FROM = CONTRACT.as("contract_before");
    private static final io.telecomcrmdb.tables.Contract TO = CONTRACT.as("contract_after");

    private static final SelectField<SimHistoryLine> HISTORY = row(
                    SIM_HISTORY.ID,
                    SIM_HISTORY.HAPPENED_AT,
                    SIM_HISTORY.ACTOR_ID,
                    SIM_HISTORY.ACTOR,
                    SIM_HISTORY.EVENT.convertFrom(SimMove::of),
                    SIM_HISTORY.STATUS_FROM,
                    SIM_HISTORY.STATUS_TO,
                    SIM_HISTORY.CONTRACT_FROM,
                    FROM.NUMBER.coerce(String.class),
                    SIM_HISTORY.CONTRACT_TO,
                    TO.NUMBER.coerce(String.class),
                    SIM_HISTORY.MSISDN_FROM,
                    SIM_HISTORY.MSISDN_TO,
                    SIM_HISTORY.REASON)
            .mapping(SimHistoryLine::new);

    private final DSLContext db;
    private final Dialect dialect;
    private final TextSearch texts;
    private final Rows<SimLine> lines;
    private final Rows<SimHistoryLine> history;
    private final SelectField<?> columns;

    SimLists(DSLContext db) {
        this.db = db;
        this.columns = Rows.columns(db, SimJson.FIELDS);
        this.dialect = Dialect.of(db);
        this.texts = new TextSearch(dialect, SIM.ID, SIM.SEARCH_TEXT);
        this.lines = new Rows<>(
                db,
                SIM.leftJoin(CONTRACT)
                        .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                        .leftJoin(CUSTOMER)
                        .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID)),
                SIM.ID,
                LINE);
        this.history = new Rows<>(
                db,
                SIM_HISTORY
                        .leftJoin(FROM)
                        .on(FROM.ID.eq(SIM_HISTORY.CONTRACT_FROM))
                        .leftJoin(TO)
                        .on(TO.ID.eq(SIM_HISTORY.CONTRACT_TO)),
                SIM_HISTORY.ID,
                HISTORY);
    }

    /** A page of the list for programs, and how many cards there are in all. */
    record Part(JsonRows rows, Count count) {}

    /** One card for programs: the JSON, and the version it shows. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
    record Card(byte[] json, long version) {}

    boolean contractExists(long id) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(id));
    }

    boolean customerExists(long id) {
        return db.fetchExists(CUSTOMER, CUSTOMER.ID.eq(id));
    }

    /** A page of the list for people; the place comes from the slice before or after it, null for the first. */
    Slice<SimLine> slice(SimFilter filter, String order, @Nullable String place, int size) {
        return lines.slice(matches(filter), SHOWN_ORDERS.of(order), place, size, count(filter));
    }

    SimLine line(long id) {
        return lines.page(SIM.ID.eq(id), List.of(), 1, 0, Count.UNKNOWN).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("sim", id));
    }

    /** The first cards found: of a text in no particular order, to stop as soon as there are enough; else the newest. */
    List<SimLine> find(SimFilter filter, int most) {
        var searched = filter.search() != null || filter.lastDigits() != null;
        return lines.page(matches(filter), searched ? List.of() : ORDERS.of(List.of()), most, 0, Count.UNKNOWN);
    }

    /** A page of the list for programs, found by its number; a deep one costs the index before it, not the rows. */
    Part list(SimFilter filter, List<String> ordering, int size, long offset) {
        if (filter.bound() != null && filter.isByStateOnly() && count(filter).rows() == 0) {
            return new Part(JsonRows.none(), Count.exactly(0)); // to find nobody would take the whole table
        }
        var condition = matches(filter);
        var first = ORDERS.of(ordering.isEmpty() ? "" : ordering.getFirst());
        if (filter.search() == null || !first.column().equals(SIM.ID)) {
            return read(query(filter, condition, ordering, size, offset, counting(filter, condition)), size, filter);
        }
        return lines.gather(condition, first.descending(), size, offset)
                .map(gathered -> read(gathered, ordering))
                .orElseGet(() ->
                        read(query(filter, condition, ordering, size, offset, inline(Count.BOUND + 1L)), size, filter));
    }

    private Part read(Gathered gathered, List<String> ordering) {
        var page = gathered.page();
        if (page.isEmpty()) {
            return new Part(JsonRows.none(), gathered.count());
        }
        var json = new SimJson();
        var found = db.select(columns)
                .from(SIM)
                .leftJoin(CONTRACT)
                .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                .where(dialect.among(SIM.ID, page.ids()))
                .orderBy(ORDERS.of(ordering));
        return new Part(JsonRows.read(found, page, json.out, row -> json.write(row, null)), gathered.count());
    }

    /** @param secrets null where they are not to be told */
    Card card(long id, @Nullable SimSecrets secrets) {
        var json = new SimJson();
        try (var rows = db.select(SimJson.FIELDS)
                .from(SIM)
                .leftJoin(CONTRACT)
                .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                .where(SIM.ID.eq(id))
                .fetchResultSet()) {
            if (!rows.next()) {
                throw new NotFound("sim", id);
            }
            json.write(rows, secrets);
            return new Card(json.out.toBytes(), rows.getLong(SimJson.FIELDS.indexOf(SIM.VERSION) + 1));
        } catch (SQLException e) {
            throw new DataAccessException("The card can't be read", e);
        }
    }

    Count count(SimFilter filter) {
        var found = db.select(counting(filter, matches(filter))).fetchSingle().value1();
        return count(filter, found == null ? 0 : found);
    }

    /** How many cards there are in each state, from the kept counts. */
    Map<SimState, Long> counts() {
        var counts = new EnumMap<SimState, Long>(SimState.class);
        for (var state : SimState.values()) {
            counts.put(state, 0L);
        }
        db.select(SIM_COUNT.STATUS, SIM_COUNT.IS_BOUND, sum(SIM_COUNT.AMOUNT).cast(Long.class))
                .from(SIM_COUNT)
                .groupBy(SIM_COUNT.STATUS, SIM_COUNT.IS_BOUND)
                .forEach(counted ->
                        counts.merge(SimState.of(counted.value1(), counted.value2()), counted.value3(), Long::sum));
        return counts;
    }

    List<SimHistoryLine> history(long simId, int most, long offset) {
        return history.page(SIM_HISTORY.SIM_ID.eq(simId), List.of(SIM_HISTORY.ID.desc()), most, offset, Count.UNKNOWN);
    }

    Count historyCount(long simId) {
        return history.count(SIM_HISTORY.SIM_ID.eq(simId));
    }

    private Condition matches(SimFilter filter) {
        var condition = noCondition();
        if (filter.statuses() != null) {
            // spelled out, for only so the databases see that the indexes of free cards serve
            condition = condition.and(SIM.STATUS.in(filter.statuses().stream()
                    .map(status -> inline(status, SIM.STATUS))
                    .toList()));
        }
        if (filter.bound() != null) {
            condition = condition.and(filter.bound() ? SIM.CONTRACT_ID.isNotNull() : SIM.CONTRACT_ID.isNull());
        }
        if (filter.iccid() != null) {
            condition = condition.and(SIM.ICCID.eq(filter.iccid()));
        }
        if (filter.imsi() != null) {
            condition = condition.and(SIM.IMSI.eq(filter.imsi()));
        }
        if (filter.msisdn() != null) {
            condition = condition.and(SIM.MSISDN.eq(filter.msisdn()));
        }
        if (filter.batch() != null) {
            condition = condition.and(SIM.BATCH.eq(filter.batch()));
        }
        if (filter.contract() != null) {
            condition = condition.and(SIM.CONTRACT_ID.eq(filter.contract()));
        }
        if (filter.customer() != null) {
            // from the few contracts to their cards; by the cards' contracts SQLite would go through all cards
            var theirs = SIM.as("theirs");
            condition = condition.and(SIM.ID.in(select(theirs.ID)
                    .from(CONTRACT)
                    .join(theirs)
                    .on(theirs.CONTRACT_ID.eq(CONTRACT.ID))
                    .where(CONTRACT.CUSTOMER_ID.eq(filter.customer()))));
        }
        if (filter.createdFrom() != null) {
            condition = condition.and(SIM.CREATED_AT.ge(filter.createdFrom()));
        }
        if (filter.createdTo() != null) {
            condition = condition.and(SIM.CREATED_AT.lt(filter.createdTo()));
        }
        if (filter.updatedFrom() != null) {
            condition = condition.and(SIM.UPDATED_AT.ge(filter.updatedFrom()));
        }
        if (filter.updatedTo() != null) {
            condition = condition.and(SIM.UPDATED_AT.lt(filter.updatedTo()));
        }
        if (filter.lastDigits() != null) {
            condition =
                    condition.and(texts.contains(SIM.SEARCH_TEXT, "%" + TextSearch.plain(filter.lastDigits()) + " %"));
        }
        return filter.search() == null ? condition : condition.and(texts.matches(filter.search()));
    }

    private static Part read(ResultQuery<?> query, int size, SimFilter filter) {
        var json = new SimJson();
        var rows = JsonRows.read(query, size, json.out, row -> json.write(row, null), SimJson.NEXT_COLUMN);
        return new Part(rows, count(filter, rows.counted()));
    }

    private ResultQuery<?> query(
            SimFilter filter, Condition condition, List<String> ordering, int size, long offset, Field<Long> counting) {
        if (offset == 0) {
            return db.select(columns)
                    .select(counting)
                    .from(SIM)
                    .leftJoin(CONTRACT)
                    .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                    .where(condition)
                    .orderBy(ORDERS.of(ordering))
                    .limit(Rows.limit(size + 1, filter.isByStateOnly()));
        }
        var page = select(SIM.ID)
                .from(SIM)
                .where(condition)
                .orderBy(ORDERS.of(ordering))
                .limit(size + 1)
                .offset(offset)
                .asTable("page");
        return db.select(columns)
                .select(counting)
                .from(page)
                .join(SIM)
                .on(SIM.ID.eq(page.field(SIM.ID)))
                .leftJoin(CONTRACT)
                .on(CONTRACT.ID.eq(SIM.CONTRACT_ID))
                .orderBy(ORDERS.of(ordering));
    }

    private static Field<Long> counting(SimFilter filter, Condition condition) {
        if (!filter.isByStateOnly()) {
            return Count.upToBound(SIM, condition);
        }
        var kept = noCondition();
        if (filter.statuses() != null) {
            kept = kept.and(SIM_COUNT.STATUS.in(filter.statuses()));
        }
        if (filter.bound() != null) {
            kept = kept.and(SIM_COUNT.IS_BOUND.eq(filter.bound()));
        }
        return KeptCounts.sumOf(SIM_COUNT.AMOUNT, SIM_COUNT, kept);
    }

    private static Count count(SimFilter filter, long found) {
        return filter.isByStateOnly() ? Count.exactly(found) : Count.bounded(found);
    }
}
