package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_COUNT;
import static io.telecomcrmdb.Tables.CUSTOMER_MERGE;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Gathered;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.database.NameSearch;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Merged;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.JsonPage;
import io.telecomcrm.web.JsonRows;
import io.telecomcrmdb.tables.records.CustomerRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

@Repository
class CustomerRepository {

    /** What programs may order by. */
    static final Orders ORDERS = new Orders(
            CUSTOMER.ID,
            Map.of(
                    "full_name", CUSTOMER.NAME_KEY,
                    "status", CUSTOMER.STATUS,
                    "created_at", CUSTOMER.CREATED_AT,
                    "updated_at", CUSTOMER.UPDATED_AT,
                    "birth_date", CUSTOMER.BIRTH_DATE));

    /** What people may, by the columns of the page. */
    static final Orders SHOWN_ORDERS = new Orders(
            CUSTOMER.ID, Map.of("name", CUSTOMER.NAME_KEY, "status", CUSTOMER.STATUS, "created", CUSTOMER.CREATED_AT));

    private static final int LOOKALIKES = 20;
    private static final int CONTRACTS = 100;
    private static final int CHUNK = 2_000;
    private static final int MANY = 10_000;

    // a letter may become several, as ß does
    private static final int LONGEST_ADDRESS_KEY = 600;

    private static final SelectField<CustomerLine> LINE = row(
                    CUSTOMER.ID,
                    CUSTOMER.KIND,
                    CUSTOMER.FULL_NAME,
                    CUSTOMER.PHONE,
                    CUSTOMER.EMAIL,
                    CUSTOMER.INN,
                    CUSTOMER.STATUS,
                    CUSTOMER.CREATED_AT)
            .mapping(CustomerLine::new);

    private final DSLContext db;
    private final Dialect dialect;
    private final Rows<CustomerLine> lines;
    private final SelectField<?> columns;

    /** Written once: to write thirty columns anew for each card would cost a fifth of the request. */
    private final Prepared card;

    private final Prepared one;

    CustomerRepository(DSLContext db) {
        this.db = db;
        this.lines = new Rows<>(db, CUSTOMER, CUSTOMER.ID, LINE);
        this.columns = Rows.columns(db, CustomerJson.FIELDS);
        this.dialect = Dialect.of(db);
        this.one = new Prepared(db, db.selectFrom(CUSTOMER).where(CUSTOMER.ID.eq(0L)));
        this.card = new Prepared(
                db,
                db.select(CustomerJson.FIELDS)
                        .select(CustomerJson.CONTRACT_FIELDS)
                        .from(CUSTOMER)
                        .leftJoin(CONTRACT)
                        .on(CONTRACT.CUSTOMER_ID.eq(CUSTOMER.ID))
                        .leftJoin(TARIFF)
                        .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                        .leftJoin(SIM)
                        .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                        .where(CUSTOMER.ID.eq(0L))
                        .orderBy(CONTRACT.ID.desc())
                        .limit(inline(CONTRACTS)));
    }

    Customer get(long id) {
        return find(id).orElseThrow(() -> gone(id));
    }

    Optional<Customer> find(long id) {
        return one.fetchOptional(row -> customer(row.into(CUSTOMER)), id);
    }

    /** Who wrote the customer last; null for rows that came from elsewhere. */
    @Nullable
    String changedBy(long id) {
        return db.select(CUSTOMER.UPDATED_BY)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(id))
                .fetchOne(CUSTOMER.UPDATED_BY);
    }

    /** The customer, whom nobody else changes until the transaction ends. */
    Customer lock(long id) {
        return dialect.lock(db.selectFrom(CUSTOMER).where(CUSTOMER.ID.eq(id)))
                .fetchOptional(CustomerRepository::customer)
                .orElseThrow(() -> gone(id));
    }

    Optional<Customer> successor(long id) {
        return db.select(CUSTOMER.fields())
                .from(CUSTOMER)
                .join(CUSTOMER_MERGE)
                .on(CUSTOMER_MERGE.MERGED_INTO_ID.eq(CUSTOMER.ID))
                .where(CUSTOMER_MERGE.ID.eq(id))
                .fetchOptional(row -> customer(row.into(CUSTOMER)));
    }

    /** What to say of a customer who isn't there: they may have turned out to be another one. */
    private RuntimeException gone(long id) {
        return db.select(CUSTOMER_MERGE.MERGED_INTO_ID)
                .from(CUSTOMER_MERGE)
                .where(CUSTOMER_MERGE.ID.eq(id))
                .fetchOptional(CUSTOMER_MERGE.MERGED_INTO_ID)
                .<RuntimeException>map(into -> new Merged("customer", id, into))
                .orElseGet(() -> new NotFound("customer", id));
    }

    /** Adds the customer, unless one with the same document or company key is there: then nothing. */
    Optional<Customer> add(CustomerDetails details, boolean asCopy, Instant now) {
        var row = newRow(details, now);
        row.setDocumentCopy(asCopy ? nextDocumentCopy(row.getDocumentKey()) : 0);
        row.setCompanyCopy(asCopy ? nextCompanyCopy(row.getCompanyKey()) : 0);
        var added = db.insertInto(CUSTOMER)
                .set(row)
                .onConflictDoNothing()
                .returning()
                .fetchOptional(CustomerRepository::customer);
        added.ifPresent(customer -> count(customer.status(), 1));
        return added;
    }

    /** Puts what stays of the details over what was, for good; also in the names of those who turned out to be this one. */
    Customer anonymise(Customer before, CustomerDetails rest, Instant now) {
        var row = new CustomerRecord();
        fill(row, rest, now);
        row.setAnonymisedAt(now);
        row.setVersion(before.version() + 1);
        db.update(CUSTOMER).set(row).where(CUSTOMER.ID.eq(before.id())).execute();
        db.update(CUSTOMER_MERGE)
                .set(CUSTOMER_MERGE.FULL_NAME, rest.fullName())
                .where(CUSTOMER_MERGE.MERGED_INTO_ID.eq(before.id()))
                .execute();
        return get(before.id());
    }

    /** When the last of the customer's contracts ended; null while there was none. */
    @Nullable
    Instant lastServedAt(long id) {
        return db.select(max(CONTRACT.TERMINATED_AT))
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.eq(id))
                .fetchSingle()
                .value1();
    }

    /** Writes the details; empty where another customer has the same document or company key. */
    Optional<Customer> update(Customer before, CustomerDetails details, boolean asCopy, Instant now) {
        var row = new CustomerRecord();
        fill(row, details, now);
        row.setVersion(before.version() + 1);
        var was = before.details().likeness();
        if (!Objects.equals(was.documentKey(), row.getDocumentKey())) {
            row.setDocumentCopy(asCopy ? nextDocumentCopy(row.getDocumentKey()) : 0);
        }
        if (!Objects.equals(was.companyKey(), row.getCompanyKey())) {
            row.setCompanyCopy(asCopy ? nextCompanyCopy(row.getCompanyKey()) : 0);
        }
        try {
            db.transaction(_ -> db.update(CUSTOMER)
                    .set(row)
                    .where(CUSTOMER.ID.eq(before.id()))
                    .execute());
            return find(before.id());
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    void delete(Customer customer) {
        db.deleteFrom(CUSTOMER_MERGE)
                .where(CUSTOMER_MERGE.MERGED_INTO_ID.eq(customer.id()))
                .execute();
        remove(customer);
    }

    /** Notes that the one customer is the other, as are all who were the one. */
    void noteMerge(Customer other, long survivor, Instant now) {
        db.update(CUSTOMER_MERGE)
                .set(CUSTOMER_MERGE.MERGED_INTO_ID, survivor)
                .where(CUSTOMER_MERGE.MERGED_INTO_ID.eq(other.id()))
                .execute();
        db.insertInto(CUSTOMER_MERGE)
                .set(CUSTOMER_MERGE.ID, other.id())
                .set(CUSTOMER_MERGE.MERGED_INTO_ID, survivor)
                .set(CUSTOMER_MERGE.FULL_NAME, other.fullName())
                .set(CUSTOMER_MERGE.MERGED_AT, now)
                .set(CUSTOMER_MERGE.MERGED_BY, Actor.current().username())
                .execute();
    }

    /**
     * Puts the details that were chosen of two customers into the one that stays. The other, soon gone, gives up the
     * copy numbers of their document and company.
     */
    void merge(Customer survivor, Customer other, CustomerDetails details, Instant now) {
        var marks = other.details().likeness();
        db.update(CUSTOMER)
                .set(CUSTOMER.DOCUMENT_COPY, nextDocumentCopy(marks.documentKey()))
                .set(CUSTOMER.COMPANY_COPY, nextCompanyCopy(marks.companyKey()))
                .where(CUSTOMER.ID.eq(other.id()))
                .execute();
        var row = new CustomerRecord();
        fill(row, details, now);
        row.setVersion(survivor.version() + 1);
        var both = List.of(survivor.id(), other.id());
        row.setDocumentCopy(free(db.select(CUSTOMER.DOCUMENT_COPY)
                .from(CUSTOMER)
                .where(CUSTOMER.DOCUMENT_KEY.eq(row.getDocumentKey()), CUSTOMER.ID.notIn(both))
                .fetchSet(CUSTOMER.DOCUMENT_COPY)));
        row.setCompanyCopy(free(db.select(CUSTOMER.COMPANY_COPY)
                .from(CUSTOMER)
                .where(CUSTOMER.COMPANY_KEY.eq(row.getCompanyKey()), CUSTOMER.ID.notIn(both))
                .fetchSet(CUSTOMER.COMPANY_COPY)));
        db.update(CUSTOMER).set(row).where(CUSTOMER.ID.eq(survivor.id())).execute();
    }

    void remove(Customer customer) {
        db.deleteFrom(CUSTOMER).where(CUSTOMER.ID.eq(customer.id())).execute();
        count(customer.status(), -1);
    }

    /** Customers who have at least one of the marks, those equal by law first. */
    List<Lookalike> lookalikes(Likeness marks, @Nullable Long except) {
        if (marks.isEmpty()) {
            return List.of();
        }
        return db.select(
                        CUSTOMER.ID,
                        CUSTOMER.FULL_NAME,
                        CUSTOMER.DOCUMENT_KEY,
                        CUSTOMER.COMPANY_KEY,
                        CUSTOMER.PHONE.coerce(String.class),
                        CUSTOMER.EMAIL_KEY,
                        CUSTOMER.NAME_KEY,
                        CUSTOMER.BIRTH_DATE)
                .from(CUSTOMER)
                .where(isLike(marks), except == null ? noCondition() : CUSTOMER.ID.ne(except))
                .orderBy(when(isLike(marks.strong()), inline(0)).otherwise(inline(1)), CUSTOMER.ID)
                .limit(LOOKALIKES)
                .fetch(found -> {
                    var other = new Likeness(
                            found.value3(),
                            found.value4(),
                            found.value5(),
                            found.value6(),
                            found.value7(),
                            found.value8());
                    return new Lookalike(found.value1(), found.value2(), marks.sharedWith(other));
                });
    }

    /** A page of the list for people; the place comes from the slice before or after it, null for the first. */
    Slice<CustomerLine> slice(CustomerFilter filter, String order, @Nullable String place, int size) {
        filter.checkRights();
        var named = named(filter);
        var count = count(filter, named);
        if (named.isPresent() && order.equals(CustomerListPage.USUAL_SORT)) {
            // who was entered last has the last id, and the words have the ids at hand
            return lines.slice(named.get(), place, size, count);
        }
        var condition = named.filter(_ -> count.exact())
                .map(found -> CUSTOMER.ID.in(found.ids()))
                .orElseGet(() -> matches(filter));
        return lines.slice(condition, SHOWN_ORDERS.of(order), place, size, count);
    }

    /** A page of the list for programs, found by its number; a deep one costs the index before it, not the rows. */
    JsonPage list(CustomerFilter filter, List<String> ordering, int size, long offset) {
        filter.checkRights();
        if (ordering.stream().anyMatch(code -> code.endsWith("birth_date"))) {
            Actor.current().demand(Customers.PERSONAL_DATA);
        }
        var condition = matches(filter);
        var first = ORDERS.of(ordering.isEmpty() ? "" : ordering.getFirst());
        if (filter.search() == null || !first.column().equals(CUSTOMER.ID)) {
            return read(query(filter, condition, ordering, size, offset, counting(filter, condition)), size, filter);
        }
        var found = named(filter)
                .map(named -> named.gather(first.descending(), size, offset))
                .or(() -> lines.gather(matches(filter, search(true)), first.descending(), size, offset));
        return found.map(gathered -> read(gathered, ordering))
                .orElseGet(() ->
                        read(query(filter, condition, ordering, size, offset, inline(Count.BOUND + 1L)), size, filter));
    }

    private JsonPage read(Gathered gathered, List<String> ordering) {
        var page = gathered.page();
        if (page.isEmpty()) {
            return new JsonPage(JsonRows.none(), gathered.count());
        }
        var json = new CustomerJson(!Actor.current().may(Customers.PERSONAL_DATA));
        var found = db.select(columns)
                .from(CUSTOMER)
                .where(dialect.among(CUSTOMER.ID, page.ids()))
                .orderBy(ORDERS.of(ordering));
        return new JsonPage(JsonRows.read(found, page, json.out, json::line), gathered.count());
    }

    private static JsonPage read(ResultQuery<?> query, int size, CustomerFilter filter) {
        var json = new CustomerJson(!Actor.current().may(Customers.PERSONAL_DATA));
        var rows = JsonRows.read(query, size, json.out, json::line, CustomerJson.NEXT_COLUMN);
        return new JsonPage(rows, count(filter, rows.counted()));
    }

    /** One customer for programs, with the newest of their contracts: one question to the database. */
    CustomerCard card(long id, boolean masked) {
        return card.read(
                rows -> {
                    if (!rows.next()) {
                        throw gone(id);
                    }
                    var json = new CustomerJson(masked);
                    var version = rows.getLong(CustomerJson.VERSION_COLUMN);
                    json.card(rows);
                    return new CustomerCard(json.out.toBytes(), version);
                },
                id);
    }

    Count count(CustomerFilter filter) {
        return count(filter, named(filter));
    }

    private Count count(CustomerFilter filter, Optional<NameSearch.Named> named) {
        return named.map(NameSearch.Named::count).orElseGet(() -> {
            var found =
                    db.select(counting(filter, matches(filter))).fetchSingle().value1();
            return count(filter, found == null ? 0 : found);
        });
    }

    private static Count count(CustomerFilter filter, long found) {
        return filter.isByStatusOnly() ? Count.exactly(found) : Count.bounded(found);
    }

    /** Those entered last. */
    List<CustomerLine> newest(int most) {
        return db.select(LINE)
                .from(CUSTOMER)
                .orderBy(CUSTOMER.ID.desc())
                .limit(most)
                .fetch(Record1::value1);
    }

    /** The first customers found that a text describes, in no particular order: stops as soon as there are enough. */
    List<CustomerLine> find(String text, int most) {
        return db.select(LINE)
                .from(CUSTOMER)
                .where(search(false).matches(text))
                .limit(most)
                .fetch(Record1::value1);
    }

    /**
     * Adds many at once. Where that are very many, the indexes are made anew afterwards, which takes a fraction of the
     * time of keeping them up to date; the transaction brings them back if anything fails.
     */
    void load(DemoCustomers demo, long count, LongConsumer progress) {
        var indexes = count < MANY ? List.<String>of() : dialect.dropIndexes(db, CUSTOMER.getName());
        var columns = Arrays.stream(CUSTOMER.fields())
                .filter(column -> !column.equals(CUSTOMER.ID))
                .toList();
        var insert = db.insertInto(CUSTOMER, columns).values(new @Nullable Object[columns.size()]);
        for (var first = 0L; first < count; first += CHUNK) {
            var rows = db.batch(insert);
            for (var index = first; index < Math.min(count, first + CHUNK); index++) {
                var row = newRow(demo.get(index), demo.createdAt(index));
                rows = rows.bind(columns.stream().map(row::get).toArray());
            }
            rows.execute();
            progress.accept(Math.min(count, first + CHUNK));
        }
        count(CustomerStatus.NEW, count);
        if (!indexes.isEmpty()) {
            indexes.forEach(db::execute);
            db.execute("analyze " + CUSTOMER.getName());
        }
    }

    /** How many customers there are of each status, from the kept counts. */
    Map<CustomerStatus, Long> counts() {
        var counts = new EnumMap<CustomerStatus, Long>(CustomerStatus.class);
        for (var status : CustomerStatus.values()) {
            counts.put(status, 0L);
        }
        db.select(CUSTOMER_COUNT.STATUS, sum(CUSTOMER_COUNT.AMOUNT).cast(Long.class))
                .from(CUSTOMER_COUNT)
                .groupBy(CUSTOMER_COUNT.STATUS)
                .forEach(counted -> counts.put(counted.value1(), counted.value2()));
        return counts;
    }

    Condition matches(CustomerFilter filter) {
        return matches(filter, search(false));
    }

    private static Condition matches(CustomerFilter filter, CustomerSearch search) {
        var condition = noCondition();
        if (filter.kind() != null) {
            condition = condition.and(CUSTOMER.KIND.eq(filter.kind()));
        }
        if (filter.statuses() != null) {
            condition = condition.and(CUSTOMER.STATUS.in(spelledOut(filter.statuses())));
        }
        if (filter.hasContracts() != null) {
            condition = condition.and(CUSTOMER.STATUS.in(spelledOut(having(filter.hasContracts()))));
        }
        if (filter.createdFrom() != null) {
            condition = condition.and(CUSTOMER.CREATED_AT.ge(filter.createdFrom()));
        }
        if (filter.createdTo() != null) {
            condition = condition.and(CUSTOMER.CREATED_AT.lt(filter.createdTo()));
        }
        if (filter.updatedFrom() != null) {
            condition = condition.and(CUSTOMER.UPDATED_AT.ge(filter.updatedFrom()));
        }
        if (filter.updatedTo() != null) {
            condition = condition.and(CUSTOMER.UPDATED_AT.lt(filter.updatedTo()));
        }
        if (filter.phone() != null) {
            condition = condition.and(CUSTOMER.PHONE.eq(filter.phone()));
        }
        if (filter.email() != null) {
            condition = condition.and(CUSTOMER.EMAIL_KEY.eq(filter.email().key()));
        }
        if (filter.inn() != null) {
            condition = condition.and(CUSTOMER.INN.eq(filter.inn()));
        }
        if (filter.document() != null) {
            condition = condition.and(search.document(filter.document()));
        }
        if (filter.birthFrom() != null) {
            condition = condition.and(CUSTOMER.BIRTH_DATE.ge(filter.birthFrom()));
        }
        if (filter.birthTo() != null) {
            condition = condition.and(CUSTOMER.BIRTH_DATE.le(filter.birthTo()));
        }
        if (filter.address() != null) {
            condition = condition.and(search.address(filter.address()));
        }
        return filter.search() == null ? condition : condition.and(search.matches(filter.search()));
    }

    /** Not as parameters, so that a list by status has a plan that is made for it, and only once. */
    private static List<? extends Field<CustomerStatus>> spelledOut(Collection<CustomerStatus> statuses) {
        return statuses.stream().map(status -> inline(status, CUSTOMER.STATUS)).toList();
    }

    /** The statuses of customers with contracts or without, as the contracts keep them. */
    static Set<CustomerStatus> having(boolean contracts) {
        var without = EnumSet.of(CustomerStatus.NEW);
        return contracts ? EnumSet.complementOf(without) : without;
    }

    private Optional<NameSearch.Named> named(CustomerFilter filter) {
        return filter.isBySearchOnly()
                ? search(true).named(db, Objects.requireNonNull(filter.search()))
                : Optional.empty();
    }

    private CustomerSearch search(boolean gathering) {
        return new CustomerSearch(dialect, Actor.current().may(Customers.PERSONAL_DATA), gathering);
    }

    private ResultQuery<?> query(
            CustomerFilter filter,
            Condition condition,
            List<String> ordering,
            int size,
            long offset,
            Field<Long> counting) {
        return offset == 0
                ? db.select(columns)
                        .select(counting)
                        .from(CUSTOMER)
                        .where(condition)
                        .orderBy(ORDERS.of(ordering))
                        .limit(Rows.limit(size + 1, filter.isByStatusOnly()))
                : deep(condition, ordering, size, offset, counting);
    }

    private ResultQuery<?> deep(
            Condition condition, List<String> ordering, int size, long offset, Field<Long> counting) {
        var page = select(CUSTOMER.ID)
                .from(CUSTOMER)
                .where(condition)
                .orderBy(ORDERS.of(ordering))
                .limit(size + 1)
                .offset(offset)
                .asTable("page");
        return db.select(columns)
                .select(counting)
                .from(page)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(page.field(CUSTOMER.ID)))
                .orderBy(ORDERS.of(ordering));
    }

    private Field<Long> counting(CustomerFilter filter, Condition condition) {
        if (!filter.isByStatusOnly()) {
            return Count.upToBound(CUSTOMER, condition);
        }
        var kept = noCondition();
        if (filter.statuses() != null) {
            kept = kept.and(CUSTOMER_COUNT.STATUS.in(filter.statuses()));
        }
        if (filter.hasContracts() != null) {
            kept = kept.and(CUSTOMER_COUNT.STATUS.in(having(filter.hasContracts())));
        }
        return KeptCounts.sumOf(CUSTOMER_COUNT.AMOUNT, CUSTOMER_COUNT, kept);
    }

    void count(CustomerStatus status, long more) {
        db.insertInto(CUSTOMER_COUNT, CUSTOMER_COUNT.STATUS, CUSTOMER_COUNT.AMOUNT)
                .values(status, more)
                .execute();
    }

    /** The first number is given again when whoever had it is gone. */
    private static int free(Set<Integer> taken) {
        return taken.contains(0) ? Collections.max(taken) + 1 : 0;
    }

    private int nextDocumentCopy(@Nullable String key) {
        var last = db.select(max(CUSTOMER.DOCUMENT_COPY)).from(CUSTOMER).where(CUSTOMER.DOCUMENT_KEY.eq(key));
        return next(key, last.fetchOne(0, Integer.class));
    }

    private int nextCompanyCopy(@Nullable String key) {
        var last = db.select(max(CUSTOMER.COMPANY_COPY)).from(CUSTOMER).where(CUSTOMER.COMPANY_KEY.eq(key));
        return next(key, last.fetchOne(0, Integer.class));
    }

    private static int next(@Nullable String key, @Nullable Integer last) {
        return key == null || last == null ? 0 : last + 1;
    }

    private static Condition isLike(Likeness marks) {
        Condition alike = falseCondition();
        if (marks.documentKey() != null) {
            alike = alike.or(CUSTOMER.DOCUMENT_KEY.eq(marks.documentKey()));
        }
        if (marks.companyKey() != null) {
            alike = alike.or(CUSTOMER.COMPANY_KEY.eq(marks.companyKey()));
        }
        if (marks.phone() != null) {
            alike = alike.or(CUSTOMER.PHONE.coerce(String.class).eq(marks.phone()));
        }
        if (marks.emailKey() != null) {
            alike = alike.or(CUSTOMER.EMAIL_KEY.eq(marks.emailKey()));
        }
        if (marks.nameKey() != null && marks.birthDate() != null) {
            alike = alike.or(CUSTOMER.NAME_KEY.eq(marks.nameKey()).and(CUSTOMER.BIRTH_DATE.eq(marks.birthDate())));
        }
        return alike;
    }

    private static CustomerRecord newRow(CustomerDetails details, Instant now) {
        var row = new CustomerRecord();
        row.setStatus(CustomerStatus.NEW);
        row.setCreatedAt(now);
        row.setVersion(1L);
        fill(row, details, now);
        row.setDocumentCopy(0);
        row.setCompanyCopy(0);
        return row;
    }

    private static void fill(CustomerRecord row, CustomerDetails details, Instant now) {
        var likeness = details.likeness();
        row.setKind(details.kind());
        row.setLastName(details.lastName());
        row.setFirstName(details.firstName());
        row.setMiddleName(details.middleName());
        row.setBirthDate(details.birthDate());
        row.setDocumentType(details.documentType());
        row.setDocumentCountry(details.documentCountry());
        row.setPassportSeries(details.passportSeries());
        row.setPassportNumber(details.passportNumber());
        row.setPassportIssuedBy(details.passportIssuedBy());
        row.setPassportIssuedOn(details.passportIssuedOn());
        row.setInn(details.inn());
        row.setKpp(details.kpp());
        row.setOgrn(details.ogrn());
        row.setCompanyName(details.companyName());
        row.setContactPerson(details.contactPerson());
        row.setRepresentative(details.representative());
        row.setCitizenship(details.citizenship());
        row.setAddress(details.address());
        row.setPhone(details.phone());
        row.setEmail(details.email());
        row.setLanguage(details.language());
        row.setCodeWord(details.codeWord());
        row.setConsentOn(details.consentOn());
        row.setNote(details.note());
        row.setFullName(details.fullName());
        row.setUpdatedAt(now);
        row.setUpdatedBy(Actor.current().username());
        row.setNameKey(details.nameKey());
        row.setEmailKey(likeness.emailKey());
        row.setDocumentKey(likeness.documentKey());
        row.setCompanyKey(likeness.companyKey());
        row.setSearchText(details.searchText());
        row.setAddressKey(details.addressKey() == null ? null : Cut.to(LONGEST_ADDRESS_KEY, details.addressKey()));
    }

    private static Customer customer(CustomerRecord row) {
        var details = new CustomerDetails(
                row.getKind(),
                row.getLastName(),
                row.getFirstName(),
                row.getMiddleName(),
                row.getBirthDate(),
                row.getDocumentType(),
                row.getDocumentCountry(),
                row.getPassportSeries(),
                row.getPassportNumber(),
                row.getPassportIssuedBy(),
                row.getPassportIssuedOn(),
                row.getInn(),
                row.getKpp(),
                row.getOgrn(),
                row.getCompanyName(),
                row.getContactPerson(),
                row.getRepresentative(),
                row.getCitizenship(),
                row.getAddress(),
                row.getPhone(),
                row.getEmail(),
                row.getLanguage(),
                row.getCodeWord(),
                row.getConsentOn(),
                row.getNote());
        return new Customer(
                row.getId(),
                details,
                row.getFullName(),
                row.getStatus(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                row.getAnonymisedAt(),
                row.getVersion());
    }
}
