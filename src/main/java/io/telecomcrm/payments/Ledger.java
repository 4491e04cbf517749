package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Additions;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrmdb.tables.records.ContractRecord;
import io.telecomcrmdb.tables.records.PaymentRecord;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.SelectField;
import org.jooq.UpdateConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * How lines get into the ledger. Whatever changes a line changes the contract's balance, the kept count and the sums of
 * the day with it, all while the contract is locked; nothing else writes any of them.
 */
@Repository
class Ledger {

    private static final int LONGEST_KEY = 110;

    static final SelectField<Payment> LINE = row(
                    row(PAYMENT.ID, PAYMENT.CONTRACT_ID, PAYMENT.KIND, PAYMENT.AMOUNT, PAYMENT.STATUS, PAYMENT.METHOD),
                    row(PAYMENT.PAID_AT, PAYMENT.PROVIDER, PAYMENT.TRANSACTION_ID, PAYMENT.DESCRIPTION, PAYMENT.REASON),
                    row(
                            PAYMENT.REVERSES_ID,
                            PAYMENT.PERIOD_NUMBER,
                            PAYMENT.PERIOD_START,
                            PAYMENT.PERIOD_END,
                            PAYMENT.RUN_ID),
                    row(PAYMENT.CREATED_AT, PAYMENT.CREATED_BY_ID, PAYMENT.CREATED_BY))
            .mapping((what, how, of, by) -> new Payment(
                    what.value1(),
                    what.value2(),
                    what.value3(),
                    what.value4(),
                    what.value5(),
                    what.value6(),
                    how.value1(),
                    how.value2(),
                    how.value3(),
                    how.value4(),
                    how.value5(),
                    of.value1(),
                    of.value2() == null ? null : new Payment.Period(of.value2(), of.value3(), of.value4()),
                    of.value5(),
                    by.value1(),
                    by.value2(),
                    by.value3()));

    private final DSLContext db;
    private final ZoneId zone;
    private final Prepared account;
    private final Prepared lock;
    private final Prepared add;
    private final Prepared post;
    private final Prepared postNamed;
    private final Additions counts;
    private final Prepared moveBalance;
    private final Additions daySums;
    private final Prepared anyLine;
    private final Prepared settlement;

    Ledger(DSLContext db, CrmSettings settings) {
        this.db = db;
        this.zone = settings.zone();
        this.account = new Prepared(db, accountOf(db));
        this.lock = new Prepared(db, Dialect.of(db).lock(accountOf(db)));
        this.add = Prepared.insertNew(db, PAYMENT).returning(PAYMENT.ID);
        this.post = new Prepared(db, posting(db, false));
        this.postNamed = new Prepared(db, posting(db, true));
        this.counts = Additions.to(db, PAYMENT_COUNT);
        this.daySums = Additions.to(db, PAYMENT_DAY);
        this.moveBalance = new Prepared(db, moveBalance(db));
        this.anyLine = new Prepared(
                db,
                db.selectOne().from(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(0L)).limit(inline(1)));
        this.settlement = new Prepared(
                db,
                db.select(
                                sum(PAYMENT.AMOUNT.coerce(Long.class))
                                        .filterWhere(PAYMENT.STATUS.in(
                                                is(PaymentStatus.SUCCEEDED), is(PaymentStatus.REFUNDED))),
                                DSL.count().filterWhere(PAYMENT.STATUS.eq(is(PaymentStatus.PENDING))))
                        .from(PAYMENT)
                        .where(PAYMENT.CONTRACT_ID.eq(0L)));
    }

    private static SelectConditionStep<?> accountOf(DSLContext db) {
        return db.select(CONTRACT.ID, CONTRACT.NUMBER, CONTRACT.STATUS, CONTRACT.BALANCE)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(0L));
    }

    /**
     * Moves the balance, which locks the contract, and adds the line, in one question; SQLite knows no such.
     *
     * @param named whether a line with its transaction id or its key may be there: then it isn't added, though the balance
     *     has moved. To look for one is dear, so it isn't done for a line that has neither
     */
    private static ResultQuery<?> posting(DSLContext db, boolean named) {
        var columns = Prepared.columns(PAYMENT);
        var moved = moveBalance(db).returning(CONTRACT.ID, CONTRACT.NUMBER, CONTRACT.STATUS, CONTRACT.BALANCE);
        var line = db.insertInto(PAYMENT, columns)
                .select(db.select(columns.stream().map(Ledger::parameter).toList())
                        .from(table(name("moved"))));
        return db.resultQuery(
                "with moved as ({0}), line as ({1}) "
                        + "select moved.id, moved.number, moved.status, moved.balance, line.id "
                        + "from moved left join line on true",
                moved, named ? line.onConflictDoNothing().returning(PAYMENT.ID) : line.returning(PAYMENT.ID));
    }

    private static UpdateConditionStep<ContractRecord> moveBalance(DSLContext db) {
        return db.update(CONTRACT)
                .set(
                        CONTRACT.BALANCE,
                        field(
                                "{0} + {1}",
                                CONTRACT.BALANCE.getDataType(), CONTRACT.BALANCE, val(Money.ZERO, CONTRACT.BALANCE)))
                .where(CONTRACT.ID.eq(0L));
    }

    private static <T> Field<T> parameter(Field<T> column) {
        return val((T) null, column);
    }

    private static Field<PaymentStatus> is(PaymentStatus status) {
        return inline(status, PAYMENT.STATUS);
    }

    Account account(long contract) {
        return account.read(row -> found(row, contract), contract);
    }

    /** The contract, whose ledger nobody else changes until the transaction ends. */
    Account lock(long contract) {
        return lock.read(row -> found(row, contract), contract);
    }

    private static Account found(ResultSet row, long contract) throws SQLException {
        if (!row.next()) {
            throw new NotFound("contract", contract);
        }
        return new Account(
                row.getLong(1),
                new ContractNumber(row.getString(2)),
                ContractStatus.of(row.getString(3)),
                new Money(row.getLong(4)));
    }

    /**
     * A line that was added to a ledger that is locked.
     *
     * @param before the contract as it was when it was locked
     * @param line empty where one with its transaction id or its key is there
     */
    record Posted(Account before, Optional<Payment> line) {}

    /** Locks the contract and adds a line that takes effect. */
    Posted post(Payment line, @Nullable String requestKey) {
        if (Dialect.of(db) == Dialect.SQLITE) {
            return new Posted(lock(line.contractId()), add(line, requestKey));
        }
        var values = new ArrayList<@Nullable Object>();
        values.add(line.amount());
        values.add(line.contractId());
        values.addAll(Arrays.asList(values(line, requestKey)));
        var isNamed = line.transactionId() != null || requestKey != null;
        var posted = (isNamed ? postNamed : post)
                .read(
                        row -> {
                            var moved = found(row, line.contractId());
                            var id = row.getLong(5);
                            return new Posted(
                                    moved.without(line.amount()),
                                    id == 0 ? Optional.empty() : Optional.of(line.stored(id)));
                        },
                        values.toArray());
        if (posted.line().isPresent()) {
            note(line);
        } else {
            moveBalance.execute(line.amount().negated(), line.contractId());
        }
        return posted;
    }

    boolean isOf(long id, long contract) {
        return db.fetchExists(selectOne().from(PAYMENT).where(PAYMENT.ID.eq(id), PAYMENT.CONTRACT_ID.eq(contract)));
    }

    Payment get(long id) {
        return find(id).orElseThrow(() -> new NotFound("payment", id));
    }

    Optional<Payment> find(long id) {
        return db.select(LINE).from(PAYMENT).where(PAYMENT.ID.eq(id)).fetchOptional(Record1::value1);
    }

    Optional<Payment> find(String provider, String transaction) {
        return db.select(LINE)
                .from(PAYMENT)
                .where(PAYMENT.PROVIDER.eq(provider), PAYMENT.TRANSACTION_ID.eq(transaction))
                .fetchOptional(Record1::value1);
    }

    /** What a contract was charged for one of its periods. */
    Optional<Payment> charge(long contract, long period) {
        return db.select(LINE)
                .from(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.PERIOD_NUMBER.eq(period))
                .fetchOptional(Record1::value1);
    }

    /** What a contract was charged for the periods behind one of them. */
    List<Payment> chargesAfter(long contract, long period) {
        return db.select(LINE)
                .from(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.eq(contract), PAYMENT.PERIOD_NUMBER.gt(period))
                .orderBy(PAYMENT.PERIOD_NUMBER)
                .fetch(Record1::value1);
    }

    Optional<Payment> findByRequest(String key) {
        return db.select(LINE).from(PAYMENT).where(PAYMENT.REQUEST_KEY.eq(key)).fetchOptional(Record1::value1);
    }

    /** Adds a line, unless one with its transaction id or its key is there: then nothing. */
    Optional<Payment> add(Payment line, @Nullable String requestKey) {
        var added = add.read(
                given -> given.next() ? Optional.of(line.stored(given.getLong(1))) : Optional.<Payment>empty(),
                values(line, requestKey));
        if (added.isPresent()) {
            if (line.status().tookEffect()) {
                moveBalance.execute(line.amount(), line.contractId());
            }
            note(line);
        }
        return added;
    }

    private static @Nullable Object[] values(Payment line, @Nullable String requestKey) {
        var row = record(line);
        row.setRequestKey(requestKey);
        row.setCreatedAt(line.createdAt());
        row.setCreatedById(line.createdById());
        row.setCreatedBy(line.createdBy());
        return Prepared.values(row);
    }

    /** What is kept of a line that is new. */
    private void note(Payment line) {
        count(line.status(), 1);
        if (line.status().tookEffect()) {
            addToDay(line);
        }
    }

    /** Writes the line as it became. */
    Payment update(Payment before, Payment after) {
        db.update(PAYMENT).set(record(after)).where(PAYMENT.ID.eq(after.id())).execute();
        if (before.status() != after.status()) {
            count(before.status(), -1);
            count(after.status(), 1);
        }
        if (after.status().tookEffect() && !before.status().tookEffect()) {
            moveBalance.execute(after.amount(), after.contractId());
            addToDay(after);
        }
        return after;
    }

    /** Adds the line that undoes another one; money that never moved is taken from the sums of its own day. */
    Optional<Payment> undo(Payment mistaken, Payment line) {
        var added = add(line, null);
        if (added.isPresent() && mistaken.method() != PaymentMethod.INTERNAL) {
            daySums.later(day(mistaken), mistaken.kind(), mistaken.method(), line.amount(), 0L, true);
        }
        return added;
    }

    /** What was given back whole says so. */
    void markRefunded(Payment payment) {
        db.update(PAYMENT)
                .set(PAYMENT.STATUS, PaymentStatus.REFUNDED)
                .where(PAYMENT.ID.eq(payment.id()))
                .execute();
        count(payment.status(), -1);
        count(PaymentStatus.REFUNDED, 1);
    }

    /** Takes a pending line out. */
    void remove(Payment pending) {
        db.deleteFrom(PAYMENT).where(PAYMENT.ID.eq(pending.id())).execute();
        count(pending.status(), -1);
    }

    /** What later lines gave back or undid of a line, zero or of the opposite sign; those still pending count. */
    Money reversed(long id) {
        return money(db.select(sum(PAYMENT.AMOUNT.coerce(Long.class)))
                .from(PAYMENT)
                .where(PAYMENT.REVERSES_ID.eq(id), PAYMENT.STATUS.ne(PaymentStatus.DECLINED))
                .fetchSingle()
                .value1());
    }

    /** What went back to the customer of a payment; zero or negative. */
    Money settledRefunds(long id) {
        return money(db.select(sum(PAYMENT.AMOUNT.coerce(Long.class)))
                .from(PAYMENT)
                .where(
                        PAYMENT.REVERSES_ID.eq(id),
                        PAYMENT.KIND.eq(PaymentKind.REFUND),
                        PAYMENT.STATUS.eq(PaymentStatus.SUCCEEDED))
                .fetchSingle()
                .value1());
    }

    /** What is on its way back to the customer and still in the balance; zero or negative. */
    Money pendingRefunds(long contract) {
        return money(db.select(sum(PAYMENT.AMOUNT.coerce(Long.class)))
                .from(PAYMENT)
                .where(
                        PAYMENT.CONTRACT_ID.eq(contract),
                        PAYMENT.KIND.eq(PaymentKind.REFUND),
                        PAYMENT.STATUS.eq(PaymentStatus.PENDING))
                .fetchSingle()
                .value1());
    }

    boolean hasLines(long contract) {
        return anyLine.read(ResultSet::next, contract);
    }

    /** Whether none of a contract's lines is pending and those that took effect add up to nothing. */
    boolean isSettled(long contract) {
        return settlement.read(lines -> lines.next() && lines.getLong(1) == 0 && lines.getLong(2) == 0, contract);
    }

    private void addToDay(Payment line) {
        daySums.later(day(line), line.kind(), line.method(), line.amount(), 1L, false);
    }

    private LocalDate day(Payment line) {
        return LocalDate.ofInstant(line.paidAt(), zone);
    }

    private void count(PaymentStatus status, long change) {
        counts.later(status, change);
    }

    /** What may be written more than once while the line is pending. */
    static PaymentRecord record(Payment line) {
        var row = new PaymentRecord();
        row.setContractId(line.contractId());
        row.setKind(line.kind());
        row.setAmount(line.amount());
        row.setStatus(line.status());
        row.setMethod(line.method());
        row.setPaidAt(line.paidAt());
        row.setProvider(line.provider());
        row.setTransactionId(line.transactionId());
        row.setDescription(line.description());
        row.setReason(line.reason());
        row.setReversesId(line.reverses());
        var period = line.period();
        row.setPeriodNumber(period == null ? null : period.number());
        row.setPeriodStart(period == null ? null : period.start());
        row.setPeriodEnd(period == null ? null : period.end());
        row.setRunId(line.runId());
        // cut, for a letter may become several, as ß does
        row.setSearchText(
                line.transactionId() == null ? null : Cut.to(LONGEST_KEY, " " + SearchTerms.key(line.transactionId())));
        return row;
    }

    private static Money money(@Nullable BigDecimal sum) {
        return sum == null ? Money.ZERO : new Money(sum.longValueExact());
    }
}
