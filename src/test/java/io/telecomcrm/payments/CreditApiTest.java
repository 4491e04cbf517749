package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.time.Duration;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class CreditApiTest {

    private static final String CONTRACTS = "/api/v1/contracts/";

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void theLimitIsTheSupervisorsAndActsAtOnce() {
        var contract = inDebt();
        assertThat(card(contract).get("status").asString()).isEqualTo("suspended");
        assertThat(card(contract).get("to_unblock").asString()).isEqualTo("100.00");

        assertThat(send("PATCH", contract, "", "operator", Map.of("credit_limit", "100.00"))
                        .status())
                .isEqualTo(403);
        assertThat(send("PATCH", contract, "", "operator", Map.of("credit_limit", "0.00"))
                        .status())
                .isEqualTo(200);
        for (var wrong : new String[] {"-1", "1.001", "abc", "1000000.01", ""}) {
            assertThat(send("PATCH", contract, "", "supervisor", Map.of("credit_limit", wrong))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }

        var raised = send("PATCH", contract, "", "supervisor", Map.of("credit_limit", "100.00"));
        assertThat(raised.status()).as(raised.body()).isEqualTo(200);
        assertThat(raised.json().get("credit_limit").asString()).isEqualTo("100.00");
        assertThat(raised.json().get("status").asString()).isEqualTo("active");
        var lowered = send("POST", contract, "credit-limit/", "supervisor", Map.of("credit_limit", "99.99"));
        assertThat(lowered.json().get("status").asString()).isEqualTo("suspended");
        assertThat(lowered.json().get("blocks").get(0).get("reason").asString()).isEqualTo("debt");
        assertThat(db.fetchCount(
                        AUDIT_ENTRY,
                        AUDIT_ENTRY.ACTION.eq("contract.credit_limit_changed").and(AUDIT_ENTRY.OBJECT_ID.eq(contract))))
                .isEqualTo(2);
    }

    @Test
    void aDraftHasItsLimitBeforeItsFirstFee() {
        var contract = samples.draft();
        assertThat(send("PATCH", contract, "", "supervisor", Map.of("credit_limit", "50.00"))
                        .json()
                        .get("credit_limit")
                        .asString())
                .isEqualTo("50.00");
        assertThat(send("PATCH", samples.terminated(), "", "supervisor", Map.of("credit_limit", "50.00"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aPromiseIsGivenOnceAndListed() {
        var contract = inDebt();
        assertThat(code(promise(contract, "300.00"))).isEqualTo("promise_too_early");
        db.update(CONTRACT)
                .set(
                        CONTRACT.ACTIVATED_AT,
                        db.fetchValue(CONTRACT.ACTIVATED_AT, CONTRACT.ID.eq(contract))
                                .minus(Duration.ofDays(40)))
                .where(CONTRACT.ID.eq(contract))
                .execute();
        assertThat(send("POST", contract, "promised-payments/", "employee", Map.of("amount", "300.00"))
                        .status())
                .isEqualTo(403);
        assertThat(promise(contract, "500.01").status()).isEqualTo(400);
        assertThat(promise(contract, "0").status()).isEqualTo(400);
        assertThat(promise(contract, "99.99").json().get("detail").asString()).contains("100");
        assertThat(card(contract).get("promised_until").isNull()).isTrue();

        var given = promise(contract, "300.00", "Idempotency-Key", "promise-" + contract);
        assertThat(given.status()).as(given.body()).isEqualTo(201);
        var again = promise(contract, "300.00", "Idempotency-Key", "promise-" + contract);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(given.json());
        var open = promise(contract, "300.00");
        assertThat(code(open)).isEqualTo("promise_open");
        assertThat(open.json().get("allowed").toString()).doesNotContain("promise");

        var card = card(contract);
        assertThat(card.get("status").asString()).isEqualTo("active");
        assertThat(card.get("balance").asString()).isEqualTo("-100.00");
        assertThat(card.get("promised_until")).isEqualTo(given.json().get("until"));
        assertThat(card.get("allowed").valueStream().map(JsonNode::asString)).doesNotContain("promise");
        var list = http.api("GET", CONTRACTS + contract + "/promised-payments/", http.token("employee"), null);
        assertThat(list.json().get("results").get(0)).isEqualTo(given.json());
        assertThat(list.json().get("count").asInt()).isEqualTo(1);
        assertThat(http.api("GET", CONTRACTS + "987654321/promised-payments/", http.token("employee"), null)
                        .status())
                .isEqualTo(404);
    }

    private long inDebt() {
        var contract = samples.active();
        var answer = send(
                "POST", contract, "adjustments/", "supervisor", Map.of("amount", "-100.00", "reason", "По обращению"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return contract;
    }

    private Http.Answer promise(long contract, String amount, String... headers) {
        return http.api(
                "POST",
                CONTRACTS + contract + "/promised-payments/",
                http.token("operator"),
                Map.of("amount", amount),
                headers);
    }

    private JsonNode card(long contract) {
        return http.api("GET", CONTRACTS + contract + "/", http.token("supervisor"), null)
                .json();
    }

    private Http.Answer send(String method, long contract, String rest, String role, Map<String, ?> body) {
        return http.api(method, CONTRACTS + contract + "/" + rest, http.token(role), body);
    }

    private static String code(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        return answer.json().get("code").asString();
    }
}
