package io.telecomcrm.reports;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_COUNT;
import static java.util.Objects.requireNonNullElse;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.reports.Figures.Day;
import io.telecomcrm.reports.Figures.Month;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SelectField;
import org.springframework.stereotype.Repository;

@Repository
class FiguresRepository {

    private static final int MONTHS = 12;
    private static final int DAYS = 30;

    private final DSLContext db;

    FiguresRepository(DSLContext db) {
        this.db = db;
    }

    /** Sums of the kept counts, and counts of index ranges by the day of entry: at a million customers some 30 ms. */
    Figures count(Instant at, ZoneId zone) {
        var today = at.atZone(zone).toLocalDate();
        var all = customers(null);
        return new Figures(at, all, customers("active"), growth(YearMonth.from(today), zone, all), daily(today, zone));
    }

    private long customers(@org.jspecify.annotations.Nullable String status) {
        var total = db.select(sum(CUSTOMER_COUNT.AMOUNT))
                .from(CUSTOMER_COUNT)
                .where(
                        status == null
                                ? noCondition()
                                : CUSTOMER_COUNT.STATUS.coerce(String.class).eq(status))
                .fetchSingle()
                .value1();
        return requireNonNullElse(total, BigDecimal.ZERO).longValue();
    }

    private List<Month> growth(YearMonth current, ZoneId zone, long all) {
        var months = IntStream.range(0, MONTHS)
                .mapToObj(ago -> current.minusMonths(ago))
                .toList();
        var added = counts(months.stream()
                .map(month -> addedBetween(month.atDay(1), month.plusMonths(1).atDay(1), zone))
                .toList());
        var total = all;
        var growth = new ArrayList<Month>();
        for (var i = 0; i < MONTHS; i++) {
            growth.addFirst(new Month(months.get(i), added.get(i), total));
            total -= added.get(i);
        }
        return growth;
    }

    private List<Day> daily(LocalDate today, ZoneId zone) {
        var days = IntStream.rangeClosed(1 - DAYS, 0).mapToObj(today::plusDays).toList();
        var added = counts(days.stream()
                .map(day -> addedBetween(day, day.plusDays(1), zone))
                .toList());
        return IntStream.range(0, DAYS)
                .mapToObj(i -> new Day(days.get(i), added.get(i)))
                .toList();
    }

    private List<Long> counts(List<Field<Integer>> fields) {
        var row = db.select(fields.stream().map(field -> (SelectField<?>) field).toList())
                .fetchSingle();
        return IntStream.range(0, fields.size())
                .mapToObj(i -> requireNonNullElse(row.get(i, Long.class), 0L))
                .toList();
    }

    private static Field<Integer> addedBetween(LocalDate from, LocalDate until, ZoneId zone) {
        return field(selectCount()
                .from(CUSTOMER)
                .where(
                        CUSTOMER.CREATED_AT.ge(from.atStartOfDay(zone).toInstant()),
                        CUSTOMER.CREATED_AT.lt(until.atStartOfDay(zone).toInstant())));
    }
}
