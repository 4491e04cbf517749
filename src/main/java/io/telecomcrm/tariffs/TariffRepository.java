package io.telecomcrm.tariffs;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static io.telecomcrmdb.Tables.TARIFF;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.KeptCounts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrmdb.tables.records.TariffRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class TariffRepository {

    /** As the enum of contracts says them; contracts stand above tariffs, so the words are repeated here. */
    private static final List<String> IN_SERVICE = List.of("active", "suspended");

    private static final List<String> ALIVE = List.of("draft", "active", "suspended");

    private final DSLContext db;
    private final Dialect dialect;
    private final JsonMapper json;

    TariffRepository(DSLContext db, JsonMapper json) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.json = json;
    }

    Tariff get(long id) {
        return db.selectFrom(TARIFF)
                .where(TARIFF.ID.eq(id))
                .fetchOptional(this::tariff)
                .orElseThrow(() -> new NotFound("tariff", id));
    }

    /** A tariff and how many contracts have it. */
    TariffLine line(long id) {
        return db.select(TARIFF.fields())
                .select(CONTRACTS, SUBSCRIBERS)
                .from(TARIFF)
                .where(TARIFF.ID.eq(id))
                .fetchOptional(this::line)
                .orElseThrow(() -> new NotFound("tariff", id));
    }

    /** The tariff, which nobody else changes until the transaction ends. */
    Tariff lock(long id) {
        return dialect.lock(db.selectFrom(TARIFF).where(TARIFF.ID.eq(id)))
                .fetchOptional(this::tariff)
                .orElseThrow(() -> new NotFound("tariff", id));
    }

    /**
     * The tariff, which others may sell meanwhile, but not change. Who may be its first seller has it alone, for of two
     * who share it none could write that it is used.
     */
    Tariff hold(long id) {
        var select = db.selectFrom(TARIFF).where(TARIFF.ID.eq(id));
        if (!db.fetchExists(TARIFF, TARIFF.ID.eq(id), TARIFF.USED_AT.isNotNull())) {
            return lock(id);
        }
        return (dialect == Dialect.SQLITE ? select : select.forShare())
                .fetchOptional(this::tariff)
                .orElseThrow(() -> new NotFound("tariff", id));
    }

    /** Adds the tariff, unless one of this name is there: then nothing. */
    Optional<Tariff> add(TariffDetails details, Instant now) {
        var row = newRow(details, now);
        // not by asking the insert for its row: where it did nothing, SQLite gives that of the insert before
        return db.insertInto(TARIFF).set(row).onConflictDoNothing().execute() == 0
                ? Optional.empty()
                : db.selectFrom(TARIFF)
                        .where(TARIFF.NAME_KEY.eq(row.getNameKey()))
                        .fetchOptional(this::tariff);
    }

    /** Writes the details; empty where another tariff has the name. */
    Optional<Tariff> update(Tariff before, TariffDetails details, Instant now) {
        var row = new TariffRecord();
        fill(row, details, now);
        row.setVersion(before.version() + 1);
        try {
            db.transaction(_ ->
                    db.update(TARIFF).set(row).where(TARIFF.ID.eq(before.id())).execute());
            return Optional.of(get(before.id()));
        } catch (DuplicateKeyException | IntegrityConstraintViolationException taken) {
            return Optional.empty();
        }
    }

    Tariff move(Tariff before, boolean isActive, Instant now) {
        db.update(TARIFF)
                .set(TARIFF.IS_ACTIVE, isActive)
                .set(TARIFF.UPDATED_AT, now)
                .set(TARIFF.UPDATED_BY, Actor.current().username())
                .set(TARIFF.VERSION, before.version() + 1)
                .where(TARIFF.ID.eq(before.id()))
                .execute();
        return get(before.id());
    }

    void delete(long id) {
        db.deleteFrom(TARIFF).where(TARIFF.ID.eq(id)).execute();
    }

    /** Remembers for good that a contract was served by it, though the contract may change. */
    void markUsed(long id, Instant now) {
        db.update(TARIFF)
                .set(TARIFF.USED_AT, now)
                .where(TARIFF.ID.eq(id), TARIFF.USED_AT.isNull())
                .execute();
    }

    boolean isUsed(long id) {
        return db.fetchExists(selectOne()
                .from(TARIFF)
                .where(
                        TARIFF.ID.eq(id),
                        TARIFF.USED_AT
                                .isNotNull()
                                .or(exists(selectOne().from(CONTRACT).where(CONTRACT.TARIFF_ID.eq(id))))
                                .or(exists(selectOne().from(CONTRACT).where(CONTRACT.PENDING_TARIFF_ID.eq(id))))));
    }

    /** Who wrote the tariff last, and when. */
    TariffRecord written(long id) {
        return db.selectFrom(TARIFF).where(TARIFF.ID.eq(id)).fetchSingle();
    }

    List<TariffLine> list(TariffFilter filter, List<? extends SortField<?>> orders, int size, long offset) {
        return db.select(TARIFF.fields())
                .select(CONTRACTS, SUBSCRIBERS)
                .from(TARIFF)
                .where(matches(filter))
                .orderBy(orders)
                .limit(size)
                .offset(offset)
                .fetch(this::line);
    }

    long count(TariffFilter filter) {
        return db.fetchCount(TARIFF, matches(filter));
    }

    /** Everything that is sold, by name. */
    List<TariffLine> active() {
        return list(TariffFilter.active(true, List.of()), List.of(TARIFF.NAME_KEY.asc()), Integer.MAX_VALUE, 0);
    }

    void load(List<TariffDetails> catalogue, int archived, Instant now) {
        var count = catalogue.size();
        var rows = catalogue.stream().map(details -> newRow(details, now)).toList();
        rows.subList(count - archived, count).forEach(row -> row.setIsActive(false));
        db.insertInto(TARIFF).set(rows).execute();
    }

    private static Condition matches(TariffFilter filter) {
        var condition = noCondition();
        if (filter.isActive() != null) {
            condition = condition.and(TARIFF.IS_ACTIVE.eq(filter.isActive()));
        }
        if (filter.period() != null) {
            condition = condition.and(TARIFF.PERIOD.eq(filter.period()));
        }
        if (filter.feeFrom() != null) {
            condition = condition.and(TARIFF.FEE.ge(filter.feeFrom()));
        }
        if (filter.feeTo() != null) {
            condition = condition.and(TARIFF.FEE.le(filter.feeTo()));
        }
        for (var term : filter.terms()) {
            condition = condition.and(TARIFF.NAME_KEY.contains(SearchKey.of(term)));
        }
        return condition;
    }

    private static final Field<Long> CONTRACTS = counted("contracts", ALIVE);
    private static final Field<Long> SUBSCRIBERS = counted("subscribers", IN_SERVICE);

    private static Field<Long> counted(String name, List<String> statuses) {
        return KeptCounts.sumOf(
                        CONTRACT_COUNT.AMOUNT,
                        CONTRACT_COUNT,
                        CONTRACT_COUNT
                                .TARIFF_ID
                                .eq(TARIFF.ID)
                                .and(CONTRACT_COUNT.STATUS.coerce(String.class).in(statuses)))
                .as(name);
    }

    private TariffRecord newRow(TariffDetails details, Instant now) {
        var row = new TariffRecord();
        fill(row, details, now);
        row.setIsActive(true);
        row.setCreatedAt(now);
        row.setVersion(1L);
        return row;
    }

    private void fill(TariffRecord row, TariffDetails details, Instant now) {
        row.setName(details.name());
        row.setNameKey(SearchKey.of(details.name()));
        row.setDescription(details.description());
        row.setFee(details.fee());
        row.setPeriod(details.period());
        row.setOptions(json.writeValueAsString(details.options().wire()));
        row.setRefundUnusedDays(details.refundUnusedDays());
        row.setUpdatedAt(now);
        row.setUpdatedBy(Actor.current().username());
    }

    private TariffLine line(Record found) {
        return new TariffLine(tariff(found.into(TARIFF)), found.get(CONTRACTS), found.get(SUBSCRIBERS));
    }

    private Tariff tariff(TariffRecord row) {
        return new Tariff(
                row.getId(),
                row.getName(),
                row.getDescription(),
                row.getFee(),
                row.getPeriod(),
                TariffOptions.stored(json.readTree(row.getOptions())),
                row.getRefundUnusedDays(),
                row.getIsActive(),
                row.getVersion());
    }
}
