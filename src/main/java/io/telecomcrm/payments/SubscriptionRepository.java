package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SUBSCRIPTION;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.month;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.DSL.year;

import io.telecomcrm.contracts.BillingPeriods;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Prepared;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrmdb.tables.Tariff;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record8;
import org.jooq.ResultQuery;
import org.jooq.SelectField;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The periods that contracts are charged for, by sets of contracts: one statement does a step for all of them. */
@Repository
class SubscriptionRepository {

    private static final Tariff NEXT = TARIFF.as("next_tariff");

    private static final SelectField<Subscription> SUBSCRIPTION_ROW = row(
                    SUBSCRIPTION.CONTRACT_ID,
                    SUBSCRIPTION.PERIOD_NUMBER,
                    SUBSCRIPTION.PERIOD_START,
                    SUBSCRIPTION.PAID_UNTIL,
                    SUBSCRIPTION.FEE,
                    SUBSCRIPTION.TARIFF_ID)
            .mapping(Subscription::new);

    private final DSLContext db;
    private final Dialect dialect;
    private final ZoneId zone;
    private final Prepared standing;

    SubscriptionRepository(DSLContext db, CrmSettings settings) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.zone = settings.zone();
        this.standing = new Prepared(db, standings(CONTRACT.ID.eq(0L), LocalDate.EPOCH));
    }

    /** A contract in service, and all that decides whether and how much it is charged. */
    record Due(
            long contractId,
            Money balance,
            Money credit,
            @Nullable LocalDate paidUntil,
            @Nullable LocalDate anchor,
            Money fee,
            TariffPeriod length,
            @Nullable LocalDate pendingFrom,
            @Nullable Long pendingTariff) {

        /** Nothing says when it would be due. */
        boolean isWithoutPeriods() {
            return paidUntil == null || anchor == null;
        }

        boolean isOn(LocalDate day) {
            return paidUntil != null && !paidUntil.isAfter(day);
        }

        /** Whether its next period begins with another tariff. */
        boolean startsTariff() {
            return pendingFrom != null && paidUntil != null && !pendingFrom.isAfter(paidUntil);
        }

        boolean isDebt(Money balance) {
            return balance.compareTo(credit.negated()) < 0;
        }

        /** The first day that the next period doesn't cover. */
        LocalDate nextEnd() {
            return new BillingPeriods(length, Objects.requireNonNull(anchor))
                    .nextStart(Objects.requireNonNull(paidUntil));
        }
    }

    /**
     * Where a contract stands, as far as its money goes.
     *
     * @param credit how far below zero the balance may go
     * @param fee of the period that begins next
     */
    record Standing(
            long contractId,
            ContractStatus status,
            Money balance,
            Money credit,
            Money fee,
            @Nullable LocalDate paidUntil,
            boolean blockedForDebt,
            boolean otherwiseBlocked) {

        boolean inService() {
            return status == ContractStatus.ACTIVE || status == ContractStatus.SUSPENDED;
        }

        /** What must be paid for the block for debt to be lifted. */
        Money toUnblock(LocalDate today) {
            if (!blockedForDebt) {
                return Money.ZERO;
            }
            var isDue = !otherwiseBlocked && paidUntil != null && !paidUntil.isAfter(today);
            var lacks = (isDue ? fee : Money.ZERO).minus(balance).minus(credit);
            return lacks.isNegative() ? Money.ZERO : lacks;
        }
    }

    /** Contracts that are due or have nothing that says when they will be, by their ids. */
    List<Long> dueAfter(long id, LocalDate today, int most) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .leftJoin(SUBSCRIPTION)
                // said of both, or PostgreSQL merges all subscriptions from the first on, for each chunk anew
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID), SUBSCRIPTION.CONTRACT_ID.gt(id))
                .where(CONTRACT.ID.gt(id), isDue(today))
                .orderBy(CONTRACT.ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    long countDue(LocalDate today) {
        return db.select(count())
                .from(CONTRACT)
                .leftJoin(SUBSCRIPTION)
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                .where(isDue(today))
                .fetchSingle()
                .value1();
    }

    /** Those of the contracts in service that nobody else holds, locked. */
    List<Long> lockFree(Collection<Long> ids) {
        return dialect.lockFree(db.select(CONTRACT.ID)
                        .from(CONTRACT)
                        .where(dialect.among(CONTRACT.ID, ids), CONTRACT.STATUS.eq(ContractStatus.ACTIVE))
                        .orderBy(CONTRACT.ID))
                .fetch(Record1::value1);
    }

    /** Those of the contracts that are due, whoever holds them. */
    List<Long> stillDue(Collection<Long> ids, LocalDate today) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .leftJoin(SUBSCRIPTION)
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                .where(dialect.among(CONTRACT.ID, ids), isDue(today))
                .orderBy(CONTRACT.ID)
                .fetch(Record1::value1);
    }

    /**
     * Charges each of the contracts, all of which are due and locked, for its next period, and begins that period.
     *
     * @param due as read by {@link #lockDue}
     */
    void chargeNext(List<Due> due, @Nullable Long run, Instant now) {
        var paying = due.stream().filter(each -> !each.fee().isZero()).toList();
        if (!paying.isEmpty()) {
            var ids = ids(paying);
            addCharges(ids, run, now);
            moveBalances(ids);
            note(paying.size(), paying.stream().map(Due::fee).reduce(Money.ZERO, Money::plus), now);
        }
        beginNext(ids(due));
    }

    /** Those of the contracts that owe more than they may. */
    List<Long> debtors(Collection<Long> ids, LocalDate today) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(
                        dialect.among(CONTRACT.ID, ids),
                        // few are below the limit, and only of those it is asked what they promised
                        CONTRACT.BALANCE
                                .coerce(Long.class)
                                .lt(CONTRACT.CREDIT_LIMIT.coerce(Long.class).neg()),
                        CONTRACT.BALANCE
                                .coerce(Long.class)
                                .lt(credit(today).coerce(Long.class).neg()))
                .orderBy(CONTRACT.ID)
                .fetch(Record1::value1);
    }

    /** The contracts, which are locked, with tariffs whose fees don't change until the transaction ends. */
    List<Due> lockDue(Collection<Long> ids, LocalDate today) {
        return dialect.keep(due(ids, today), TARIFF).fetch(Record1::value1);
    }

    List<Due> readDue(Collection<Long> ids, LocalDate today) {
        return due(ids, today).fetch(Record1::value1);
    }

    private SelectForUpdateStep<Record1<Due>> due(Collection<Long> ids, LocalDate today) {
        return db.select(row(
                                row(CONTRACT.ID, CONTRACT.BALANCE, credit(today)),
                                row(SUBSCRIPTION.PAID_UNTIL, CONTRACT.ANCHOR_ON),
                                row(TARIFF.FEE, TARIFF.PERIOD),
                                row(CONTRACT.PENDING_TARIFF_FROM, CONTRACT.PENDING_TARIFF_ID))
                        .mapping((contract, when, tariff, pending) -> new Due(
                                contract.value1(),
                                contract.value2(),
                                contract.value3(),
                                when.value1(),
                                when.value2(),
                                tariff.value1(),
                                tariff.value2(),
                                pending.value1(),
                                pending.value2())))
                .from(CONTRACT)
                .join(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                .leftJoin(SUBSCRIPTION)
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                .where(dialect.among(CONTRACT.ID, ids))
                .orderBy(CONTRACT.ID);
    }

    Standing standing(long contract, LocalDate today) {
        return standing.read(
                rows -> {
                    rows.next();
                    var paidUntil = rows.getString(6);
                    return new Standing(
                            rows.getLong(1),
                            ContractStatus.of(rows.getString(2)),
                            new Money(rows.getLong(3)),
                            new Money(rows.getLong(4)),
                            new Money(rows.getLong(5)),
                            paidUntil == null ? null : LocalDate.parse(paidUntil),
                            rows.getBoolean(7),
                            rows.getBoolean(8));
                },
                today,
                today,
                contract);
    }

    List<Standing> standings(Collection<Long> contracts, LocalDate today) {
        return standings(dialect.among(CONTRACT.ID, contracts), today).fetch(mapping(Standing::new));
    }

    List<Long> tariffsChangedSince(Instant moment) {
        return db.select(TARIFF.ID)
                .from(TARIFF)
                .where(TARIFF.UPDATED_AT.ge(moment))
                .fetch(Record1::value1);
    }

    /** Contracts that are blocked for debt and have one of the tariffs now or next, by their ids, behind an id. */
    List<Long> debtorsOf(Collection<Long> tariffs, long after, int most) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT_BLOCK)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(CONTRACT_BLOCK.CONTRACT_ID))
                .where(
                        CONTRACT_BLOCK.REASON.eq(inline(BlockReason.DEBT, CONTRACT_BLOCK.REASON)),
                        CONTRACT_BLOCK.LIFTED_AT.isNull(),
                        CONTRACT_BLOCK.CONTRACT_ID.gt(after),
                        dialect.among(CONTRACT.TARIFF_ID, tariffs)
                                .or(dialect.among(CONTRACT.PENDING_TARIFF_ID, tariffs)))
                .orderBy(CONTRACT_BLOCK.CONTRACT_ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    private ResultQuery<Record8<Long, ContractStatus, Money, Money, Money, LocalDate, Boolean, Boolean>> standings(
            Condition which, LocalDate today) {
        return db.select(
                        CONTRACT.ID,
                        CONTRACT.STATUS,
                        CONTRACT.BALANCE,
                        credit(today),
                        when(CONTRACT.PENDING_TARIFF_FROM.le(today), NEXT.FEE).otherwise(TARIFF.FEE),
                        SUBSCRIPTION.PAID_UNTIL,
                        isBlocked(CONTRACT_BLOCK.REASON.eq(inline(BlockReason.DEBT, CONTRACT_BLOCK.REASON))),
                        isBlocked(CONTRACT_BLOCK.REASON.ne(inline(BlockReason.DEBT, CONTRACT_BLOCK.REASON))))
                .from(CONTRACT)
                .join(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                .leftJoin(NEXT)
                .on(NEXT.ID.eq(CONTRACT.PENDING_TARIFF_ID))
                .leftJoin(SUBSCRIPTION)
                .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                .where(which);
    }

    private static Field<Boolean> isBlocked(Condition why) {
        return field(exists(selectOne()
                .from(CONTRACT_BLOCK)
                .where(CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID), CONTRACT_BLOCK.LIFTED_AT.isNull(), why)));
    }

    Optional<Subscription> find(long contract) {
        return db.select(SUBSCRIPTION_ROW)
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.CONTRACT_ID.eq(contract))
                .fetchOptional(Record1::value1);
    }

    void add(Subscription subscription) {
        db.insertInto(SUBSCRIPTION)
                .set(SUBSCRIPTION.CONTRACT_ID, subscription.contractId())
                .set(SUBSCRIPTION.PERIOD_NUMBER, subscription.periodNumber())
                .set(SUBSCRIPTION.PERIOD_START, subscription.periodStart())
                .set(SUBSCRIPTION.PAID_UNTIL, subscription.paidUntil())
                .set(SUBSCRIPTION.FEE, subscription.fee())
                .set(SUBSCRIPTION.TARIFF_ID, subscription.tariffId())
                .execute();
    }

    void update(Subscription subscription) {
        db.update(SUBSCRIPTION)
                .set(SUBSCRIPTION.PERIOD_NUMBER, subscription.periodNumber())
                .set(SUBSCRIPTION.PERIOD_START, subscription.periodStart())
                .set(SUBSCRIPTION.PAID_UNTIL, subscription.paidUntil())
                .set(SUBSCRIPTION.FEE, subscription.fee())
                .set(SUBSCRIPTION.TARIFF_ID, subscription.tariffId())
                .where(SUBSCRIPTION.CONTRACT_ID.eq(subscription.contractId()))
                .execute();
    }

    boolean hasTariffFrom(long contract, LocalDate day) {
        return db.fetchExists(CONTRACT, CONTRACT.ID.eq(contract).and(CONTRACT.PENDING_TARIFF_FROM.le(day)));
    }

    private void addCharges(Collection<Long> ids, @Nullable Long run, Instant now) {
        var actor = Actor.current();
        db.insertInto(
                        PAYMENT,
                        PAYMENT.CONTRACT_ID,
                        PAYMENT.KIND,
                        PAYMENT.AMOUNT,
                        PAYMENT.STATUS,
                        PAYMENT.METHOD,
                        PAYMENT.PAID_AT,
                        PAYMENT.PROVIDER,
                        PAYMENT.DESCRIPTION,
                        PAYMENT.PERIOD_NUMBER,
                        PAYMENT.PERIOD_START,
                        PAYMENT.PERIOD_END,
                        PAYMENT.RUN_ID,
                        PAYMENT.CREATED_AT,
                        PAYMENT.CREATED_BY_ID,
                        PAYMENT.CREATED_BY)
                .select(select(
                                CONTRACT.ID,
                                inline(PaymentKind.CHARGE, PAYMENT.KIND),
                                field("-{0}", PAYMENT.AMOUNT.getDataType(), TARIFF.FEE),
                                inline(PaymentStatus.SUCCEEDED, PAYMENT.STATUS),
                                inline(PaymentMethod.INTERNAL, PAYMENT.METHOD),
                                val(now, PAYMENT.PAID_AT),
                                inline(Payment.INTERNAL),
                                TARIFF.NAME,
                                SUBSCRIPTION.PERIOD_NUMBER.plus(1),
                                SUBSCRIPTION.PAID_UNTIL,
                                nextEnd(),
                                val(run, PAYMENT.RUN_ID),
                                val(now, PAYMENT.CREATED_AT),
                                val(actor.userId(), PAYMENT.CREATED_BY_ID),
                                val(actor.username()))
                        .from(CONTRACT)
                        .join(SUBSCRIPTION)
                        .on(SUBSCRIPTION.CONTRACT_ID.eq(CONTRACT.ID))
                        .join(TARIFF)
                        .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
                        .where(dialect.among(CONTRACT.ID, ids))
                        .orderBy(CONTRACT.ID))
                .execute();
    }

    private void moveBalances(Collection<Long> ids) {
        db.update(CONTRACT)
                .set(
                        CONTRACT.BALANCE,
                        field(
                                "{0} - ({1})",
                                CONTRACT.BALANCE.getDataType(),
                                CONTRACT.BALANCE,
                                select(TARIFF.FEE).from(TARIFF).where(TARIFF.ID.eq(CONTRACT.TARIFF_ID))))
                .where(dialect.among(CONTRACT.ID, ids))
                .execute();
    }

    /** For the kept count and the sums of the day. */
    private void note(long charges, Money sum, Instant now) {
        db.insertInto(PAYMENT_COUNT)
                .set(PAYMENT_COUNT.STATUS, PaymentStatus.SUCCEEDED)
                .set(PAYMENT_COUNT.AMOUNT, charges)
                .execute();
        db.insertInto(PAYMENT_DAY)
                .set(PAYMENT_DAY.DAY, LocalDate.ofInstant(now, zone))
                .set(PAYMENT_DAY.KIND, PaymentKind.CHARGE)
                .set(PAYMENT_DAY.METHOD, PaymentMethod.INTERNAL)
                .set(PAYMENT_DAY.AMOUNT, sum.negated())
                .set(PAYMENT_DAY.LINES, charges)
                .execute();
    }

    private void beginNext(Collection<Long> ids) {
        db.update(SUBSCRIPTION)
                .set(SUBSCRIPTION.PERIOD_NUMBER, SUBSCRIPTION.PERIOD_NUMBER.plus(1))
                .set(SUBSCRIPTION.PERIOD_START, SUBSCRIPTION.PAID_UNTIL)
                .set(SUBSCRIPTION.PAID_UNTIL, nextEnd())
                .set(SUBSCRIPTION.FEE, TARIFF.FEE)
                .set(SUBSCRIPTION.TARIFF_ID, TARIFF.ID)
                .from(CONTRACT.join(TARIFF).on(TARIFF.ID.eq(CONTRACT.TARIFF_ID)))
                .where(CONTRACT.ID.eq(SUBSCRIPTION.CONTRACT_ID), dialect.among(SUBSCRIPTION.CONTRACT_ID, ids))
                .execute();
    }

    private static List<Long> ids(List<Due> due) {
        return due.stream().map(Due::contractId).toList();
    }

    /** The end of the period that begins where the present one ends: a step further from the anchor. */
    private Field<LocalDate> nextEnd() {
        var months = months(CONTRACT.ANCHOR_ON, SUBSCRIPTION.PAID_UNTIL);
        return when(
                        TARIFF.PERIOD.eq(inline(TariffPeriod.DAILY, TARIFF.PERIOD)),
                        dialect.tomorrow(SUBSCRIPTION.PAID_UNTIL))
                .otherwise(dialect.plusMonths(CONTRACT.ANCHOR_ON, months.plus(1)));
    }

    /** From the month of one day to the month of another. */
    private static Field<Integer> months(Field<LocalDate> from, Field<LocalDate> to) {
        return year(to).minus(year(from)).times(12).plus(month(to).minus(month(from)));
    }

    /** How far below zero a balance may go: the limit, and what is promised until another day. */
    private static Field<Money> credit(LocalDate today) {
        return field(
                "({0} + coalesce(({1}), 0))",
                CONTRACT.CREDIT_LIMIT.getDataType(),
                CONTRACT.CREDIT_LIMIT,
                select(PROMISED_PAYMENT.AMOUNT)
                        .from(PROMISED_PAYMENT)
                        .where(
                                PROMISED_PAYMENT.CONTRACT_ID.eq(CONTRACT.ID),
                                PROMISED_PAYMENT.ENDED_AT.isNull(),
                                PROMISED_PAYMENT.UNTIL_ON.gt(today)));
    }

    private static Condition isDue(LocalDate today) {
        return CONTRACT.STATUS
                .eq(inline(ContractStatus.ACTIVE, CONTRACT.STATUS))
                .and(SUBSCRIPTION.PAID_UNTIL.le(today).or(SUBSCRIPTION.CONTRACT_ID.isNull()));
    }
}
