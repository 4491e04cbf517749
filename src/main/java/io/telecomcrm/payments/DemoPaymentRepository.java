package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrmdb.tables.records.SubscriptionRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Writes what demonstration contracts paid and were charged, for the contracts there are. */
@Repository
class DemoPaymentRepository {

    private static final int CHUNK = 1_000;
    private static final int MANY = 10_000;

    private final DSLContext db;
    private final Dialect dialect;

    DemoPaymentRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    private record Day(LocalDate day, PaymentKind kind, PaymentMethod method) {}

    private record Sum(Money amount, long lines) {

        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), lines + other.lines);
        }
    }

    /** What the days and the statuses add up to, while lines are written. */
    private record Totals(ZoneId zone, Map<Day, Sum> days, Map<PaymentStatus, Long> statuses) {

        void add(Payment line) {
            var day = new Day(LocalDate.ofInstant(line.paidAt(), zone), line.kind(), line.method());
            days.merge(day, new Sum(line.amount(), 1), Sum::plus);
            statuses.merge(line.status(), 1L, Long::sum);
        }
    }

    /** Adds the year of all contracts; the indexes of very many lines are made anew afterwards, which is much quicker. */
    void load(DemoPayments demo, ZoneId zone, LongFunction<Tariff> tariffs, LongConsumer progress) {
        var contracts = db.fetchCount(CONTRACT);
        var indexes = contracts < MANY ? List.<String>of() : dialect.dropIndexes(db, PAYMENT.getName());
        var totals = new Totals(zone, new HashMap<>(), new EnumMap<>(PaymentStatus.class));
        var known = new HashMap<Long, Tariff>();
        var done = 0L;
        for (var accounts = next(0, known, tariffs); !accounts.isEmpty(); ) {
            add(accounts.stream().map(demo::of).toList(), totals);
            done += accounts.size();
            progress.accept(done);
            accounts = next(accounts.getLast().contractId(), known, tariffs);
        }
        write(totals);
        indexes.forEach(db::execute);
    }

    private List<DemoPayments.Account> next(long id, Map<Long, Tariff> known, LongFunction<Tariff> tariffs) {
        return db.select(
                        CONTRACT.ID,
                        CONTRACT.STATUS,
                        CONTRACT.ANCHOR_ON,
                        CONTRACT.ACTIVATED_AT,
                        CONTRACT.TERMINATED_AT,
                        CONTRACT.TARIFF_ID,
                        CONTRACT_BLOCK.REASON,
                        CONTRACT_BLOCK.SINCE_AT)
                .from(CONTRACT)
                .leftJoin(CONTRACT_BLOCK)
                // said of both, or PostgreSQL merges all blocks from the first on, for each chunk anew
                .on(
                        CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID),
                        CONTRACT_BLOCK.CONTRACT_ID.gt(id),
                        CONTRACT_BLOCK.LIFTED_AT.isNull())
                .where(CONTRACT.ID.gt(id), CONTRACT.ACTIVATED_AT.isNotNull())
                .orderBy(CONTRACT.ID)
                .limit(CHUNK)
                .fetch(row -> new DemoPayments.Account(
                        row.get(CONTRACT.ID),
                        row.get(CONTRACT.STATUS),
                        row.get(CONTRACT.ANCHOR_ON),
                        row.get(CONTRACT.ACTIVATED_AT),
                        row.get(CONTRACT.STATUS) == ContractStatus.TERMINATED
                                ? row.get(CONTRACT.TERMINATED_AT)
                                : row.get(CONTRACT_BLOCK.SINCE_AT),
                        row.get(CONTRACT_BLOCK.REASON) == BlockReason.DEBT,
                        known.computeIfAbsent(row.get(CONTRACT.TARIFF_ID), tariffs::apply)));
    }

    private void add(List<DemoPayments.Year> years, Totals totals) {
        var columns = Arrays.stream(PAYMENT.fields())
                .filter(column -> !column.equals(PAYMENT.ID))
                .toList();
        var rows = db.batch(db.insertInto(PAYMENT, columns).values(new @Nullable Object[columns.size()]));
        for (var year : years) {
            for (var line : year.twice() ? withMistake(year.lines()) : year.lines()) {
                var row = Ledger.record(line);
                row.setCreatedAt(line.createdAt());
                row.setCreatedBy(line.createdBy());
                rows = rows.bind(columns.stream().map(row::get).toArray());
                totals.add(line);
            }
        }
        if (rows.size() > 0) {
            rows.execute();
        }
        giveBack(years.stream().filter(DemoPayments.Year::twice).toList(), totals);
        subscribe(years);
        balance(years);
    }

    /** The last payment stands there twice, the second of which was given back. */
    private static List<Payment> withMistake(List<Payment> lines) {
        var mistaken = new ArrayList<>(lines);
        for (var i = lines.size() - 1; i >= 0; i--) {
            var line = lines.get(i);
            if (line.kind() == PaymentKind.PAYMENT) {
                mistaken.add(i + 1, copy(line, PaymentStatus.REFUNDED));
                return mistaken;
            }
        }
        return mistaken;
    }

    private static Payment copy(Payment line, PaymentStatus status) {
        return new Payment(
                0,
                line.contractId(),
                line.kind(),
                line.amount(),
                status,
                PaymentMethod.CASH,
                line.paidAt().plusMillis(1),
                Payment.DESK,
                null,
                null,
                null,
                null,
                null,
                null,
                line.createdAt().plusMillis(1),
                null,
                line.createdBy());
    }

    private void giveBack(List<DemoPayments.Year> years, Totals totals) {
        var when = new HashMap<Long, Instant>();
        years.forEach(year -> when.put(
                year.subscription().contractId(),
                year.lines().getLast().paidAt().plusSeconds(1_800)));
        if (when.isEmpty()) {
            return;
        }
        var refunds = db.selectFrom(PAYMENT)
                .where(PAYMENT.CONTRACT_ID.in(when.keySet()), PAYMENT.STATUS.eq(PaymentStatus.REFUNDED))
                .orderBy(PAYMENT.ID)
                .fetch(paid -> new Payment(
                        0,
                        paid.getContractId(),
                        PaymentKind.REFUND,
                        paid.getAmount().negated(),
                        PaymentStatus.SUCCEEDED,
                        paid.getMethod(),
                        when.getOrDefault(paid.getContractId(), paid.getPaidAt()),
                        Payment.DESK,
                        null,
                        null,
                        "Оплачено дважды",
                        paid.getId(),
                        null,
                        null,
                        when.getOrDefault(paid.getContractId(), paid.getPaidAt()),
                        null,
                        paid.getCreatedBy()));
        db.batchInsert(refunds.stream()
                        .map(refund -> {
                            totals.add(refund);
                            var row = Ledger.record(refund);
                            row.setCreatedAt(refund.createdAt());
                            row.setCreatedBy(refund.createdBy());
                            return row;
                        })
                        .toList())
                .execute();
    }

    private void subscribe(List<DemoPayments.Year> years) {
        db.batchInsert(years.stream()
                        .map(DemoPayments.Year::subscription)
                        .map(made -> {
                            var row = new SubscriptionRecord();
                            row.setContractId(made.contractId());
                            row.setPeriodNumber(made.periodNumber());
                            row.setPeriodStart(made.periodStart());
                            row.setPaidUntil(made.paidUntil());
                            row.setFee(made.fee());
                            row.setTariffId(made.tariffId());
                            return row;
                        })
                        .toList())
                .execute();
    }

    private void balance(List<DemoPayments.Year> years) {
        var rows = db.batch(db.update(CONTRACT)
                .set(CONTRACT.BALANCE, val((Money) null, CONTRACT.BALANCE))
                .where(CONTRACT.ID.eq((Long) null)));
        for (var year : years) {
            rows = rows.bind(year.balance(), year.subscription().contractId());
        }
        rows.execute();
    }

    private void write(Totals totals) {
        totals.statuses()
                .forEach((status, amount) -> db.insertInto(PAYMENT_COUNT)
                        .set(PAYMENT_COUNT.STATUS, status)
                        .set(PAYMENT_COUNT.AMOUNT, amount)
                        .execute());
        totals.days()
                .forEach((day, sum) -> db.insertInto(PAYMENT_DAY)
                        .set(PAYMENT_DAY.DAY, day.day())
                        .set(PAYMENT_DAY.KIND, day.kind())
                        .set(PAYMENT_DAY.METHOD, day.method())
                        .set(PAYMENT_DAY.AMOUNT, sum.amount())
                        .set(PAYMENT_DAY.LINES, sum.lines())
                        .execute());
    }
}
