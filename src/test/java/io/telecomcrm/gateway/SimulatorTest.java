package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.GATEWAY_OPERATION;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Paying online in development, where the product plays the provider itself. */
@IntegrationTest
class SimulatorTest {

    private static final String PATH = "/api/v1/payments/";

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Gateway gateway;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TurnableClock clock;

    private long contract;

    @BeforeEach
    void prepare() {
        contract = new SampleContracts(db, transactions, contracts).active();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_once", "twice", "disordered", "lost"})
    void paysAndTellsInWhateverWay(String delivery) {
        var id = begin("150.00").get("id").asLong();
        var page = page(id);
        var customer = http.stranger();
        assertThat(customer.get(page).body()).contains("150,00", "Симулятор");
        assertThat(customer.post(page, Map.of("act", "pay", "delivery", delivery))
                        .status())
                .isEqualTo(303);
        assertThat(customer.get(page).body()).contains("Платёж прошёл");
        // what is done stays done
        customer.post(page, Map.of("act", "decline", "delivery", "at_once"));
        if (delivery.equals("lost")) {
            clock.forward(Duration.ofSeconds(31));
            gateway.poll();
        }

        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("succeeded"));
        assertThat(balance()).isEqualTo("150.00");
    }

    @Test
    void turnsAway() {
        var id = begin("150.00").get("id").asLong();
        assertThat(http.browser("operator").get("/payments/" + id).body())
                .contains("<span class=\"tag tag-warn\">Ожидает</span>");
        http.stranger().post(page(id), Map.of("act", "decline", "delivery", "at_once"));

        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("declined"));
    }

    @Test
    void failsOnDemand() {
        var error = begin("10.91");
        assertThat(error.get("confirmation_url").isNull()).isTrue();
        clock.forward(Duration.ofSeconds(31));
        gateway.poll();
        assertThat(page(error.get("id").asLong())).startsWith(Simulator.PAGE);
        assertThat(begin("10.93").get("status").asString()).isEqualTo("declined");
    }

    @Test
    void doesNotGiveBackWhatItRefuses() {
        var id = begin("150.00").get("id").asLong();
        http.stranger().post(page(id), Map.of("act", "pay", "delivery", "at_once"));
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("succeeded"));
        var path = PATH + id + "/refund/";
        var token = http.token("supervisor");
        var refused = http.api("POST", path, token, Map.of("amount", "60.93", "reason", "Возврат"));
        assertThat(refused.json().get("status").asString()).isEqualTo("declined");
        var whole = http.api("POST", path, token, Map.of("amount", "150.00", "reason", "Возврат"));
        assertThat(whole.json().get("status").asString()).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60.00", "60.94"})
    void givesBackOrNot(String amount) {
        var id = begin("150.00").get("id").asLong();
        http.stranger().post(page(id), Map.of("act", "pay", "delivery", "at_once"));
        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("succeeded"));
        var refund = http.api(
                        "POST",
                        PATH + id + "/refund/",
                        http.token("supervisor"),
                        Map.of("amount", amount, "reason", "Возврат"))
                .json()
                .get("id")
                .asLong();

        var isDeclined = amount.endsWith("94");
        assertThat(status(refund)).isEqualTo(isDeclined ? "declined" : "succeeded");
        assertThat(http.browser("supervisor").get("/payments/" + refund).body())
                .contains(
                        isDeclined
                                ? "Платёжная система не вернула 60,94\u00a0₽: деньги остались на балансе"
                                : "Абоненту возвращено 60,00\u00a0₽");
    }

    @Test
    void isClosedToStrangers() {
        var request = java.net.http.HttpRequest.newBuilder(
                        URI.create(http.address(Simulator.API + "/payments/anything")))
                .build();
        assertThat(http.send(request).status()).isEqualTo(401);
        assertThat(http.stranger().get("/simulator/pay/nothing").status()).isEqualTo(404);
    }

    private JsonNode begin(String amount) {
        var answer = http.api(
                "POST",
                PATH,
                http.token("operator"),
                Map.of("contract", contract, "amount", amount, "method", "online"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private String page(long id) {
        var url = db.fetchValue(GATEWAY_OPERATION.CONFIRMATION_URL, GATEWAY_OPERATION.LINE_ID.eq(id));
        return URI.create(String.valueOf(url)).getPath();
    }

    private String status(long id) {
        return db.fetchValue(PAYMENT.STATUS, PAYMENT.ID.eq(id)).code();
    }

    private String balance() {
        return db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract)).wire();
    }
}
