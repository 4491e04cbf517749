package io.telecomcrm.database;

import static io.telecomcrmdb.Tables.CONTRACT_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.ContractStatus;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class KeptCountsTest {

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void foldingLeavesTheSumsAndOneRowOfEachKind() {
        transactions.executeWithoutResult(transaction -> {
            db.deleteFrom(CONTRACT_COUNT).execute();
            add("draft", 1, 2);
            add("draft", 1, -1);
            add("draft", 2, 5);
            add("active", 1, 1);
            add("active", 1, -1);

            KeptCounts.fold(db, CONTRACT_COUNT);

            assertThat(db.select(CONTRACT_COUNT.STATUS, CONTRACT_COUNT.TARIFF_ID, CONTRACT_COUNT.AMOUNT)
                            .from(CONTRACT_COUNT)
                            .orderBy(CONTRACT_COUNT.TARIFF_ID)
                            .fetch(row -> row.value1().code() + " " + row.value2() + ": " + row.value3()))
                    .containsExactly("draft 1: 1", "draft 2: 5");
            assertThat(db.select(KeptCounts.sumOf(CONTRACT_COUNT.AMOUNT, CONTRACT_COUNT, noCondition()))
                            .fetchSingle()
                            .value1())
                    .isEqualTo(6);
            transaction.setRollbackOnly();
        });
    }

    private void add(String status, long tariff, long amount) {
        db.insertInto(CONTRACT_COUNT, CONTRACT_COUNT.STATUS, CONTRACT_COUNT.TARIFF_ID, CONTRACT_COUNT.AMOUNT)
                .values(ContractStatus.of(status), tariff, amount)
                .execute();
    }
}
