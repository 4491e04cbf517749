package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_COUNT;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrmdb.tables.records.SimRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** The cards, their histories and the counts of them. */
@Repository
class SimRepository {

    private static final SelectField<Sim> CARD = row(
                    SIM.ID,
                    SIM.ICCID,
                    SIM.IMSI,
                    SIM.MSISDN,
                    SIM.STATUS,
                    SIM.CONTRACT_ID,
                    SIM.BATCH,
                    SIM.CREATED_AT,
                    SIM.UPDATED_AT,
                    SIM.VERSION)
            .mapping(Sim::new);

    private final DSLContext db;
    private final Dialect dialect;

    SimRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    Sim get(long id) {
        return find(SIM.ID.eq(id)).orElseThrow(() -> new NotFound("sim", id));
    }

    Optional<Sim> find(Condition condition) {
        return db.select(CARD).from(SIM).where(condition).fetchOptional(Record1::value1);
    }

    /** Who wrote it last, as they sign in. */
    @Nullable
    String changedBy(long id) {
        return db.select(SIM.UPDATED_BY).from(SIM).where(SIM.ID.eq(id)).fetchOne(SIM.UPDATED_BY);
    }

    /** The card, which nobody else changes until the transaction ends. */
    Sim lock(long id) {
        return lock(SIM.ID.eq(id)).stream().findFirst().orElseThrow(() -> new NotFound("sim", id));
    }

    /** The cards in the order of their ids, which nobody else changes until the transaction ends. */
    List<Sim> lock(Condition condition) {
        return dialect.lock(db.select(CARD).from(SIM).where(condition).orderBy(SIM.ID))
                .fetch(Record1::value1);
    }

    List<Sim> ofContracts(Collection<Long> contracts) {
        return lock(dialect.among(SIM.CONTRACT_ID, contracts));
    }

    boolean exists(Condition condition) {
        return db.fetchExists(SIM, condition);
    }

    /** Adds the card, unless one with the same ICCID or IMSI is there: then nothing. */
    Optional<Sim> add(SimDetails details, @Nullable String secrets, Instant now) {
        var row = new SimRecord();
        fill(row, details, secrets, now);
        row.setStatus(SimStatus.FREE);
        row.setCreatedAt(now);
        row.setVersion(1L);
        // not by asking the insert for its row: where it did nothing, SQLite gives that of the insert before
        var added = db.insertInto(SIM).set(row).onConflictDoNothing().execute() == 0
                ? Optional.<Sim>empty()
                : find(SIM.ICCID.eq(details.iccid()));
        added.ifPresent(sim -> {
            remember(SimMove.CREATED, null, sim, null, now);
            count(sim, 1);
        });
        return added;
    }

    /** Writes the details; empty where another card has the same ICCID or IMSI. */
    Optional<Sim> update(Sim before, SimDetails details, @Nullable String secrets, Instant now) {
        var row = new SimRecord();
        fill(row, details, secrets, now);
        row.setVersion(before.version() + 1);
        try {
            db.transaction(
                    _ -> db.update(SIM).set(row).where(SIM.ID.eq(before.id())).execute());
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
        var after = get(before.id());
        if (!Objects.equals(before.msisdn(), after.msisdn())) {
            remember(SimMove.NUMBER_CHANGED, before, after, null, now);
        }
        return Optional.of(after);
    }

    void delete(Sim sim) {
        db.deleteFrom(SIM_HISTORY).where(SIM_HISTORY.SIM_ID.eq(sim.id())).execute();
        db.deleteFrom(SIM).where(SIM.ID.eq(sim.id())).execute();
        count(sim, -1);
    }

    /** Whether a contract ever had the card. */
    boolean wasBound(long id) {
        return db.fetchExists(SIM_HISTORY, SIM_HISTORY.SIM_ID.eq(id), SIM_HISTORY.CONTRACT_TO.isNotNull());
    }

    /** PIN and PUK as they are stored. */
    @Nullable
    String secrets(long id) {
        return db.select(SIM.SECRETS).from(SIM).where(SIM.ID.eq(id)).fetchOne(SIM.SECRETS);
    }

    /** Some of the cards whose codes are encrypted under another key than that of the prefix; they are locked. */
    List<Sim> encryptedOtherwise(String prefix, int most) {
        return dialect.lock(db.select(CARD)
                        .from(SIM)
                        .where(
                                SIM.SECRETS.isNotNull(),
                                SIM.SECRETS.startsWith(prefix).not())
                        .orderBy(SIM.ID)
                        .limit(most))
                .fetch(Record1::value1);
    }

    /** Writes the codes in another encryption, which changes nothing about the card. */
    void encrypt(Sim sim, @Nullable String secrets) {
        db.update(SIM).set(SIM.SECRETS, secrets).where(SIM.ID.eq(sim.id())).execute();
    }

    /** Writes what one card became, and a line of history. */
    Sim move(SimMove move, Sim before, Sim after, @Nullable String reason, Instant now) {
        db.update(SIM)
                .set(SIM.STATUS, after.status())
                .set(SIM.CONTRACT_ID, after.contractId())
                .set(SIM.MSISDN, after.msisdn())
                .set(SIM.SEARCH_TEXT, searchText(after.iccid(), after.msisdn()))
                .set(SIM.VERSION, SIM.VERSION.plus(1))
                .set(SIM.UPDATED_AT, now)
                .set(SIM.UPDATED_BY, Actor.current().username())
                .where(SIM.ID.eq(before.id()))
                .execute();
        remember(move, before, after, reason, now);
        count(before, -1);
        count(after, 1);
        return get(before.id());
    }

    /** Writes that many cards went on to one status, and a line of history for each; three statements however many. */
    void move(SimMove move, List<Sim> before, SimStatus becomes, @Nullable String reason, Instant now) {
        var ids = before.stream().map(Sim::id).toList();
        var actor = Actor.current();
        db.insertInto(
                        SIM_HISTORY,
                        SIM_HISTORY.SIM_ID,
                        SIM_HISTORY.HAPPENED_AT,
                        SIM_HISTORY.ACTOR_ID,
                        SIM_HISTORY.ACTOR,
                        SIM_HISTORY.EVENT,
                        SIM_HISTORY.STATUS_FROM,
                        SIM_HISTORY.STATUS_TO,
                        SIM_HISTORY.CONTRACT_FROM,
                        SIM_HISTORY.CONTRACT_TO,
                        SIM_HISTORY.MSISDN_FROM,
                        SIM_HISTORY.MSISDN_TO,
                        SIM_HISTORY.REASON)
                .select(select(
                                SIM.ID,
                                val(now, SIM_HISTORY.HAPPENED_AT),
                                val(actor.userId(), SIM_HISTORY.ACTOR_ID),
                                val(actor.username(), SIM_HISTORY.ACTOR),
                                val(move.code(), SIM_HISTORY.EVENT),
                                SIM.STATUS,
                                val(becomes, SIM_HISTORY.STATUS_TO),
                                SIM.CONTRACT_ID,
                                SIM.CONTRACT_ID,
                                SIM.MSISDN,
                                SIM.MSISDN,
                                val(reason, SIM_HISTORY.REASON))
                        .from(SIM)
                        .where(dialect.among(SIM.ID, ids))
                        .orderBy(SIM.ID))
                .execute();
        db.update(SIM)
                .set(SIM.STATUS, becomes)
                .set(SIM.VERSION, SIM.VERSION.plus(inline(1)))
                .set(SIM.UPDATED_AT, now)
                .set(SIM.UPDATED_BY, actor.username())
                .where(dialect.among(SIM.ID, ids))
                .execute();
        var gone = new HashMap<SimStatus, Long>();
        before.forEach(sim -> gone.merge(sim.status(), 1L, Long::sum));
        gone.forEach((status, amount) -> count(status, true, -amount));
        count(becomes, true, before.size());
    }

    static void fill(SimRecord row, SimDetails details, @Nullable String secrets, Instant now) {
        row.setIccid(details.iccid());
        row.setImsi(details.imsi());
        row.setMsisdn(details.msisdn());
        row.setBatch(details.batch());
        row.setSecrets(secrets);
        row.setSearchText(searchText(details.iccid(), details.msisdn()));
        row.setUpdatedAt(now);
        row.setUpdatedBy(Actor.current().username());
    }

    private void remember(SimMove move, @Nullable Sim before, Sim after, @Nullable String reason, Instant now) {
        var actor = Actor.current();
        db.insertInto(SIM_HISTORY)
                .set(SIM_HISTORY.SIM_ID, after.id())
                .set(SIM_HISTORY.HAPPENED_AT, now)
                .set(SIM_HISTORY.ACTOR_ID, actor.userId())
                .set(SIM_HISTORY.ACTOR, actor.username())
                .set(SIM_HISTORY.EVENT, move.code())
                .set(SIM_HISTORY.STATUS_FROM, before == null ? null : before.status())
                .set(SIM_HISTORY.STATUS_TO, after.status())
                .set(SIM_HISTORY.CONTRACT_FROM, before == null ? null : before.contractId())
                .set(SIM_HISTORY.CONTRACT_TO, after.contractId())
                .set(SIM_HISTORY.MSISDN_FROM, before == null ? null : before.msisdn())
                .set(SIM_HISTORY.MSISDN_TO, after.msisdn())
                .set(SIM_HISTORY.REASON, reason)
                .execute();
    }

    private void count(Sim sim, long more) {
        count(sim.status(), sim.contractId() != null, more);
    }

    private void count(SimStatus status, boolean isBound, long more) {
        db.insertInto(SIM_COUNT, SIM_COUNT.STATUS, SIM_COUNT.IS_BOUND, SIM_COUNT.AMOUNT)
                .values(status, isBound, more)
                .execute();
    }

    /** ICCID and number in one line; the spaces around make every word begin and end alike. */
    static String searchText(Iccid iccid, @Nullable Msisdn msisdn) {
        return " " + iccid + (msisdn == null ? "" : " " + msisdn.digits()) + " ";
    }
}
