package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Money;
import io.telecomcrmdb.tables.records.PaymentDayRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Adds up what writers noted of a day, so that its sums are a few rows however much was paid. */
@Repository
class DaySums {

    private static final int AT_ONCE = 10_000;

    private final DSLContext db;
    private final Dialect dialect;

    DaySums(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    private record Key(LocalDate day, PaymentKind kind, PaymentMethod method, boolean isUndone) {

        Key(PaymentDayRecord row) {
            this(row.getDay(), row.getKind(), row.getMethod(), row.getIsUndone());
        }
    }

    private record Sum(Money amount, long lines) {

        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), lines + other.lines);
        }
    }

    /**
     * One of each kind, of those that were noted most lately; what others note meanwhile waits for the next time. Sums that
     * nothing was added to stay as they are, for there are thousands of them after a year.
     */
    @Transactional
    public void fold() {
        var noted = noted();
        if (noted.isEmpty()) {
            return;
        }
        // those of them that another node didn't add up meanwhile
        var rows = dialect.lock(db.selectFrom(PAYMENT_DAY)
                        .where(dialect.among(PAYMENT_DAY.ID, noted))
                        .orderBy(PAYMENT_DAY.ID))
                .fetch();
        var sums = new HashMap<Key, Sum>();
        rows.forEach(row -> sums.merge(new Key(row), new Sum(row.getAmount(), row.getLines()), Sum::plus));
        if (rows.size() > sums.size()) {
            db.deleteFrom(PAYMENT_DAY)
                    .where(dialect.among(PAYMENT_DAY.ID, rows.getValues(PAYMENT_DAY.ID)))
                    .execute();
            db.insertInto(
                            PAYMENT_DAY,
                            PAYMENT_DAY.DAY,
                            PAYMENT_DAY.KIND,
                            PAYMENT_DAY.METHOD,
                            PAYMENT_DAY.AMOUNT,
                            PAYMENT_DAY.LINES,
                            PAYMENT_DAY.IS_UNDONE)
                    .valuesOfRows(sums.entrySet().stream()
                            .map(sum -> row(
                                    sum.getKey().day(),
                                    sum.getKey().kind(),
                                    sum.getKey().method(),
                                    sum.getValue().amount(),
                                    sum.getValue().lines(),
                                    sum.getKey().isUndone()))
                            .toList())
                    .execute();
        }
    }

    /** The rows of every kind of which there are several. */
    private List<Long> noted() {
        var kinds = new HashMap<Key, List<Long>>();
        db.selectFrom(PAYMENT_DAY)
                .orderBy(PAYMENT_DAY.ID.desc())
                .limit(AT_ONCE)
                .forEach(row -> kinds.computeIfAbsent(new Key(row), _ -> new ArrayList<>())
                        .add(row.getId()));
        return kinds.values().stream()
                .filter(ids -> ids.size() > 1)
                .flatMap(Collection::stream)
                .toList();
    }
}
