package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static io.telecomcrmdb.Tables.CONTRACT_DOCUMENT;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.CONTRACT_WIZARD;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_MERGE;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.replace;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Found;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.database.NameSearch;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.web.JsonPage;
import io.telecomcrm.web.JsonRows;
import io.telecomcrmdb.tables.ContractHistory;
import io.telecomcrmdb.tables.records.ContractBlockRecord;
import io.telecomcrmdb.tables.records.ContractHistoryRecord;
import io.telecomcrmdb.tables.records.ContractRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Row3;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.UpdateSetMoreStep;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contracts, their blocks and their history, as they are stored. */
@Repository
class ContractRepository {

    /** Of a line from before that has only a name: whose contract it was. */
    private static final long UNKNOWN = -1;

    /** In signs of the key a name is found by, of which one may stand for many of the name. */
    private static final int LONGEST_NAME = 400;

    static final Orders ORDERS = new Orders(
            CONTRACT.ID,
            Map.of(
                    "number", CONTRACT.NUMBER,
                    "status", CONTRACT.STATUS,
                    "balance", CONTRACT.BALANCE,
                    "signed_on", CONTRACT.SIGNED_ON,
                    "activated_at", CONTRACT.ACTIVATED_AT,
                    "terminated_at", CONTRACT.TERMINATED_AT,
                    "created_at", CONTRACT.CREATED_AT));

    private final DSLContext db;
    private final Dialect dialect;
    private final ContractTexts texts;
    private final Rows<Long> ids;
    private final SelectField<?> columns;
    private final Prepared plainCard;
    private final Prepared blocksOf;
    private final Prepared card;
    private final Prepared numbersUnder;
    private final JsonMapper json;

    ContractRepository(DSLContext db, JsonMapper json) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.texts = new ContractTexts(db);
        this.ids = new Rows<>(db, CONTRACT, CONTRACT.ID, CONTRACT.ID);
        this.columns = Rows.columns(db, ContractLineJson.FIELDS);
        this.json = json;
        this.plainCard = new Prepared(
                db,
                db.select(ContractRows.PLAIN_FIELDS)
                        .from(ContractRows.PLAIN_TABLES)
                        .where(CONTRACT.ID.eq(0L)));
        this.blocksOf = new Prepared(
                db,
                db.select(ContractRows.BLOCK_FIELDS)
                        .from(CONTRACT_BLOCK)
                        .join(CONTRACT)
                        .on(CONTRACT.ID.eq(CONTRACT_BLOCK.CONTRACT_ID))
                        .where(
                                CONTRACT_BLOCK.CONTRACT_ID.eq(0L),
                                CONTRACT_BLOCK.LIFTED_AT.isNull(),
                                CONTRACT.VERSION.eq(0L))
                        .orderBy(CONTRACT_BLOCK.ID));
        this.numbersUnder = new Prepared(
                db,
                db.selectCount()
                        .from(CONTRACT)
                        .join(CUSTOMER)
                        .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                        .where(
                                CUSTOMER.DOCUMENT_KEY.eq(""),
                                CONTRACT.ID.ne(0L),
                                CONTRACT.STATUS.in(
                                        inline(ContractStatus.ACTIVE, CONTRACT.STATUS),
                                        inline(ContractStatus.SUSPENDED, CONTRACT.STATUS))));
        this.card = new Prepared(
                db, db.select(ContractRows.FIELDS).from(ContractRows.TABLES).where(CONTRACT.ID.eq(0L)));
    }

    Contract get(long id) {
        return find(id).orElseThrow(() -> new NotFound("contract", id));
    }

    Optional<Contract> find(long id) {
        return db.selectFrom(CONTRACT).where(CONTRACT.ID.eq(id)).fetchOptional(this::contract);
    }

    Optional<Contract> find(ContractNumber number) {
        return db.selectFrom(CONTRACT).where(CONTRACT.NUMBER.eq(number)).fetchOptional(this::contract);
    }

    ContractCard card(long id) {
        var plain = plainCard.read(ContractRows::readPlain, id).orElseThrow(() -> new NotFound("contract", id));
        var contract = plain.contract();
        if (contract.terms().pendingTariff() == null) {
            if (contract.status() != ContractStatus.SUSPENDED) {
                return plain;
            }
            var blocks = blocksOf.read(ContractRows::readBlocks, id, contract.version());
            // none where it has changed meanwhile
            if (!blocks.isEmpty()) {
                return plain.with(contract.withBlocks(blocks));
            }
        }
        var whole = card.read(ContractRows::read, id).get(id);
        if (whole == null) {
            throw new NotFound("contract", id);
        }
        return whole;
    }

    /** The first contracts found that a text describes, in no particular order: stops as soon as there are enough. */
    List<ContractCard> find(String text, int most) {
        return cards(db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(texts.matches(text))
                .limit(most)
                .fetch(Record1::value1));
    }

    /** A page of the list for people; the place comes from the slice before or after it, null for the first. */
    Slice<ContractCard> slice(ContractFilter filter, String order, @Nullable String place, int size) {
        var named = named(filter);
        var count = count(filter, named);
        var found = named.isPresent() && order.equals(ContractListPage.USUAL_SORT)
                ? ids.slice(named.get(), place, size, count)
                : ids.slice(matches(filter), ORDERS.of(telling(order, filter)), place, size, count);
        return new Slice<>(cards(found.lines()), found.previous(), found.next(), found.count());
    }

    /** The newest of a customer. */
    List<ContractCard> ofCustomer(long customer, int most) {
        return cards(db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .orderBy(CONTRACT.ID.desc())
                .limit(most)
                .fetch(Record1::value1));
    }

    /** A page of the list for programs, found by its number. */
    JsonPage list(ContractFilter filter, List<String> ordering, int size, long offset, ZoneId zone) {
        var order =
                ORDERS.of(ordering.stream().map(code -> telling(code, filter)).toList());
        var named = named(filter);
        if (named.isPresent() && ordering.isEmpty()) {
            var found = named.get().gather(true, size, offset);
            return new JsonPage(lines(found.page(), order, zone), found.count());
        }
        var count = count(filter, named);
        return new JsonPage(lines(ids.ids(matches(filter), order, size, offset, count), order, zone), count);
    }

    private JsonRows lines(Found page, List<SortField<?>> order, ZoneId zone) {
        if (page.isEmpty()) {
            return JsonRows.none();
        }
        var withBlocks = new ArrayList<>(order);
        withBlocks.add(CONTRACT_BLOCK.ID.asc());
        var json = new ContractLineJson(zone);
        var found = db.select(columns)
                .from(ContractLineJson.TABLES)
                .where(dialect.among(CONTRACT.ID, page.ids()))
                .orderBy(withBlocks);
        return JsonRows.readLines(found, page, json.out, json::line);
    }

    /** The same order by what all of the contracts can have: where none has ended, that by their end is that of the ids. */
    private static String telling(String code, ContractFilter filter) {
        var statuses = filter.statuses();
        var column = code.startsWith("-") ? code.substring(1) : code;
        var unknown = statuses != null
                && switch (column) {
                    case "activated_at" -> statuses.equals(List.of(ContractStatus.DRAFT));
                    case "terminated_at" -> !statuses.contains(ContractStatus.TERMINATED);
                    default -> false;
                };
        return unknown ? code.replace(column, "id") : code;
    }

    Count count(ContractFilter filter) {
        return count(filter, named(filter));
    }

    private Count count(ContractFilter filter, Optional<NameSearch.Named> named) {
        var search = filter.search();
        if (search != null && filter.isBySearch()) {
            return named.map(NameSearch.Named::count).orElseGet(() -> texts.count(search));
        }
        if (!filter.isCounted()) {
            var block = filter.block();
            return block != null && filter.isByBlock() ? blocked(block) : ids.count(matches(filter));
        }
        var kept = noCondition();
        if (filter.statuses() != null) {
            kept = kept.and(CONTRACT_COUNT.STATUS.in(filter.statuses()));
        }
        if (filter.tariff() != null) {
            kept = kept.and(CONTRACT_COUNT.TARIFF_ID.eq(filter.tariff()));
        }
        var sum = db.select(KeptCounts.sumOf(CONTRACT_COUNT.AMOUNT, CONTRACT_COUNT, kept))
                .fetchSingle()
                .value1();
        return Count.exactly(sum == null ? 0 : sum);
    }

    private Optional<NameSearch.Named> named(ContractFilter filter) {
        var search = filter.search();
        return search != null && filter.isBySearch() ? texts.named(search) : Optional.empty();
    }

    private Condition matches(ContractFilter filter) {
        var condition = noCondition();
        if (filter.statuses() != null) {
            // spelled out, for only so the databases see that the indexes of one status serve
            condition = condition.and(CONTRACT.STATUS.in(filter.statuses().stream()
                    .map(status -> inline(status, CONTRACT.STATUS))
                    .toList()));
            // which goes without saying, but keeps an order by it from passing all the others first
            if (filter.statuses().equals(List.of(ContractStatus.TERMINATED))) {
                condition = condition.and(CONTRACT.TERMINATED_AT.isNotNull());
            }
        }
        if (filter.number() != null) {
            condition = condition.and(CONTRACT.NUMBER.eq(filter.number()));
        }
        if (filter.sim() != null) {
            condition = condition.and(
                    CONTRACT.ID.in(select(SIM.CONTRACT_ID).from(SIM).where(SIM.ID.eq(filter.sim()))));
        }
        if (filter.msisdn() != null) {
            condition = condition.and(CONTRACT.ID.in(select(SIM.CONTRACT_ID)
                    .from(SIM)
                    .where(SIM.MSISDN.eq(filter.msisdn()), SIM.CONTRACT_ID.isNotNull())));
        }
        if (filter.block() != null) {
            condition = condition.and(CONTRACT.ID.in(
                    select(CONTRACT_BLOCK.CONTRACT_ID).from(CONTRACT_BLOCK).where(hasBlock(filter.block()))));
        }
        if (filter.hasPendingTariff() != null) {
            condition = condition.and(
                    filter.hasPendingTariff()
                            ? CONTRACT.PENDING_TARIFF_FROM.isNotNull()
                            : CONTRACT.PENDING_TARIFF_FROM.isNull());
        }
        condition = condition
                .and(equal(CONTRACT.CUSTOMER_ID, filter.customer()))
                .and(equal(CONTRACT.TARIFF_ID, filter.tariff()))
                .and(from(CONTRACT.BALANCE, filter.balanceFrom()))
                .and(filter.balanceTo() == null ? noCondition() : CONTRACT.BALANCE.le(filter.balanceTo()))
                .and(from(CONTRACT.SIGNED_ON, filter.signedFrom()))
                .and(filter.signedTo() == null ? noCondition() : CONTRACT.SIGNED_ON.le(filter.signedTo()))
                .and(from(CONTRACT.CREATED_AT, filter.createdFrom()))
                .and(before(CONTRACT.CREATED_AT, filter.createdTo()))
                .and(from(CONTRACT.ACTIVATED_AT, filter.activatedFrom()))
                .and(before(CONTRACT.ACTIVATED_AT, filter.activatedTo()))
                .and(from(CONTRACT.TERMINATED_AT, filter.terminatedFrom()))
                .and(before(CONTRACT.TERMINATED_AT, filter.terminatedTo()));
        return filter.search() == null ? condition : condition.and(texts.matches(filter.search()));
    }

    private Count blocked(BlockReason reason) {
        var found = db.select(Count.upToBound(CONTRACT_BLOCK, hasBlock(reason)))
                .fetchSingle()
                .value1();
        return Count.bounded(found == null ? 0 : found);
    }

    boolean isBlocked(long id, BlockReason reason) {
        return db.fetchExists(CONTRACT_BLOCK, CONTRACT_BLOCK.CONTRACT_ID.eq(id), hasBlock(reason));
    }

    private static Condition hasBlock(BlockReason reason) {
        return CONTRACT_BLOCK.REASON.eq(reason).and(CONTRACT_BLOCK.LIFTED_AT.isNull());
    }

    private static <T> Condition equal(Field<T> field, @Nullable T value) {
        return value == null ? noCondition() : field.eq(value);
    }

    private static <T> Condition from(Field<T> field, @Nullable T least) {
        return least == null ? noCondition() : field.ge(least);
    }

    private static <T> Condition before(Field<T> field, @Nullable T end) {
        return end == null ? noCondition() : field.lt(end);
    }

    /** The contracts with what they tie, in the order of the ids. */
    List<ContractCard> cards(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var query = db.select(ContractRows.FIELDS).from(ContractRows.TABLES).where(dialect.among(CONTRACT.ID, ids));
        try (var rows = query.fetchResultSet()) {
            var found = ContractRows.read(rows);
            return ids.stream().map(found::get).filter(Objects::nonNull).toList();
        } catch (SQLException e) {
            throw new DataAccessException("The contracts can't be read", e);
        }
    }

    boolean customerExists(long id) {
        return db.fetchExists(selectOne().from(CUSTOMER).where(CUSTOMER.ID.eq(id)));
    }

    boolean tariffExists(long id) {
        return db.fetchExists(selectOne().from(TARIFF).where(TARIFF.ID.eq(id)));
    }

    boolean simExists(long id) {
        return db.fetchExists(selectOne().from(SIM).where(SIM.ID.eq(id)));
    }

    /** What was done to the contract, the latest first. */
    List<ContractHistoryLine> history(long id, int limit, long offset) {
        var lines = db.selectFrom(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(id))
                .orderBy(CONTRACT_HISTORY.ID.desc())
                .limit(limit)
                .offset(offset)
                .fetch(this::line);
        var names = customersIn(lines.stream());
        return lines.stream().map(line -> line.named(names)).toList();
    }

    /** A line of a contract's history among those of others. */
    record Told(long contractId, ContractNumber number, ContractHistoryLine line) {}

    /** What was done to a customer's contracts before a place, the latest first. */
    List<Told> historyOf(long customer, CustomerStory.Place place, int most) {
        var told = db.select(CONTRACT.NUMBER)
                .select(CONTRACT_HISTORY.fields())
                .from(CONTRACT_HISTORY)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(CONTRACT_HISTORY.CONTRACT_ID))
                .where(
                        CONTRACT.CUSTOMER_ID.eq(customer),
                        place.before(CONTRACT_HISTORY.HAPPENED_AT, CONTRACT_HISTORY.ID))
                .orderBy(CONTRACT_HISTORY.HAPPENED_AT.desc(), CONTRACT_HISTORY.ID.desc())
                .limit(most)
                .fetch(row -> {
                    var own = row.into(CONTRACT_HISTORY);
                    return new Told(own.getContractId(), row.get(CONTRACT.NUMBER), line(own));
                });
        var names = customersIn(told.stream().map(Told::line));
        return told.stream()
                .map(one -> new Told(one.contractId(), one.number(), one.line().named(names)))
                .toList();
    }

    /**
     * What the customers of whom the lines tell are called. The lines keep only their ids, so that nothing has to be
     * rewritten once nobody may know any more who they were.
     */
    private Map<Long, String> customersIn(Stream<ContractHistoryLine> lines) {
        var ids = lines.flatMap(ContractHistoryLine::customers).collect(Collectors.toSet());
        return ids.isEmpty()
                ? Map.of()
                : db.select(CUSTOMER.ID, CUSTOMER.FULL_NAME)
                        .from(CUSTOMER)
                        .where(CUSTOMER.ID.in(ids))
                        .unionAll(select(CUSTOMER_MERGE.ID, CUSTOMER_MERGE.FULL_NAME)
                                .from(CUSTOMER_MERGE)
                                .where(CUSTOMER_MERGE.ID.in(ids)))
                        .fetchMap(CUSTOMER.ID, CUSTOMER.FULL_NAME);
    }

    private ContractHistoryLine line(ContractHistoryRecord row) {
        return new ContractHistoryLine(
                row.getId(),
                row.getHappenedAt(),
                row.getActorId(),
                row.getActor(),
                row.getEvent(),
                row.getStatusFrom(),
                row.getStatusTo(),
                changes(row.getChanges()),
                row.getNote());
    }

    Count historyCount(long id) {
        return Count.exactly(db.fetchCount(CONTRACT_HISTORY, CONTRACT_HISTORY.CONTRACT_ID.eq(id)));
    }

    /** Every block that the contract ever had, the latest first. */
    List<PastBlock> pastBlocks(long id, int limit) {
        return db.selectFrom(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.CONTRACT_ID.eq(id), CONTRACT_BLOCK.LIFTED_AT.isNotNull())
                .orderBy(CONTRACT_BLOCK.ID.desc())
                .limit(limit)
                .fetch(row -> new PastBlock(
                        row.getReason(), row.getSinceAt(), row.getLiftedAt(), row.getSetBy(), row.getLiftedBy()));
    }

    /** Brings what the contracts are found by up to date: their number, the customer's name and phone, the line's number. */
    void indexForSearch(Collection<Long> ids) {
        var which = dialect.among(CONTRACT.ID, ids);
        db.selectDistinct(CUSTOMER.ID, CUSTOMER.FULL_NAME, CUSTOMER.PHONE)
                .from(CONTRACT)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                .where(which)
                .fetch()
                .forEach(row -> index(row.value1(), customerText(row.value2(), row.value3()), which));
    }

    /** The same of all that a customer has, thousands perhaps. */
    void indexForSearch(long customer) {
        var text = db.select(CUSTOMER.FULL_NAME, CUSTOMER.PHONE)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(customer))
                .fetchSingle(row -> customerText(row.value1(), row.value2()));
        index(customer, text, noCondition());
    }

    /** By one statement, for the customer's part is the same in all. Those that are written so already stay as they are. */
    private void index(long customer, String customerText, Condition which) {
        // a line's number but for its plus
        var line = concat(inline(" "), substring(SIM.MSISDN.coerce(String.class), inline(2)));
        var text = concat(
                inline(" "), CONTRACT.NUMBER.coerce(String.class), val(customerText), coalesce(line, inline("")));
        db.insertInto(CONTRACT_TEXT, CONTRACT_TEXT.CONTRACT_ID, CONTRACT_TEXT.SEARCH_TEXT)
                .select(select(CONTRACT.ID, text)
                        .from(CONTRACT)
                        .leftJoin(SIM)
                        .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                        .where(CONTRACT.CUSTOMER_ID.eq(customer), which)
                        .orderBy(CONTRACT.ID))
                .onConflict(CONTRACT_TEXT.CONTRACT_ID)
                .doUpdate()
                .set(CONTRACT_TEXT.SEARCH_TEXT, excluded(CONTRACT_TEXT.SEARCH_TEXT))
                .where(CONTRACT_TEXT.SEARCH_TEXT.ne(excluded(CONTRACT_TEXT.SEARCH_TEXT)))
                .execute();
    }

    /** One line of words; the space in front makes the first word begin like the others. */
    static String searchText(ContractNumber number, String customer, Phone phone, @Nullable Msisdn line) {
        return " " + number + customerText(customer, phone) + (line == null ? "" : " " + line.digits());
    }

    private static String customerText(String name, Phone phone) {
        return " " + Cut.to(LONGEST_NAME, SearchTerms.key(name)) + " " + phone.digits();
    }

    boolean exists(long id) {
        return db.fetchExists(selectOne().from(CONTRACT).where(CONTRACT.ID.eq(id)));
    }

    /** The contract, which nobody else changes until the transaction ends. */
    Contract lock(long id) {
        return dialect.lock(db.selectFrom(CONTRACT).where(CONTRACT.ID.eq(id)))
                .fetchOptional(this::contract)
                .orElseThrow(() -> new NotFound("contract", id));
    }

    /** Those of the contracts that there are, in the order of their ids. */
    List<Contract> lock(Collection<Long> ids) {
        var rows = dialect.lock(db.selectFrom(CONTRACT)
                        .where(dialect.among(CONTRACT.ID, ids))
                        .orderBy(CONTRACT.ID))
                .fetch();
        var blocks = blocks(rows.stream()
                .filter(row -> row.getStatus() == ContractStatus.SUSPENDED)
                .map(ContractRecord::getId)
                .toList());
        return rows.map(row -> contract(row, blocks.getOrDefault(row.getId(), List.of())));
    }

    /** Locks the contracts of the customers, in the order of their ids. */
    void lockOf(Collection<Long> customers) {
        dialect.lock(db.select(CONTRACT.ID)
                        .from(CONTRACT)
                        .where(CONTRACT.CUSTOMER_ID.in(customers))
                        .orderBy(CONTRACT.ID))
                .fetch();
    }

    /** The contracts of the customers, by id. */
    List<Long> idsOf(Collection<Long> customers) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.in(customers))
                .orderBy(CONTRACT.ID)
                .fetch(CONTRACT.ID);
    }

    /** Contracts in the making are made for the customer who stays. */
    void moveWizards(long from, long to) {
        db.update(CONTRACT_WIZARD)
                .set(CONTRACT_WIZARD.CUSTOMER_ID, to)
                .where(CONTRACT_WIZARD.CUSTOMER_ID.eq(from))
                .execute();
    }

    boolean hasAny(long customer) {
        return db.fetchExists(selectOne().from(CONTRACT).where(CONTRACT.CUSTOMER_ID.eq(customer)));
    }

    boolean hasUnfinished(long customer) {
        return db.fetchExists(selectOne()
                .from(CONTRACT)
                .where(
                        CONTRACT.CUSTOMER_ID.eq(customer),
                        CONTRACT.STATUS.ne(ContractStatus.TERMINATED).or(CONTRACT.BALANCE.ne(Money.ZERO))));
    }

    /** The contracts that are a customer's or once were, or may have been by their name; each found by an index of its own. */
    List<Long> everOf(long customer, String name) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .union(select(CONTRACT_HISTORY.CONTRACT_ID)
                        .from(CONTRACT_HISTORY)
                        .where(CONTRACT_HISTORY.FORMER_CUSTOMER_ID.in(idsEverOf(customer))))
                .union(select(CONTRACT_HISTORY.CONTRACT_ID)
                        .from(CONTRACT_HISTORY)
                        .where(lostBySomebodyCalled(name)))
                .fetch(Record1::value1);
    }

    Optional<String> nameOf(long customer) {
        return db.select(CUSTOMER.FULL_NAME)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(customer))
                .fetchOptional(CUSTOMER.FULL_NAME);
    }

    /** To the letter; LIKE would not on SQLite. */
    private static Condition tells(String text) {
        return position(CONTRACT_HISTORY.CHANGES, text).gt(0);
    }

    /** Lines from the time when these had names, of which it isn't known whose they were. */
    private Condition lostBySomebodyCalled(String name) {
        return CONTRACT_HISTORY
                .FORMER_CUSTOMER_ID
                .eq(UNKNOWN)
                .and(tells("\"customer\":[" + json.writeValueAsString(name)));
    }

    /** The customer's id, and those of all who turned out to be the same. */
    private List<Long> idsEverOf(long customer) {
        var ids = new ArrayList<>(db.select(CUSTOMER_MERGE.ID)
                .from(CUSTOMER_MERGE)
                .where(CUSTOMER_MERGE.MERGED_INTO_ID.eq(customer))
                .fetch(CUSTOMER_MERGE.ID));
        ids.add(customer);
        return ids;
    }

    /**
     * What was written in words of our own about a customer while contracts were theirs; and their name in lines from
     * the time when these had names. A line that may be theirs or that of somebody called the same is taken for theirs.
     */
    void forget(long customer, String formerName, String name) {
        var contracts = everOf(customer, formerName);
        var customers = idsEverOf(customer);
        db.update(CONTRACT_HISTORY)
                .set(CONTRACT_HISTORY.FORMER_CUSTOMER_ID, customer)
                .where(dialect.among(CONTRACT_HISTORY.CONTRACT_ID, contracts), lostBySomebodyCalled(formerName))
                .execute();
        var later = CONTRACT_HISTORY.as("later");
        var wrote = ownerBefore(CONTRACT_HISTORY.CONTRACT_ID, later, later.ID.ge(CONTRACT_HISTORY.ID));
        db.update(CONTRACT_HISTORY)
                .setNull(CONTRACT_HISTORY.NOTE)
                .where(
                        dialect.among(CONTRACT_HISTORY.CONTRACT_ID, contracts),
                        CONTRACT_HISTORY.NOTE.isNotNull(),
                        wrote.in(customers))
                .execute();
        var blocked = ownerBefore(CONTRACT_BLOCK.CONTRACT_ID, later, later.HAPPENED_AT.ge(CONTRACT_BLOCK.SINCE_AT));
        db.update(CONTRACT_BLOCK)
                .setNull(CONTRACT_BLOCK.NOTE)
                .where(
                        dialect.among(CONTRACT_BLOCK.CONTRACT_ID, contracts),
                        CONTRACT_BLOCK.NOTE.isNotNull(),
                        blocked.in(customers))
                .execute();
        var former = json.writeValueAsString(formerName);
        db.update(CONTRACT_HISTORY)
                .set(
                        CONTRACT_HISTORY.CHANGES,
                        replace(CONTRACT_HISTORY.CHANGES, inline(former), inline(json.writeValueAsString(name))))
                .where(dialect.among(CONTRACT_HISTORY.CONTRACT_ID, contracts), tells(former))
                .execute();
    }

    /** Whose the contract was when something happened: whoever lost it in the next line of those that do, or has it. */
    private static Field<Long> ownerBefore(Field<Long> contract, ContractHistory later, Condition isLater) {
        return coalesce(
                field(select(later.FORMER_CUSTOMER_ID)
                        .from(later)
                        .where(later.CONTRACT_ID.eq(contract), later.FORMER_CUSTOMER_ID.isNotNull(), isLater)
                        .orderBy(later.ID)
                        .limit(inline(1))),
                field(select(CONTRACT.CUSTOMER_ID).from(CONTRACT).where(CONTRACT.ID.eq(contract))));
    }

    /** Adds a draft, unless its number is taken: then nothing. */
    Optional<Contract> add(ContractNumber number, ContractTerms terms, Instant now) {
        var row = new ContractRecord();
        row.setNumber(number);
        row.setCustomerId(terms.customerId());
        row.setTariffId(terms.tariffId());
        row.setStatus(ContractStatus.DRAFT);
        row.setBalance(Money.ZERO);
        row.setCreditLimit(Money.ZERO);
        row.setSignedOn(terms.signedOn());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        row.setUpdatedBy(Actor.current().username());
        row.setVersion(1L);
        // not by asking the insert for its row: where it did nothing, SQLite gives that of the insert before
        var added = db.insertInto(CONTRACT)
                                .set(row)
                                .onConflict(CONTRACT.NUMBER)
                                .doNothing()
                                .execute()
                        == 0
                ? Optional.<Contract>empty()
                : find(number);
        added.ifPresent(contract -> count(contract.status(), contract.tariffId(), 1));
        return added;
    }

    /** Writes the contract as it became, its blocks too. */
    Contract update(Contract before, Contract after, Instant now) {
        var pending = after.terms().pendingTariff();
        db.update(CONTRACT)
                .set(CONTRACT.CUSTOMER_ID, after.customerId())
                .set(CONTRACT.TARIFF_ID, after.tariffId())
                .set(CONTRACT.SIGNED_ON, after.terms().signedOn())
                .set(CONTRACT.PENDING_TARIFF_ID, pending == null ? null : pending.tariffId())
                .set(CONTRACT.PENDING_TARIFF_FROM, pending == null ? null : pending.from())
                .set(CONTRACT.CREDIT_LIMIT, after.creditLimit())
                .set(CONTRACT.STATUS, after.status())
                .set(CONTRACT.ACTIVATED_AT, after.state().activatedAt())
                .set(CONTRACT.ANCHOR_ON, after.state().anchorOn())
                .set(CONTRACT.TERMINATED_AT, after.state().terminatedAt())
                .set(CONTRACT.TERMINATION_REASON, after.state().terminationReason())
                .set(CONTRACT.UPDATED_AT, now)
                .set(CONTRACT.UPDATED_BY, Actor.current().username())
                .set(CONTRACT.VERSION, before.version() + 1)
                .where(CONTRACT.ID.eq(before.id()))
                .execute();
        for (var block : after.blocks()) {
            if (before.block(block.reason()).isEmpty()) {
                db.insertInto(CONTRACT_BLOCK).set(blockRow(before.id(), block)).execute();
            }
        }
        for (var block : before.blocks()) {
            if (after.block(block.reason()).isEmpty()) {
                lift(List.of(before.id()), block.reason(), now);
            }
        }
        if (before.status() != after.status() || before.tariffId() != after.tariffId()) {
            count(before.status(), before.tariffId(), -1);
            count(after.status(), after.tariffId(), 1);
        }
        return get(before.id());
    }

    /** Counts a change of what hangs on the contract as one of the contract. */
    Contract touch(Contract contract, Instant now) {
        return update(contract, contract, now);
    }

    /** Removes a draft with its history; what others keep of it has been let go before. */
    void delete(Contract draft) {
        db.deleteFrom(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(draft.id()))
                .execute();
        db.deleteFrom(CONTRACT_TEXT)
                .where(CONTRACT_TEXT.CONTRACT_ID.eq(draft.id()))
                .execute();
        db.deleteFrom(CONTRACT).where(CONTRACT.ID.eq(draft.id())).execute();
        count(draft.status(), draft.tariffId(), -1);
    }

    /**
     * Sets one block of many contracts, none of which has it.
     *
     * @param stopped those of them that it suspends
     */
    void block(List<Contract> contracts, List<Contract> stopped, Block block, Instant now) {
        db.insertInto(
                        CONTRACT_BLOCK,
                        CONTRACT_BLOCK.CONTRACT_ID,
                        CONTRACT_BLOCK.REASON,
                        CONTRACT_BLOCK.SINCE_AT,
                        CONTRACT_BLOCK.UNTIL_ON,
                        CONTRACT_BLOCK.NOTE,
                        CONTRACT_BLOCK.SET_BY_ID,
                        CONTRACT_BLOCK.SET_BY)
                .select(select(
                                CONTRACT.ID,
                                val(block.reason(), CONTRACT_BLOCK.REASON),
                                val(block.since(), CONTRACT_BLOCK.SINCE_AT),
                                val(block.until(), CONTRACT_BLOCK.UNTIL_ON),
                                val(block.note(), CONTRACT_BLOCK.NOTE),
                                val(Actor.current().userId(), CONTRACT_BLOCK.SET_BY_ID),
                                val(block.setBy(), CONTRACT_BLOCK.SET_BY))
                        .from(CONTRACT)
                        .where(dialect.among(CONTRACT.ID, ids(contracts)))
                        .orderBy(CONTRACT.ID))
                .execute();
        move(contracts, stopped, ContractStatus.SUSPENDED, now);
    }

    /**
     * Ends one block of many contracts, all of which have it.
     *
     * @param resumed those of them that have no other
     */
    void unblock(List<Contract> contracts, List<Contract> resumed, BlockReason reason, Instant now) {
        lift(ids(contracts), reason, now);
        move(contracts, resumed, ContractStatus.ACTIVE, now);
    }

    /** Gives the contracts to another customer. */
    void moveTo(long customer, List<Contract> contracts, Instant now) {
        db.update(CONTRACT)
                .set(CONTRACT.CUSTOMER_ID, customer)
                .where(dialect.among(CONTRACT.ID, ids(contracts)))
                .execute();
        stamp(contracts, now);
    }

    /** Every block of the reason that the contract ever had, from the day it was set to the one it ended. */
    List<VoluntaryAllowance.Span> spans(long id, BlockReason reason, ZoneId zone, LocalDate today) {
        return db.select(CONTRACT_BLOCK.SINCE_AT, CONTRACT_BLOCK.LIFTED_AT)
                .from(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.CONTRACT_ID.eq(id), CONTRACT_BLOCK.REASON.eq(reason))
                .fetch(row -> new VoluntaryAllowance.Span(
                        LocalDate.ofInstant(row.value1(), zone),
                        row.value2() == null ? today : LocalDate.ofInstant(row.value2(), zone)));
    }

    /** Contracts with a block that ends on the day or ended before. */
    List<Long> withBlockUntil(LocalDate day) {
        return db.selectDistinct(CONTRACT_BLOCK.CONTRACT_ID)
                .from(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.LIFTED_AT.isNull(), CONTRACT_BLOCK.UNTIL_ON.le(day))
                .orderBy(CONTRACT_BLOCK.CONTRACT_ID)
                .fetch(CONTRACT_BLOCK.CONTRACT_ID);
    }

    /** Drafts that nobody has touched since. */
    List<Long> draftsUntouchedSince(Instant since) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(CONTRACT.STATUS.eq(ContractStatus.DRAFT), CONTRACT.UPDATED_AT.lt(since))
                .orderBy(CONTRACT.ID)
                .fetch(CONTRACT.ID);
    }

    @Nullable
    Instant touchedAt(long id) {
        return db.select(CONTRACT.UPDATED_AT)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(id))
                .fetchOne(CONTRACT.UPDATED_AT);
    }

    /** Until the transaction ends nobody else adds a number under a document, so that their count stays true. */
    void lockNumbersUnder(String documentKey) {
        db.insertInto(CONTRACT_DOCUMENT, CONTRACT_DOCUMENT.DOCUMENT_KEY)
                .values(documentKey)
                .onConflictDoNothing()
                .execute();
        dialect.lock(db.selectFrom(CONTRACT_DOCUMENT).where(CONTRACT_DOCUMENT.DOCUMENT_KEY.eq(documentKey)))
                .fetch();
    }

    /**
     * How many numbers are in use under a document, whoever they were entered as.
     *
     * @param except the contract that is about to be added to them, where it is not one of them already
     */
    int numbersUnder(String documentKey, long except) {
        return numbersUnder.read(found -> found.next() ? found.getInt(1) : 0, documentKey, except);
    }

    /** Writes a line into the history of each. */
    void remember(List<Contract> contracts, ContractHistoryRecord line) {
        db.insertInto(
                        CONTRACT_HISTORY,
                        CONTRACT_HISTORY.CONTRACT_ID,
                        CONTRACT_HISTORY.HAPPENED_AT,
                        CONTRACT_HISTORY.ACTOR_ID,
                        CONTRACT_HISTORY.ACTOR,
                        CONTRACT_HISTORY.EVENT,
                        CONTRACT_HISTORY.STATUS_FROM,
                        CONTRACT_HISTORY.STATUS_TO,
                        CONTRACT_HISTORY.CHANGES,
                        CONTRACT_HISTORY.FORMER_CUSTOMER_ID,
                        CONTRACT_HISTORY.NOTE)
                .select(select(
                                CONTRACT.ID,
                                val(line.getHappenedAt(), CONTRACT_HISTORY.HAPPENED_AT),
                                val(line.getActorId(), CONTRACT_HISTORY.ACTOR_ID),
                                val(line.getActor(), CONTRACT_HISTORY.ACTOR),
                                val(line.getEvent(), CONTRACT_HISTORY.EVENT),
                                val(line.getStatusFrom(), CONTRACT_HISTORY.STATUS_FROM),
                                val(line.getStatusTo(), CONTRACT_HISTORY.STATUS_TO),
                                val(line.getChanges(), CONTRACT_HISTORY.CHANGES),
                                val(line.getFormerCustomerId(), CONTRACT_HISTORY.FORMER_CUSTOMER_ID),
                                val(line.getNote(), CONTRACT_HISTORY.NOTE))
                        .from(CONTRACT)
                        .where(dialect.among(CONTRACT.ID, ids(contracts)))
                        .orderBy(CONTRACT.ID))
                .execute();
    }

    /** A line of histories, of whichever contracts. */
    ContractHistoryRecord line(
            @Nullable ContractStatus from,
            @Nullable ContractStatus to,
            String what,
            Map<String, Change> changes,
            @Nullable String note,
            Instant now) {
        var actor = Actor.current();
        var row = new ContractHistoryRecord();
        row.setHappenedAt(now);
        row.setActorId(actor.userId());
        row.setActor(actor.username());
        row.setEvent(what);
        row.setStatusFrom(from == to ? null : from);
        row.setStatusTo(from == to ? null : to);
        row.setChanges(json.writeValueAsString(pairs(changes)));
        row.setFormerCustomerId(ContractHistoryLine.formerCustomer(changes));
        row.setNote(note);
        return row;
    }

    /** How many contracts there are of each status, from the kept counts. */
    Map<ContractStatus, Long> counts() {
        var counts = new EnumMap<ContractStatus, Long>(ContractStatus.class);
        for (var status : ContractStatus.values()) {
            counts.put(status, 0L);
        }
        db.select(CONTRACT_COUNT.STATUS, sum(CONTRACT_COUNT.AMOUNT).cast(Long.class))
                .from(CONTRACT_COUNT)
                .groupBy(CONTRACT_COUNT.STATUS)
                .forEach(counted -> counts.put(counted.value1(), counted.value2()));
        return counts;
    }

    /** Writes that contracts changed, and what some of them became. */
    private void move(List<Contract> contracts, List<Contract> moved, ContractStatus to, Instant now) {
        stamp(
                contracts.stream()
                        .filter(Predicate.not(Set.copyOf(moved)::contains))
                        .toList(),
                now);
        if (moved.isEmpty()) {
            return;
        }
        stamped(now)
                .set(CONTRACT.STATUS, to)
                .where(dialect.among(CONTRACT.ID, ids(moved)))
                .execute();
        var tariffs = new LinkedHashMap<Long, Long>();
        moved.forEach(contract -> tariffs.merge(contract.tariffId(), 1L, Long::sum));
        var from = val(moved.getFirst().status(), CONTRACT_COUNT.STATUS);
        var counts = new ArrayList<Row3<ContractStatus, Long, Long>>();
        tariffs.forEach((tariff, many) -> {
            counts.add(row(from, val(tariff), val(-many)));
            counts.add(row(val(to, CONTRACT_COUNT.STATUS), val(tariff), val(many)));
        });
        db.insertInto(CONTRACT_COUNT, CONTRACT_COUNT.STATUS, CONTRACT_COUNT.TARIFF_ID, CONTRACT_COUNT.AMOUNT)
                .valuesOfRows(counts)
                .execute();
    }

    private void stamp(List<Contract> contracts, Instant now) {
        if (!contracts.isEmpty()) {
            stamped(now).where(dialect.among(CONTRACT.ID, ids(contracts))).execute();
        }
    }

    private UpdateSetMoreStep<ContractRecord> stamped(Instant now) {
        return db.update(CONTRACT)
                .set(CONTRACT.UPDATED_AT, now)
                .set(CONTRACT.UPDATED_BY, Actor.current().username())
                .set(CONTRACT.VERSION, CONTRACT.VERSION.plus(1));
    }

    private void lift(List<Long> ids, BlockReason reason, Instant now) {
        var actor = Actor.current();
        db.update(CONTRACT_BLOCK)
                .set(CONTRACT_BLOCK.LIFTED_AT, now)
                .set(CONTRACT_BLOCK.LIFTED_BY, actor.username())
                .set(CONTRACT_BLOCK.LIFTED_BY_ID, actor.userId())
                .where(
                        dialect.among(CONTRACT_BLOCK.CONTRACT_ID, ids),
                        CONTRACT_BLOCK.REASON.eq(reason),
                        CONTRACT_BLOCK.LIFTED_AT.isNull())
                .execute();
    }

    void count(ContractStatus status, long tariff, long more) {
        db.insertInto(CONTRACT_COUNT, CONTRACT_COUNT.STATUS, CONTRACT_COUNT.TARIFF_ID, CONTRACT_COUNT.AMOUNT)
                .values(status, tariff, more)
                .execute();
    }

    private static List<Long> ids(List<Contract> contracts) {
        return contracts.stream().map(Contract::id).toList();
    }

    private static ContractBlockRecord blockRow(long contract, Block block) {
        var row = new ContractBlockRecord();
        row.setContractId(contract);
        row.setReason(block.reason());
        row.setSinceAt(block.since());
        row.setUntilOn(block.until());
        row.setNote(block.note());
        row.setSetById(Actor.current().userId());
        row.setSetBy(block.setBy());
        return row;
    }

    private static Map<String, List<@Nullable Object>> pairs(Map<String, Change> changes) {
        var pairs = new LinkedHashMap<String, List<@Nullable Object>>();
        changes.forEach((field, change) -> {
            var pair = new ArrayList<@Nullable Object>(2);
            pair.add(change.before());
            pair.add(change.after());
            pairs.put(field, pair);
        });
        return pairs;
    }

    private Map<String, Change> changes(String stored) {
        var changes = new LinkedHashMap<String, Change>();
        for (var field : json.readTree(stored).properties()) {
            changes.put(
                    field.getKey(),
                    new Change(
                            plain(field.getValue().get(0)),
                            plain(field.getValue().get(1))));
        }
        return changes;
    }

    private static @Nullable Object plain(JsonNode value) {
        return value.isNull() ? null : value.isNumber() ? (Object) value.longValue() : value.asString();
    }

    private static ContractTerms terms(
            long customer, long tariff, LocalDate signedOn, @Nullable Long pending, @Nullable LocalDate from) {
        return new ContractTerms(
                customer, tariff, signedOn, pending == null || from == null ? null : new PendingTariff(pending, from));
    }

    private Contract contract(ContractRecord row) {
        var blocks = row.getStatus() == ContractStatus.SUSPENDED
                ? blocks(List.of(row.getId())).getOrDefault(row.getId(), List.of())
                : List.<Block>of();
        return contract(row, blocks);
    }

    /** The active blocks of each contract, the oldest first. */
    Map<Long, List<Block>> blocks(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return db.selectFrom(CONTRACT_BLOCK)
                .where(dialect.among(CONTRACT_BLOCK.CONTRACT_ID, ids), CONTRACT_BLOCK.LIFTED_AT.isNull())
                .orderBy(CONTRACT_BLOCK.ID)
                .fetchGroups(
                        CONTRACT_BLOCK.CONTRACT_ID,
                        row -> new Block(
                                row.getReason(), row.getSinceAt(), row.getUntilOn(), row.getNote(), row.getSetBy()));
    }

    private static Contract contract(ContractRecord row, List<Block> blocks) {
        return new Contract(
                row.getId(),
                row.getNumber(),
                terms(
                        row.getCustomerId(),
                        row.getTariffId(),
                        row.getSignedOn(),
                        row.getPendingTariffId(),
                        row.getPendingTariffFrom()),
                new ContractState(
                        row.getStatus(),
                        row.getActivatedAt(),
                        row.getAnchorOn(),
                        row.getTerminatedAt(),
                        row.getTerminationReason(),
                        blocks),
                row.getBalance(),
                row.getCreditLimit(),
                row.getVersion());
    }
}
