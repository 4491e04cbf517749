package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.CUSTOMER;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Phone;
import io.telecomcrmdb.tables.records.ContractBlockRecord;
import io.telecomcrmdb.tables.records.ContractTextRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Writes contracts that nobody signed, for the customers there are. */
@Repository
class DemoContractRepository {

    private static final int CHUNK = 2_000;
    private static final int MANY = 10_000;

    private final DSLContext db;
    private final Dialect dialect;

    DemoContractRepository(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    /**
     * Adds many at once; the indexes of very many are made anew afterwards, which is much quicker.
     *
     * @param number of the card that the contract of a place will get
     */
    void load(DemoContracts demo, long count, LongFunction<Msisdn> number, LongConsumer progress) {
        var indexes = new ArrayList<String>();
        if (count >= MANY) {
            indexes.addAll(dialect.dropIndexes(db, CONTRACT.getName()));
            indexes.addAll(dialect.dropIndexes(db, CONTRACT_TEXT.getName()));
        }
        var customers =
                db.select(CUSTOMER.ID).from(CUSTOMER).orderBy(CUSTOMER.ID).fetch(CUSTOMER.ID);
        for (var first = 0L; first < count; first += CHUNK) {
            add(demo, first, Math.min(count, first + CHUNK), customers, number);
            progress.accept(Math.min(count, first + CHUNK));
        }
        remember("created", "null", "'draft'", "created_at", "true", "null");
        remember("activated", "'draft'", "'active'", "activated_at", "activated_at is not null", "null");
        remember("blocked", "'active'", "'suspended'", "updated_at", "status = 'suspended'", """
                '{"block":[null,"' || (select reason from contract_block where contract_id = contract.id) || '"]}'""");
        remember("terminated", "'active'", "'terminated'", "terminated_at", "status = 'terminated'", """
                '{"termination_reason":[null,"' || termination_reason || '"]}'""");
        db.deleteFrom(CONTRACT_COUNT).execute();
        db.execute("""
                insert into contract_count (status, tariff_id, amount)
                select status, tariff_id, count(*) from contract group by status, tariff_id""");
        if (!indexes.isEmpty()) {
            indexes.forEach(db::execute);
            db.execute("analyze " + CONTRACT.getName());
            db.execute("analyze " + CONTRACT_TEXT.getName());
        }
    }

    private void add(DemoContracts demo, long from, long to, List<Long> customers, LongFunction<Msisdn> number) {
        var columns = Arrays.stream(CONTRACT.fields())
                .filter(column -> !column.equals(CONTRACT.ID))
                .toList();
        var rows = db.batch(db.insertInto(CONTRACT, columns).values(new @Nullable Object[columns.size()]));
        var signers = new ArrayList<Long>();
        for (var index = from; index < to; index++) {
            signers.add(customers.get(demo.customer(index, customers.size())));
        }
        var known = new HashMap<Long, Signer>();
        db.select(CUSTOMER.ID, CUSTOMER.FULL_NAME, CUSTOMER.PHONE, CUSTOMER.CREATED_AT)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.in(signers))
                .forEach(row -> known.put(row.value1(), new Signer(row.value2(), row.value3(), row.value4())));
        var texts = new HashMap<ContractNumber, String>();
        var blocks = new HashMap<ContractNumber, Block>();
        for (var index = from; index < to; index++) {
            var id = signers.get((int) (index - from));
            var signer = Objects.requireNonNull(known.get(id));
            var made = demo.get(index, id, signer.since());
            var row = made.row();
            texts.put(
                    row.getNumber(),
                    ContractRepository.searchText(row.getNumber(), signer.name(), signer.phone(), number.apply(index)));
            if (made.block() != null) {
                blocks.put(row.getNumber(), made.block());
            }
            rows = rows.bind(columns.stream().map(row::get).toArray());
        }
        rows.execute();
        describe(texts);
        if (!blocks.isEmpty()) {
            block(blocks);
        }
    }

    private void describe(HashMap<ContractNumber, String> texts) {
        var rows = db.select(CONTRACT.ID, CONTRACT.NUMBER)
                .from(CONTRACT)
                .where(CONTRACT.NUMBER.in(texts.keySet()))
                .orderBy(CONTRACT.ID)
                .fetch(found -> new ContractTextRecord(found.value1(), texts.get(found.value2())));
        db.batchInsert(rows).execute();
    }

    private void block(HashMap<ContractNumber, Block> blocks) {
        var rows = db.select(CONTRACT.ID, CONTRACT.NUMBER)
                .from(CONTRACT)
                .where(CONTRACT.NUMBER.in(blocks.keySet()))
                .orderBy(CONTRACT.ID)
                .fetch(found -> {
                    var block = Objects.requireNonNull(blocks.get(found.value2()));
                    var row = new ContractBlockRecord();
                    row.setContractId(found.value1());
                    row.setReason(block.reason());
                    row.setSinceAt(block.since());
                    row.setUntilOn(block.until());
                    row.setSetBy(block.setBy());
                    return row;
                });
        db.batchInsert(rows).execute();
    }

    private void remember(String event, String from, String to, String at, String which, String changes) {
        db.execute("""
                insert into contract_history (contract_id, happened_at, actor, event, status_from, status_to, changes)
                select id, %s, 'demo', '%s', %s, %s, coalesce(%s, '{}') from contract where %s order by id""".formatted(at, event, from, to, changes, which));
    }

    private record Signer(String name, Phone phone, Instant since) {}
}
