package io.telecomcrm.charging;

import static io.telecomcrmdb.Tables.CHARGE_RUN;
import static io.telecomcrmdb.Tables.CHARGE_RUN_PARKED;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrmdb.tables.records.ChargeRunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The runs and the contracts they could not charge, as they are kept, found and shown. */
@Repository
class ChargeRunRepository {

    static final Orders ORDERS =
            new Orders(CHARGE_RUN.ID, Map.of("day", CHARGE_RUN.DAY, "started_at", CHARGE_RUN.STARTED_AT));

    private static final int LONGEST_DETAIL = 500;

    private static final SelectField<ChargeRun> RUN = row(
                    row(CHARGE_RUN.ID, CHARGE_RUN.KIND, CHARGE_RUN.STATUS, CHARGE_RUN.DAY),
                    row(CHARGE_RUN.STARTED_AT, CHARGE_RUN.FINISHED_AT, CHARGE_RUN.PROGRESS_AT),
                    row(CHARGE_RUN.STARTED_BY_ID, CHARGE_RUN.STARTED_BY).mapping(ChargeRun.Starter::new),
                    CHARGE_RUN.DUE,
                    row(CHARGE_RUN.SEEN, CHARGE_RUN.CHARGED, CHARGE_RUN.BLOCKED, CHARGE_RUN.ERRORS, CHARGE_RUN.AMOUNT)
                            .mapping(Tally::new),
                    row(CHARGE_RUN.LAST_ID, CHARGE_RUN.PASS, CHARGE_RUN.SKIPPED, CHARGE_RUN.WAITING_FROM_AT)
                            .mapping(ChargeRun.Place::new))
            .mapping((what, when, by, due, tally, place) -> new ChargeRun(
                    what.value1(),
                    what.value2(),
                    what.value3(),
                    what.value4(),
                    when.value1(),
                    by,
                    when.value2(),
                    when.value3(),
                    due,
                    tally,
                    place));

    private static final SelectField<ParkedContract> PARKED = row(
                    CHARGE_RUN_PARKED.RUN_ID,
                    CONTRACT.ID,
                    CONTRACT.NUMBER,
                    CUSTOMER.FULL_NAME,
                    CHARGE_RUN_PARKED.REASON,
                    CHARGE_RUN_PARKED.DETAIL,
                    CHARGE_RUN_PARKED.PARKED_AT)
            .mapping(ParkedContract::new);

    private final DSLContext db;
    private final Rows<ChargeRun> runs;

    ChargeRunRepository(DSLContext db) {
        this.db = db;
        this.runs = new Rows<>(db, CHARGE_RUN, CHARGE_RUN.ID, RUN);
    }

    /** Adds a run, unless there is the one that it would be a second of: then nothing. */
    Optional<ChargeRun> add(ChargeRun run) {
        var row = record(run);
        row.setKind(run.kind());
        row.setDay(run.day());
        row.setStartedAt(run.startedAt());
        row.setStartedById(run.startedBy().userId());
        row.setStartedBy(run.startedBy().username());
        row.setDue(run.due());
        // not by asking the insert for its row: where it did nothing, SQLite gives that of the insert before
        if (db.insertInto(CHARGE_RUN).set(row).onConflictDoNothing().execute() == 0) {
            return Optional.empty();
        }
        return db.select(RUN)
                .from(CHARGE_RUN)
                .where(
                        CHARGE_RUN.KIND.eq(run.kind()),
                        CHARGE_RUN.DAY.eq(run.day()),
                        CHARGE_RUN.STATUS.eq(ChargeRunStatus.RUNNING))
                .fetchOptional(Record1::value1);
    }

    void update(ChargeRun run) {
        db.update(CHARGE_RUN).set(record(run)).where(CHARGE_RUN.ID.eq(run.id())).execute();
    }

    ChargeRun get(long id) {
        return db.select(RUN)
                .from(CHARGE_RUN)
                .where(CHARGE_RUN.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("charge_run", id));
    }

    ChargeRun lock(long id) {
        return Dialect.of(db)
                .lock(db.select(RUN).from(CHARGE_RUN).where(CHARGE_RUN.ID.eq(id)))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("charge_run", id));
    }

    /** The run, locked, if it is still open and nobody is at it. */
    Optional<ChargeRun> lockOpen(long id) {
        return Dialect.of(db)
                .lockFree(db.select(RUN)
                        .from(CHARGE_RUN)
                        .where(CHARGE_RUN.ID.eq(id), CHARGE_RUN.STATUS.eq(ChargeRunStatus.RUNNING)))
                .fetchOptional(Record1::value1);
    }

    /** Those still to be done, in the order in which to do them: the dry ones can wait. */
    List<ChargeRun> open() {
        return db
                .select(RUN)
                .from(CHARGE_RUN)
                .where(CHARGE_RUN.STATUS.eq(ChargeRunStatus.RUNNING))
                .orderBy(CHARGE_RUN.ID)
                .limit(100)
                .fetch(Record1::value1)
                .stream()
                .sorted(java.util.Comparator.comparing(ChargeRun::isDry))
                .toList();
    }

    /** The latest run in earnest. */
    Optional<ChargeRun> latest() {
        return db.select(RUN)
                .from(CHARGE_RUN)
                .where(CHARGE_RUN.KIND.ne(ChargeRunKind.DRY))
                .orderBy(CHARGE_RUN.ID.desc())
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    Slice<ChargeRun> slice(ChargeRunFilter filter, @Nullable String place, int size) {
        return runs.slice(matches(filter), ORDERS.of("-id"), place, size, count(filter));
    }

    List<ChargeRun> list(ChargeRunFilter filter, List<String> ordering, int limit, long offset, Count count) {
        return runs.page(matches(filter), ORDERS.of(ordering), limit, offset, count);
    }

    Count count(ChargeRunFilter filter) {
        return runs.count(matches(filter));
    }

    void park(long run, long contract, String reason, @Nullable String detail, Instant now) {
        db.insertInto(CHARGE_RUN_PARKED)
                .set(CHARGE_RUN_PARKED.RUN_ID, run)
                .set(CHARGE_RUN_PARKED.CONTRACT_ID, contract)
                .set(CHARGE_RUN_PARKED.REASON, reason)
                .set(
                        CHARGE_RUN_PARKED.DETAIL,
                        detail == null || detail.length() <= LONGEST_DETAIL
                                ? detail
                                : detail.substring(0, LONGEST_DETAIL))
                .set(CHARGE_RUN_PARKED.PARKED_AT, now)
                .execute();
    }

    /** Which of the contracts the run has parked already. */
    Set<Long> parked(long run, Collection<Long> contracts) {
        return db.select(CHARGE_RUN_PARKED.CONTRACT_ID)
                .from(CHARGE_RUN_PARKED)
                .where(CHARGE_RUN_PARKED.RUN_ID.eq(run), CHARGE_RUN_PARKED.CONTRACT_ID.in(contracts))
                .fetchSet(CHARGE_RUN_PARKED.CONTRACT_ID);
    }

    List<ParkedContract> parked(long run, int limit, long offset) {
        return db.select(PARKED)
                .from(CHARGE_RUN_PARKED)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(CHARGE_RUN_PARKED.CONTRACT_ID))
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                .where(CHARGE_RUN_PARKED.RUN_ID.eq(run))
                .orderBy(CHARGE_RUN_PARKED.CONTRACT_ID)
                .limit(limit)
                .offset(offset)
                .fetch(Record1::value1);
    }

    /** What changes while it runs. */
    private static ChargeRunRecord record(ChargeRun run) {
        var row = new ChargeRunRecord();
        row.setStatus(run.status());
        row.setFinishedAt(run.finishedAt());
        row.setProgressAt(run.progressAt());
        row.setSeen(run.tally().seen());
        row.setCharged(run.tally().charged());
        row.setBlocked(run.tally().blocked());
        row.setErrors(run.tally().errors());
        row.setAmount(run.tally().amount());
        row.setLastId(run.place().lastId());
        row.setPass(run.place().pass());
        row.setSkipped(run.place().skipped());
        row.setWaitingFromAt(run.place().waitingFrom());
        return row;
    }

    private static Condition matches(ChargeRunFilter filter) {
        var all = new ArrayList<Condition>();
        if (filter.kind() != null) {
            all.add(CHARGE_RUN.KIND.eq(filter.kind()));
        }
        if (filter.status() != null) {
            all.add(CHARGE_RUN.STATUS.eq(filter.status()));
        }
        if (filter.from() != null) {
            all.add(CHARGE_RUN.DAY.ge(filter.from()));
        }
        if (filter.to() != null) {
            all.add(CHARGE_RUN.DAY.le(filter.to()));
        }
        return all.stream().reduce(noCondition(), Condition::and);
    }
}
