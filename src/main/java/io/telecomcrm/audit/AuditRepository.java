package io.telecomcrm.audit;

import static io.telecomcrmdb.Tables.AUDIT_CHECK;
import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.AUDIT_FENCE;
import static io.telecomcrmdb.Tables.AUDIT_SEAL;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.TICKET;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import io.telecomcrm.database.Additions;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class AuditRepository {

    static final SelectField<AuditEntry> ENTRY = row(
                    AUDIT_ENTRY.ID,
                    AUDIT_ENTRY.HAPPENED_AT,
                    AUDIT_ENTRY.ACTOR_ID,
                    AUDIT_ENTRY.USERNAME,
                    AUDIT_ENTRY.ACTION,
                    AUDIT_ENTRY.OBJECT_TYPE,
                    AUDIT_ENTRY.OBJECT_ID,
                    AUDIT_ENTRY.CHANGES,
                    AUDIT_ENTRY.ADDRESS,
                    AUDIT_ENTRY.REQUEST_ID)
            .mapping(AuditEntry::new);

    private static final SelectField<Seal> SEAL = row(
                    AUDIT_SEAL.NUMBER,
                    AUDIT_SEAL.FROM_ID,
                    AUDIT_SEAL.TO_ID,
                    AUDIT_SEAL.ENTRIES,
                    AUDIT_SEAL.DIGESTS,
                    AUDIT_SEAL.HASH,
                    AUDIT_SEAL.SEALED_AT)
            .mapping(Seal::new);

    private static final SelectField<Check> CHECK = row(
                    AUDIT_CHECK.CHECKED_AT,
                    AUDIT_CHECK.ENTRIES,
                    AUDIT_CHECK.SEAL,
                    AUDIT_CHECK.SEAL_HASH,
                    AUDIT_CHECK.FINDINGS)
            .mapping(Check::of);

    static final Orders ORDERS = new Orders(AUDIT_ENTRY.ID, Map.of("at", AUDIT_ENTRY.HAPPENED_AT));

    private final DSLContext db;
    private final Rows<AuditEntry> rows;
    private final Additions additions;

    AuditRepository(DSLContext db) {
        this.db = db;
        this.rows = new Rows<>(db, AUDIT_ENTRY, AUDIT_ENTRY.ID, ENTRY);
        this.additions = Additions.to(db, AUDIT_ENTRY);
    }

    /** As the transaction ends, behind the entries that wait already. */
    void add(AuditEntry entry) {
        additions.later(
                entry.at(),
                entry.actorId(),
                entry.username(),
                entry.action(),
                entry.objectType(),
                entry.objectId(),
                entry.changes(),
                entry.address(),
                entry.requestId());
    }

    Optional<AuditEntry> find(long id) {
        return db.select(ENTRY).from(AUDIT_ENTRY).where(AUDIT_ENTRY.ID.eq(id)).fetchOptional(Record1::value1);
    }

    /** Newest first. */
    Slice<AuditEntry> slice(AuditFilter filter, @Nullable String place, int size) {
        return rows.slice(matches(filter), ORDERS.of("-at"), place, size, count(filter));
    }

    /** What happened to one thing, newest first; nobody asks how much. */
    Slice<AuditEntry> history(String type, long id, @Nullable String place, int size) {
        return rows.slice(matches(AuditFilter.of(type, id)), ORDERS.of("-at"), place, size, Count.UNKNOWN);
    }

    /**
     * Whether it is still known who asked. Of a ticket that is gone it isn't: nothing tells whether its customer was
     * forgotten meanwhile.
     */
    boolean isAskerKnown(long ticket) {
        return db.fetchExists(selectOne()
                .from(TICKET)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(TICKET.CUSTOMER_ID))
                .where(TICKET.ID.eq(ticket), CUSTOMER.ANONYMISED_AT.isNull()));
    }

    /** A page by its number. */
    List<AuditEntry> page(AuditFilter filter, List<String> ordering, int limit, long offset) {
        return rows.page(
                matches(filter),
                ORDERS.of(ordering.isEmpty() ? List.of("-at") : ordering),
                limit,
                offset,
                Count.UNKNOWN);
    }

    Count count(AuditFilter filter) {
        return rows.count(matches(filter));
    }

    /** Entries in the order of their ids, for sealing and checking. */
    List<AuditEntry> between(long afterId, long toId, int limit) {
        return db.select(ENTRY)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.gt(afterId), AUDIT_ENTRY.ID.le(toId))
                .orderBy(AUDIT_ENTRY.ID)
                .limit(limit)
                .fetch(Record1::value1);
    }

    Optional<Seal> lastSeal() {
        return db.select(SEAL)
                .from(AUDIT_SEAL)
                .orderBy(AUDIT_SEAL.NUMBER.desc())
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    List<Seal> seals(long afterNumber, int limit) {
        return db.select(SEAL)
                .from(AUDIT_SEAL)
                .where(AUDIT_SEAL.NUMBER.gt(afterNumber))
                .orderBy(AUDIT_SEAL.NUMBER)
                .limit(limit)
                .fetch(Record1::value1);
    }

    @Transactional
    public void add(Seal seal) {
        db.insertInto(AUDIT_SEAL)
                .set(AUDIT_SEAL.NUMBER, seal.number())
                .set(AUDIT_SEAL.FROM_ID, seal.fromId())
                .set(AUDIT_SEAL.TO_ID, seal.toId())
                .set(AUDIT_SEAL.ENTRIES, seal.entries())
                .set(AUDIT_SEAL.DIGESTS, seal.digests())
                .set(AUDIT_SEAL.HASH, seal.hash())
                .set(AUDIT_SEAL.SEALED_AT, seal.sealedAt())
                .execute();
    }

    /** How far the entries may be sealed: nobody can still come with an id up to there. */
    Optional<Long> settledTo() {
        return db.select(AUDIT_FENCE.TO_ID)
                .from(AUDIT_FENCE)
                .where(
                        switch (Dialect.of(db)) {
                            // One writer: whoever has drawn an id has also committed before the next one begins.
                            case SQLITE -> noCondition();
                            case POSTGRESQL ->
                                AUDIT_FENCE.TRANSACTION_ID.le(
                                        field("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class));
                        })
                .fetchOptional(Record1::value1);
    }

    /**
     * Puts the fence behind the newest entry. This transaction gets its number after that entry was seen, so everybody
     * who may hold a smaller id has a smaller number.
     */
    @Transactional
    public void moveFence() {
        var newest = db.select(max(AUDIT_ENTRY.ID)).from(AUDIT_ENTRY).fetchSingle(Record1::value1);
        var number = switch (Dialect.of(db)) {
            case SQLITE -> 0L;
            case POSTGRESQL ->
                db.select(field("pg_current_xact_id()::text::bigint", Long.class))
                        .fetchSingle(Record1::value1);
        };
        db.update(AUDIT_FENCE)
                .set(AUDIT_FENCE.TO_ID, newest == null ? 0L : newest)
                .set(AUDIT_FENCE.TRANSACTION_ID, number)
                .execute();
    }

    /** The fence bears a number this server hasn't reached: the database was brought here from another one. */
    boolean fenceIsForeign() {
        return Dialect.of(db) == Dialect.POSTGRESQL
                && db.fetchExists(
                        AUDIT_FENCE,
                        AUDIT_FENCE.TRANSACTION_ID.ge(
                                field("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", Long.class)));
    }

    /** Entries that no seal covers yet, counted up to the limit. */
    int unsealed(long afterId, int limit) {
        return db.fetchSingle(selectCount()
                        .from(selectOne()
                                .from(AUDIT_ENTRY)
                                .where(AUDIT_ENTRY.ID.gt(afterId))
                                .limit(limit)))
                .value1();
    }

    Optional<Instant> oldestUnsealed(long afterId) {
        return db.select(AUDIT_ENTRY.HAPPENED_AT)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.gt(afterId))
                .orderBy(AUDIT_ENTRY.ID)
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    @Transactional
    public void add(Check check) {
        db.insertInto(AUDIT_CHECK)
                .set(AUDIT_CHECK.CHECKED_AT, check.at())
                .set(AUDIT_CHECK.ENTRIES, check.entries())
                .set(AUDIT_CHECK.SEAL, check.seal())
                .set(AUDIT_CHECK.SEAL_HASH, check.sealHash())
                .set(AUDIT_CHECK.FINDINGS, check.findingsAsText())
                .execute();
    }

    Optional<Check> lastCheck() {
        return db.select(CHECK)
                .from(AUDIT_CHECK)
                .orderBy(AUDIT_CHECK.ID.desc())
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    private static Condition matches(AuditFilter filter) {
        var condition = noCondition();
        if (filter.from() != null) {
            condition = condition.and(AUDIT_ENTRY.HAPPENED_AT.ge(filter.from()));
        }
        if (filter.until() != null) {
            condition = condition.and(AUDIT_ENTRY.HAPPENED_AT.lt(filter.until()));
        }
        if (filter.actorId() != null) {
            condition = condition.and(AUDIT_ENTRY.ACTOR_ID.eq(filter.actorId()));
        }
        if (filter.username() != null) {
            condition = condition.and(AUDIT_ENTRY.USERNAME.eq(filter.username()));
        }
        if (filter.action() != null) {
            condition = condition.and(AUDIT_ENTRY.ACTION.eq(filter.action()));
        }
        if (filter.objectType() != null) {
            condition = condition.and(AUDIT_ENTRY.OBJECT_TYPE.eq(filter.objectType()));
        }
        if (filter.objectId() != null) {
            condition = condition.and(AUDIT_ENTRY.OBJECT_ID.eq(filter.objectId()));
        }
        if (filter.address() != null) {
            condition = condition.and(AUDIT_ENTRY.ADDRESS.eq(filter.address()));
        }
        return condition;
    }
}
