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
import io.telecomcrm.kernel.NotFound;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
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

    /** The card, which nobody else changes until the transaction ends. */
    Sim lock(long id) {
        return lock(SIM.ID.eq(id)).stream().findFirst().orElseThrow(() -> new NotFound("sim", id));
    }

    /** The cards in the order of their ids, which nobody else changes until the transaction ends. */
    List<Sim> lock(Condition condition) {
        return dialect.lock(db.select(CARD).from(SIM).where(condition).orderBy(SIM.ID))
                .fetch(Record1::value1);
    }

    /** Writes what one card became, and a line of history. */
    Sim move(SimMove move, Sim before, Sim after, @Nullable String reason, Instant now) {
        db.update(SIM)
                .set(SIM.STATUS, after.status())
                .set(SIM.CONTRACT_ID, after.contractId())
                .set(SIM.MSISDN, after.msisdn())
                .set(SIM.SEARCH_TEXT, searchText(after))
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
                        .where(SIM.ID.in(ids))
                        .orderBy(SIM.ID))
                .execute();
        db.update(SIM)
                .set(SIM.STATUS, becomes)
                .set(SIM.VERSION, SIM.VERSION.plus(inline(1)))
                .set(SIM.UPDATED_AT, now)
                .set(SIM.UPDATED_BY, actor.username())
                .where(SIM.ID.in(ids))
                .execute();
        var gone = new HashMap<SimStatus, Long>();
        before.forEach(sim -> gone.merge(sim.status(), 1L, Long::sum));
        gone.forEach((status, amount) -> count(status, true, -amount));
        count(becomes, true, before.size());
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
    static String searchText(Sim sim) {
        return " " + sim.iccid()
                + (sim.msisdn() == null ? "" : " " + sim.msisdn().digits()) + " ";
    }
}
