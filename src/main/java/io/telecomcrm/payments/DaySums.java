package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.PAYMENT_DAY;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Money;
import io.telecomcrmdb.tables.records.PaymentDayRecord;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Adds up what writers noted of a day, so that its sums are a few rows however much was paid. */
@Repository
class DaySums {

    private static final int AT_ONCE = 10_000;

    private final DSLContext db;

    DaySums(DSLContext db) {
        this.db = db;
    }

    private record Key(LocalDate day, PaymentKind kind, PaymentMethod method, boolean isUndone) {}

    private record Sum(Money amount, long lines) {

        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), lines + other.lines);
        }
    }

    /** One of each kind, of those that were noted most lately; what others note meanwhile waits for the next time. */
    @Transactional
    public void fold() {
        var rows = Dialect.of(db)
                .lock(db.selectFrom(PAYMENT_DAY).orderBy(PAYMENT_DAY.ID.desc()).limit(AT_ONCE))
                .fetch();
        var sums = new LinkedHashMap<Key, Sum>();
        rows.forEach(row -> sums.merge(
                new Key(row.getDay(), row.getKind(), row.getMethod(), row.getIsUndone()),
                new Sum(row.getAmount(), row.getLines()),
                Sum::plus));
        if (rows.size() > sums.size()) {
            db.deleteFrom(PAYMENT_DAY)
                    .where(PAYMENT_DAY.ID.in(rows.getValues(PAYMENT_DAY.ID)))
                    .execute();
            sums.forEach((key, sum) -> {
                var row = new PaymentDayRecord();
                row.setDay(key.day());
                row.setKind(key.kind());
                row.setMethod(key.method());
                row.setAmount(sum.amount());
                row.setLines(sum.lines());
                row.setIsUndone(key.isUndone());
                db.insertInto(PAYMENT_DAY).set(row).execute();
            });
        }
    }
}
