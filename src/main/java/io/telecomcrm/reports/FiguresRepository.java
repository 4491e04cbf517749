package io.telecomcrm.reports;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_COUNT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.PAYMENT_DAY;
import static io.telecomcrmdb.Tables.SIM_COUNT;
import static io.telecomcrmdb.Tables.TARIFF;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_COUNT;
import static java.util.Objects.requireNonNullElse;
import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.reports.Figures.Activity;
import io.telecomcrm.reports.Figures.Day;
import io.telecomcrm.reports.Figures.Month;
import io.telecomcrm.reports.Figures.Payer;
import io.telecomcrm.reports.Figures.Revenue;
import io.telecomcrm.reports.Figures.TariffShare;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tickets.TicketStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;

@Repository
class FiguresRepository {

    private static final int MONTHS = 12;
    private static final int DAYS = 30;
    private static final int TARIFFS = 10;
    private static final int PAYERS = 7;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration OLDEST = Duration.ofDays(1);
    private static final io.telecomcrmdb.tables.Payment UNDOING = PAYMENT.as("undoing");

    private final DSLContext db;
    private volatile @Nullable Past past;
    private final LoadingCache<Integer, List<Payer>> topPayers;

    FiguresRepository(DSLContext db, Clock clock) {
        this.db = db;
        this.topPayers = Caffeine.newBuilder()
                .refreshAfterWrite(KEPT)
                .expireAfterWrite(OLDEST)
                .build(days -> payers(clock.instant().minus(Duration.ofDays(days))));
    }

    /** So that nobody waits for those who paid most: whoever looks later sees the last ones while they are read anew. */
    @EventListener(ApplicationReadyEvent.class)
    void readAhead() {
        topPayers.refresh(DAYS);
    }

    /** Months that are over hardly change any more, so that they are counted once a day; the oldest first. */
    private record Past(LocalDate day, List<Long> added, List<Long> activated, List<Long> terminated) {}

    /** Sums of the kept counts, and counts of index ranges by day. */
    Figures count(Instant at, ZoneId zone) {
        var today = at.atZone(zone).toLocalDate();
        var months = months(YearMonth.from(today));
        var over = over(today, zone);
        var all = customers(null);
        var open = TICKET.STATUS.in(TicketStatus.NEW, TicketStatus.IN_PROGRESS, TicketStatus.WAITING);
        return new Figures(
                at,
                all,
                customers("active"),
                sum(SIM_COUNT.AMOUNT, SIM_COUNT, SIM_COUNT.STATUS.eq(SimStatus.ACTIVE)),
                sum(SIM_COUNT.AMOUNT, SIM_COUNT, SIM_COUNT.STATUS.eq(SimStatus.FREE), SIM_COUNT.IS_BOUND.isFalse()),
                bounded(CONTRACT, CONTRACT.ACTIVATED_AT.ge(at.minus(Duration.ofDays(DAYS)))),
                sum(
                        TICKET_COUNT.AMOUNT,
                        TICKET_COUNT,
                        TICKET_COUNT.STATUS.in(TicketStatus.NEW, TicketStatus.IN_PROGRESS, TicketStatus.WAITING)),
                bounded(TICKET, TICKET.OVERDUE_FROM_AT.le(at)),
                bounded(TICKET, open, TICKET.ASSIGNED_TO_ID.isNull()),
                bounded(
                        CONTRACT,
                        CONTRACT.STATUS.eq(ContractStatus.DRAFT),
                        CONTRACT.CREATED_AT.lt(at.minus(Duration.ofDays(7)))),
                growth(months, monthly(over.added(), CUSTOMER, CUSTOMER.CREATED_AT, today, zone), all),
                daily(today, zone),
                activity(
                        months,
                        monthly(over.activated(), CONTRACT, CONTRACT.ACTIVATED_AT, today, zone),
                        monthly(over.terminated(), CONTRACT, CONTRACT.TERMINATED_AT, today, zone)),
                tariffs(),
                revenue(months),
                topPayers.get(DAYS));
    }

    /** The open tickets of one user, the most pressing first. */
    List<OwnTicket> ticketsOf(long user, int most) {
        return db.select(row(TICKET.ID, TICKET.NUMBER, TICKET.SUBJECT, CUSTOMER.FULL_NAME, TICKET.DUE_AT)
                        .mapping(OwnTicket::new))
                .from(TICKET)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(TICKET.CUSTOMER_ID))
                .where(
                        TICKET.ASSIGNED_TO_ID.eq(user),
                        TICKET.STATUS.in(TicketStatus.NEW, TicketStatus.IN_PROGRESS, TicketStatus.WAITING))
                .orderBy(TICKET.DUE_AT, TICKET.ID)
                .limit(most)
                .fetch(Record1::value1);
    }

    private static List<Activity> activity(List<YearMonth> months, List<Long> activated, List<Long> terminated) {
        return IntStream.range(0, MONTHS)
                .mapToObj(i -> new Activity(months.get(i), activated.get(i), terminated.get(i)))
                .toList();
    }

    private static List<YearMonth> months(YearMonth current) {
        return IntStream.rangeClosed(1 - MONTHS, 0)
                .mapToObj(current::plusMonths)
                .toList();
    }

    private Past over(LocalDate today, ZoneId zone) {
        var known = past;
        if (known == null || !known.day().equals(today)) {
            var months = months(YearMonth.from(today)).subList(0, MONTHS - 1);
            known = new Past(
                    today,
                    perMonth(months, CUSTOMER, CUSTOMER.CREATED_AT, zone),
                    perMonth(months, CONTRACT, CONTRACT.ACTIVATED_AT, zone),
                    perMonth(months, CONTRACT, CONTRACT.TERMINATED_AT, zone));
            past = known;
        }
        return known;
    }

    /** What there was in the months that are over, and in the one that is not. */
    private List<Long> monthly(List<Long> over, Table<?> table, Field<Instant> when, LocalDate today, ZoneId zone) {
        return Stream.concat(over.stream(), perMonth(List.of(YearMonth.from(today)), table, when, zone).stream())
                .toList();
    }

    private List<Long> perMonth(List<YearMonth> months, Table<?> table, Field<Instant> when, ZoneId zone) {
        return counts(months.stream()
                .map(month ->
                        between(table, when, month.atDay(1), month.plusMonths(1).atDay(1), zone))
                .toList());
    }

    private List<TariffShare> tariffs() {
        var amount = org.jooq.impl.DSL.sum(CONTRACT_COUNT.AMOUNT).cast(Long.class);
        return db.select(row(TARIFF.ID, TARIFF.NAME, amount).mapping(TariffShare::new))
                .from(CONTRACT_COUNT)
                .join(TARIFF)
                .on(TARIFF.ID.eq(CONTRACT_COUNT.TARIFF_ID))
                .where(CONTRACT_COUNT.STATUS.in(ContractStatus.ACTIVE, ContractStatus.SUSPENDED))
                .groupBy(TARIFF.ID, TARIFF.NAME)
                .having(amount.gt(0L))
                .orderBy(amount.desc(), TARIFF.ID)
                .limit(TARIFFS)
                .fetch(Record1::value1);
    }

    /** From the sums of days, so that it costs the same however much was paid; less what was undone of them. */
    private List<Revenue> revenue(List<YearMonth> months) {
        var sums = new HashMap<YearMonth, Money>();
        db.select(PAYMENT_DAY.DAY, org.jooq.impl.DSL.sum(PAYMENT_DAY.AMOUNT.coerce(Long.class)))
                .from(PAYMENT_DAY)
                .where(
                        PAYMENT_DAY.DAY.ge(months.getFirst().atDay(1)),
                        PAYMENT_DAY.KIND.in(PaymentKind.PAYMENT, PaymentKind.REFUND))
                .groupBy(PAYMENT_DAY.DAY)
                .forEach(row -> sums.merge(
                        YearMonth.from(row.value1()), new Money(row.value2().longValueExact()), Money::plus));
        return months.stream()
                .map(month -> new Revenue(month, sums.getOrDefault(month, Money.ZERO)))
                .toList();
    }

    /** Less what they got back. Reads the payments of a month: some seconds at a million customers. */
    private List<Payer> payers(Instant since) {
        var paid = org.jooq.impl.DSL.sum(PAYMENT.AMOUNT.coerce(Long.class));
        return db.select(CUSTOMER.ID, CUSTOMER.FULL_NAME, paid)
                .from(PAYMENT)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(PAYMENT.CONTRACT_ID))
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                .where(
                        PAYMENT.PAID_AT.ge(since),
                        PAYMENT.KIND.in(PaymentKind.PAYMENT, PaymentKind.REFUND),
                        PAYMENT.STATUS.in(PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED),
                        notExists(selectOne()
                                .from(UNDOING)
                                .where(UNDOING.REVERSES_ID.eq(PAYMENT.ID), UNDOING.KIND.eq(PaymentKind.ADJUSTMENT))))
                .groupBy(CUSTOMER.ID, CUSTOMER.FULL_NAME)
                .orderBy(paid.desc(), CUSTOMER.ID)
                .limit(PAYERS)
                .fetch(row -> new Payer(
                        row.value1(), row.value2(), new Money(row.value3().longValueExact())));
    }

    private long sum(Field<Long> amount, Table<?> table, Condition... conditions) {
        var found = db.select(KeptCounts.sumOf(amount, table, and(conditions)))
                .fetchSingle()
                .value1();
        return found == null ? 0 : found;
    }

    private long bounded(Table<?> table, Condition... conditions) {
        return Count.bounded(requireNonNullElse(
                        db.select(Count.upToBound(table, and(conditions)))
                                .fetchSingle()
                                .value1(),
                        0L))
                .rows();
    }

    private long customers(@Nullable String status) {
        return sum(
                CUSTOMER_COUNT.AMOUNT,
                CUSTOMER_COUNT,
                status == null
                        ? noCondition()
                        : CUSTOMER_COUNT.STATUS.coerce(String.class).eq(status));
    }

    private static List<Month> growth(List<YearMonth> months, List<Long> added, long all) {
        var total = all;
        var growth = new ArrayList<Month>();
        for (var i = MONTHS - 1; i >= 0; i--) {
            growth.addFirst(new Month(months.get(i), added.get(i), total));
            total -= added.get(i);
        }
        return growth;
    }

    private List<Day> daily(LocalDate today, ZoneId zone) {
        var days = IntStream.rangeClosed(1 - DAYS, 0).mapToObj(today::plusDays).toList();
        var added = counts(days.stream()
                .map(day -> between(CUSTOMER, CUSTOMER.CREATED_AT, day, day.plusDays(1), zone))
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

    private static Field<Integer> between(
            Table<?> table, Field<Instant> when, LocalDate from, LocalDate until, ZoneId zone) {
        return field(selectCount()
                .from(table)
                .where(
                        when.ge(from.atStartOfDay(zone).toInstant()),
                        when.lt(until.atStartOfDay(zone).toInstant())));
    }
}
