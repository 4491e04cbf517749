package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.IntegrationTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.Insert;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What contracts are found by, brought up to date. */
@IntegrationTest
class ContractIndexTest {

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JsonMapper json;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void asksNoMoreOftenForManyContractsThanForOne() {
        var customer = samples.customer();
        var ids = new ArrayList<>(List.of(samples.draft(customer), samples.draft(customer), samples.draft(customer)));
        ids.add(SampleContracts.as(() -> contracts.create(
                        new ContractDetails(customer, null, samples.tariff(), LocalDate.of(2026, 11, 1))))
                .id());
        var one = samples.draft();
        spoil(ids);
        spoil(List.of(one));

        assertThat(statements(ids)).isEqualTo(statements(List.of(one))).isLessThan(ids.size());

        ids.add(one);
        for (var id : ids) {
            assertThat(db.fetchValue(CONTRACT_TEXT.SEARCH_TEXT, CONTRACT_TEXT.CONTRACT_ID.eq(id)))
                    .isEqualTo(text(id));
        }
    }

    /** What is written right is left alone, for each row written costs its indexes. */
    @Test
    void writesOnlyWhatChanges() {
        var customer = samples.customer();
        var right = samples.draft(customer);
        var wrong = samples.draft(customer);
        spoil(List.of(wrong));
        var written = new AtomicInteger();

        index(List.of(right, wrong), ExecuteListener.onEnd(context -> {
            if (context.query() instanceof Insert<?>) {
                written.addAndGet(context.rows());
            }
        }));

        assertThat(written).hasValue(1);
    }

    private int statements(List<Long> ids) {
        var statements = new AtomicInteger();
        index(ids, ExecuteListener.onStart(context -> statements.addAndGet(context.batchQueries().length)));
        return statements.get();
    }

    private void index(List<Long> ids, ExecuteListener listener) {
        var listened = db.configuration().derive(new DefaultExecuteListenerProvider(listener));
        var rows = new ContractRepository(listened.dsl(), json);
        transactions.executeWithoutResult(_ -> rows.indexForSearch(ids));
    }

    private void spoil(List<Long> ids) {
        transactions.executeWithoutResult(_ -> db.update(CONTRACT_TEXT)
                .set(CONTRACT_TEXT.SEARCH_TEXT, " ПРЕЖНЕЕ")
                .where(CONTRACT_TEXT.CONTRACT_ID.in(ids))
                .execute());
    }

    /** As Java writes it. */
    private String text(long id) {
        return db.select(CONTRACT.NUMBER, CUSTOMER.FULL_NAME, CUSTOMER.PHONE, SIM.MSISDN)
                .from(CONTRACT)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                .leftJoin(SIM)
                .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                .where(CONTRACT.ID.eq(id))
                .fetchSingle(
                        row -> ContractRepository.searchText(row.value1(), row.value2(), row.value3(), row.value4()));
    }
}
