package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands that need the same rows at the same moment take them in one order, so that none has to be run again. */
@IntegrationTest
class LockOrderTest {

    private static final String API = "/api/v1/";
    private static final int ROUNDS = 15;

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private final ListAppender<ILoggingEvent> victims = new ListAppender<>();
    private final Logger retries = (Logger) LoggerFactory.getLogger("io.telecomcrm.database.DeadlockRetry");
    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
        victims.start();
        retries.addAppender(victims);
    }

    @AfterEach
    void stopListening() {
        retries.detachAppender(victims);
    }

    @Test
    void aCustomerIsRenamedWhileTheirContractsMove() throws Exception {
        var token = http.token("operator");
        for (var round = 0; round < ROUNDS; round++) {
            var customer = samples.customer();
            var calls = new ArrayList<Callable<Http.Answer>>();
            for (var i = 0; i < 4; i++) {
                var draft = samples.draft(customer);
                calls.add(() -> http.api("POST", API + "contracts/" + draft + "/activate/", token, Map.of()));
                var name = "Переименован" + "абвг".charAt(i);
                calls.add(() -> http.api(
                        "PATCH",
                        API + "customers/" + customer + "/",
                        token,
                        Map.of("last_name", name, "confirm_duplicate", true)));
            }
            allDone(calls, 200);
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void aReservedCardGetsAnotherNumberWhileItsContractBegins() throws Exception {
        var token = http.token("operator");
        for (var round = 0; round < ROUNDS; round++) {
            var draft = samples.draft();
            var sim = Objects.requireNonNull(db.fetchValue(SIM.ID, SIM.CONTRACT_ID.eq(draft)));
            var answers = atOnce(List.of(
                    () -> http.api("POST", API + "contracts/" + draft + "/activate/", token, Map.of()),
                    () -> http.api(
                            "PATCH", API + "sims/" + sim + "/", token, Map.of("msisdn", SampleContracts.msisdn()))));
            assertThat(answers.getFirst().status())
                    .as(answers.getFirst().body())
                    .isEqualTo(200);
            assertThat(answers.getLast().status()).as(answers.getLast().body()).isIn(200, 409);
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void aReservedCardIsWantedWhileItsContractBegins() throws Exception {
        var token = http.token("operator");
        var tariff = samples.tariff();
        samples.draft();
        for (var round = 0; round < ROUNDS; round++) {
            var customer = samples.customer();
            var draft = samples.draft(customer);
            var sim = Objects.requireNonNull(db.fetchValue(SIM.ID, SIM.CONTRACT_ID.eq(draft)));
            var wanted = Map.of("customer", customer, "tariff", tariff, "sim", sim);
            var answers = atOnce(List.of(
                    () -> http.api("POST", API + "contracts/", token, wanted),
                    () -> http.api("POST", API + "contracts/" + draft + "/activate/", token, Map.of()),
                    () -> http.api("POST", API + "contracts/", token, wanted)));
            assertThat(answers).extracting(Http.Answer::status).containsExactly(409, 200, 409);
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void aNewTariffIsSoldToManyAtOnce() throws Exception {
        var token = http.token("operator");
        for (var round = 0; round < 3; round++) {
            var tariff = samples.tariff();
            var calls = new ArrayList<Callable<Http.Answer>>();
            for (var i = 0; i < 8; i++) {
                var customer = samples.customer();
                calls.add(() ->
                        http.api("POST", API + "contracts/", token, Map.of("customer", customer, "tariff", tariff)));
            }
            allDone(calls, 201);
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void nothingIsLeftToACustomerWhoIsMergedMeanwhile() throws Exception {
        var token = http.token("supervisor");
        var tariff = samples.tariff();
        for (var round = 0; round < ROUNDS; round++) {
            var survivor = samples.customer();
            var other = samples.customer();
            var active = samples.active(other);
            var answers = atOnce(List.of(
                    () -> http.api("POST", API + "customers/" + survivor + "/merge/", token, Map.of("other", other)),
                    () -> http.api("POST", API + "contracts/", token, Map.of("customer", other, "tariff", tariff)),
                    () -> http.api("POST", API + "tickets/", token, Map.of("customer", other, "subject", "Нет связи")),
                    () -> http.api(
                            "POST", API + "contracts/" + active + "/block/", token, Map.of("reason", "lost_sim"))));

            assertThat(answers.get(0).status()).as(answers.get(0).body()).isEqualTo(200);
            assertThat(answers.get(1).status()).as(answers.get(1).body()).isIn(201, 400, 404, 409);
            assertThat(answers.get(2).status()).as(answers.get(2).body()).isIn(201, 400, 404, 409);
            assertThat(answers.get(3).status()).as(answers.get(3).body()).isEqualTo(200);
            assertThat(db.fetchCount(CUSTOMER, CUSTOMER.ID.eq(other))).isZero();
            assertThat(db.fetchCount(CONTRACT, CONTRACT.CUSTOMER_ID.eq(survivor)))
                    .isEqualTo(answers.get(1).status() == 201 ? 2 : 1);
            assertThat(db.fetchCount(TICKET, TICKET.CUSTOMER_ID.eq(survivor)))
                    .isEqualTo(answers.get(2).status() == 201 ? 1 : 0);
            assertThat(db.fetchValue(CUSTOMER.STATUS, CUSTOMER.ID.eq(survivor))).hasToString("BLOCKED");
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void aTicketIsHandedToACustomerWhoIsMergedMeanwhile() throws Exception {
        var token = http.token("supervisor");
        for (var round = 0; round < ROUNDS; round++) {
            var survivor = samples.customer();
            var other = samples.customer();
            var ticket = ticket(token, Map.of("customer", survivor, "subject", "Нет связи"));
            var answers = atOnce(List.of(
                    () -> http.api("PATCH", API + "tickets/" + ticket + "/", token, Map.of("customer", other)),
                    () -> http.api("POST", API + "customers/" + survivor + "/merge/", token, Map.of("other", other))));

            assertThat(answers.get(0).status()).as(answers.get(0).body()).isIn(200, 400, 409);
            assertThat(answers.get(1).status()).as(answers.get(1).body()).isEqualTo(200);
            assertThat(db.fetchValue(TICKET.CUSTOMER_ID, TICKET.ID.eq(ticket))).isEqualTo(survivor);
        }
        assertThat(victims.list).isEmpty();
    }

    @Test
    void aTicketComesForADraftThatIsDeletedMeanwhile() throws Exception {
        var token = http.token("operator");
        for (var round = 0; round < ROUNDS; round++) {
            var customer = samples.customer();
            var draft = samples.draft(customer);
            var ticket = ticket(token, Map.of("customer", customer, "subject", "Вопрос"));
            var answers = atOnce(List.of(
                    () -> http.api(
                            "POST",
                            API + "tickets/",
                            token,
                            Map.of("customer", customer, "contract", draft, "subject", "Нет связи")),
                    () -> http.api("DELETE", API + "contracts/" + draft + "/", token, null),
                    () -> http.api("PATCH", API + "tickets/" + ticket + "/", token, Map.of("contract", draft))));

            var deleted = answers.get(1).status() == 204;
            assertThat(answers.get(1).status()).as(answers.get(1).body()).isIn(204, 409);
            assertThat(answers.get(0).status()).as(answers.get(0).body()).isEqualTo(deleted ? 400 : 201);
            assertThat(answers.get(2).status()).as(answers.get(2).body()).isEqualTo(deleted ? 400 : 200);
        }
        assertThat(victims.list).isEmpty();
    }

    private long ticket(String token, Map<String, Object> sent) {
        return http.api("POST", API + "tickets/", token, sent).json().get("id").asLong();
    }

    private static void allDone(List<Callable<Http.Answer>> calls, int status) throws Exception {
        for (var answer : atOnce(calls)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        }
    }

    private static List<Http.Answer> atOnce(List<Callable<Http.Answer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Http.Answer>();
            for (var done : threads.invokeAll(calls)) {
                answers.add(done.get());
            }
            return answers;
        }
    }
}
