package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose locks a change of a customer needs: those of all their contracts only where these keep what is changed. */
@IntegrationTest
class CustomerChangingTest {

    private static final String PATH = "/api/v1/customers/";

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Customers customers;

    @Autowired
    CustomerInput input;

    @BeforeEach
    void manyWriters() {
        assumeThat(TestDatabase.isPostgresql()).as("SQLite has one writer").isTrue();
    }

    @Test
    void doesNotWaitForContractsThatKeepNothingOfIt() throws Exception {
        var id = customer();
        whileAContractIsHeld(id, () -> {
            var sent = Map.of(
                    "note", "перезвонить",
                    "email", "new" + id + "@example.ru",
                    "passport_series", "4511",
                    "passport_number", SampleCustomers.passport(),
                    "address", "Тверь");
            var done = changing(id, sent).get(20, TimeUnit.SECONDS);
            assertThat(done.status()).as(done.body()).isEqualTo(200);
        });
    }

    @Test
    void waitsForContractsThatAreFoundByIt() throws Exception {
        var id = customer();
        for (var sent : List.of(Map.of("last_name", "Новофамильный"), Map.of("phone", "+79035550000"))) {
            var change = new CompletableFuture<CompletableFuture<Answer>>();
            whileAContractIsHeld(id, () -> {
                change.complete(changing(id, sent));
                assertThatThrownBy(() -> change.join().get(500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
            });
            var done = change.join().get(20, TimeUnit.SECONDS);
            assertThat(done.status()).as(done.body()).isEqualTo(200);
        }
        assertThat(textOfContract(id)).contains("НОВОФАМИЛЬНЫЙ", "79035550000");
    }

    /** Between its first look and its lock somebody renames the customer: writing the old name touches it after all. */
    @Test
    void beginsAnewWhereItTouchesMoreThanItSaw() {
        var id = customer();
        var was = String.valueOf(SampleCustomers.person().get("last_name"));
        var fields = Map.of("last_name", was, "note", "по ошибке переименован", "confirm_duplicate", "true");
        var looks = new AtomicInteger();

        Actor.job("tests")
                .run(() -> customers.update(id, null, true, before -> {
                    if (looks.getAndIncrement() == 0) {
                        var other =
                                changing(id, Map.of("last_name", "Ошибочный")).orTimeout(20, TimeUnit.SECONDS);
                        assertThat(other.join().status()).isEqualTo(200);
                    }
                    return input.read(Fields.typed(fields), before, false);
                }));

        // seen and locked, and both once more
        assertThat(looks).hasValue(4);
        assertThat(textOfContract(id)).contains(was.toUpperCase(Locale.ROOT)).doesNotContain("ОШИБОЧНЫЙ");
    }

    private interface Step {
        void run() throws Exception;
    }

    private void whileAContractIsHeld(long customer, Step step) throws Exception {
        var held = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var other = Thread.ofVirtual()
                .start(() -> transactions.executeWithoutResult(_ -> {
                    db.selectFrom(CONTRACT)
                            .where(CONTRACT.CUSTOMER_ID.eq(customer))
                            .forNoKeyUpdate()
                            .fetch();
                    held.countDown();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        held.await();
        try {
            step.run();
        } finally {
            over.countDown();
            other.join();
        }
    }

    private CompletableFuture<Answer> changing(long id, Map<String, String> changes) {
        var token = http.token("operator");
        var sent = new HashMap<>(changes);
        sent.put("confirm_duplicate", "true");
        return CompletableFuture.supplyAsync(
                () -> http.api("PATCH", PATH + id + "/", token, sent), Executors.newVirtualThreadPerTaskExecutor());
    }

    private long customer() {
        var answer = http.api("POST", PATH, http.token("operator"), SampleCustomers.person());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var id = answer.json().get("id").asLong();
        SampleContracts.add(db, transactions, id, "active");
        return id;
    }

    private String textOfContract(long customer) {
        return db.select(CONTRACT_TEXT.SEARCH_TEXT)
                .from(CONTRACT_TEXT)
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(CONTRACT_TEXT.CONTRACT_ID))
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .fetchSingle()
                .value1();
    }
}
