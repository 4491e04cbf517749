package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PHONE_NUMBER;
import static io.telecomcrmdb.Tables.SIM;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrmdb.tables.records.SimRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Writes a stock of cards that nobody delivered, and hands them to contracts that nobody signed. */
@Repository
class DemoSimRepository {

    private static final int CHUNK = 2_000;
    private static final int MANY = 10_000;

    private final DSLContext db;
    private final Dialect dialect;

    DemoSimRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    /** Adds many at once; the indexes of very many are made anew afterwards, which is much quicker. */
    void load(DemoSims demo, long count, Function<SimDetails, @Nullable String> sealed, LongConsumer progress) {
        var indexes = count < MANY ? List.<String>of() : dialect.dropIndexes(db, SIM.getName());
        var columns = Arrays.stream(SIM.fields())
                .filter(column -> !column.equals(SIM.ID))
                .toList();
        var newCard = db.insertInto(SIM, columns).values(new @Nullable Object[columns.size()]);
        var newNumber = db.insertInto(PHONE_NUMBER, PHONE_NUMBER.MSISDN, PHONE_NUMBER.CREATED_AT)
                .values((Msisdn) null, (Instant) null);
        for (var first = 0L; first < count; first += CHUNK) {
            var numbers = db.batch(newNumber);
            var cards = db.batch(newCard);
            for (var index = first; index < Math.min(count, first + CHUNK); index++) {
                var details = demo.get(index);
                var row = new SimRecord();
                SimRepository.fill(row, details, sealed.apply(details), demo.createdAt(index));
                row.setStatus(SimStatus.FREE);
                row.setCreatedAt(demo.createdAt(index));
                row.setVersion(1L);
                if (details.msisdn() != null) {
                    numbers = numbers.bind(details.msisdn(), demo.createdAt(index));
                }
                cards = cards.bind(columns.stream().map(row::get).toArray());
            }
            if (numbers.size() > 0) {
                numbers.execute();
            }
            cards.execute();
            progress.accept(Math.min(count, first + CHUNK));
        }
        db.execute("""
                insert into sim_history (sim_id, happened_at, actor, event, status_to, msisdn_to)
                select id, created_at, 'demo', 'created', 'free', msisdn from sim order by id""");
        recount();
        if (!indexes.isEmpty()) {
            indexes.forEach(db::execute);
            db.execute("analyze " + SIM.getName());
        }
    }

    /** The first card to the first contract and so on; a contract that was never activated and has ended needs none. */
    void bind() {
        db.execute("""
                update sim set contract_id = pair.contract_id, status = pair.status, version = version + 1
                from (
                    select s.id as sim_id, c.id as contract_id,
                        case c.status when 'draft' then 'free' when 'active' then 'active'
                            when 'suspended' then 'blocked' else 'closed' end as status
                    from (select id, row_number() over (order by id) as place from sim) s
                    join (select id, status, activated_at, row_number() over (order by id) as place from contract) c
                        on c.place = s.place
                    where c.status <> 'terminated' or c.activated_at is not null
                ) pair
                where pair.sim_id = sim.id""");
        remember(
                "case c.status when 'draft' then 'bound' else 'activated' end",
                "'free'",
                "case c.status when 'draft' then 'free' else 'active' end",
                "null",
                "coalesce(c.activated_at, c.created_at)",
                "true");
        remember("'blocked'", "'active'", "'blocked'", "c.id", "c.updated_at", "c.status = 'suspended'");
        remember("'closed'", "'active'", "'closed'", "c.id", "c.terminated_at", "c.status = 'terminated'");
        recount();
        db.execute("analyze " + SIM.getName());
    }

    /** The numbers of contracts that ended lately rest, each until its own day. */
    void rest(LocalDate today, int days, ZoneId zone) {
        for (var ended = today.minusDays(days - 1L); !ended.isAfter(today); ended = ended.plusDays(1)) {
            db.execute(
                    """
                    update phone_number set quarantined_until = {0} where msisdn in (
                        select s.msisdn from sim s join contract c on c.id = s.contract_id
                        where c.status = 'terminated' and c.terminated_at >= {1} and c.terminated_at < {2})""",
                    val(ended.plusDays(days), PHONE_NUMBER.QUARANTINED_UNTIL),
                    val(ended.atStartOfDay(zone).toInstant(), CONTRACT.TERMINATED_AT),
                    val(ended.plusDays(1).atStartOfDay(zone).toInstant(), CONTRACT.TERMINATED_AT));
        }
    }

    private void remember(String event, String from, String to, String contractFrom, String at, String which) {
        db.execute("""
                insert into sim_history (sim_id, happened_at, actor, event, status_from, status_to, contract_from,
                    contract_to, msisdn_from, msisdn_to)
                select s.id, %s, 'demo', %s, %s, %s, %s, c.id, s.msisdn, s.msisdn
                from sim s join contract c on c.id = s.contract_id
                where %s order by s.id""".formatted(at, event, from, to, contractFrom, which));
    }

    private void recount() {
        db.execute("delete from sim_count");
        db.execute("""
                insert into sim_count (status, is_bound, amount)
                select status, contract_id is not null, count(*) from sim group by status, contract_id is not null""");
    }
}
