package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class PaymentApiTest {

    private static final String PATH = "/api/v1/payments/";
    private static final String CONTRACTS = "/api/v1/contracts/";

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

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
    void takesAPayment() {
        var contract = samples.active();
        var paid = pay(contract, "500.00", "cash");

        assertThat(paid.propertyNames())
                .startsWith(
                        "id",
                        "kind",
                        "amount",
                        "status",
                        "method",
                        "paid_at",
                        "provider",
                        "transaction_id",
                        "description",
                        "reason",
                        "reverses",
                        "contract",
                        "customer",
                        "period",
                        "run",
                        "refundable",
                        "created_by");
        assertThat(paid.get("status").asString()).isEqualTo("succeeded");
        assertThat(paid.get("provider").asString()).isEqualTo("desk");
        assertThat(paid.get("amount").asString()).isEqualTo("500.00");
        assertThat(paid.get("refundable").asString()).isEqualTo("500.00");
        assertThat(paid.get("created_by").get("id").asLong()).isEqualTo(http.userId("operator"));
        assertThat(balance(contract)).isEqualTo("500.00");
        assertThat(get(PATH + paid.get("id").asLong() + "/").json()).isEqualTo(paid);
        assertThat(db.fetchCount(
                        AUDIT_ENTRY,
                        AUDIT_ENTRY
                                .ACTION
                                .eq("payment.received")
                                .and(AUDIT_ENTRY.OBJECT_ID.eq(paid.get("id").asLong()))))
                .isEqualTo(1);
    }

    /** A payment that ends a debt is answered with the contract as it is after that. */
    @Test
    void answersHowThingsStandInTheEnd() {
        var contract = samples.active();
        adjust("supervisor", contract, "-10.00");
        assertThat(get(CONTRACTS + contract + "/").json().get("status").asString())
                .isEqualTo("suspended");

        var first = post(PATH, "operator", Map.of("contract", contract, "amount", "4.00", "method", "cash"));
        var last = post(PATH, "operator", Map.of("contract", contract, "amount", "6.00", "method", "cash"));

        assertThat(first.json().get("contract").get("status").asString()).isEqualTo("suspended");
        assertThat(last.json().get("contract").get("status").asString()).isEqualTo("active");
        assertThat(last.json())
                .isEqualTo(get(PATH + last.json().get("id").asLong() + "/").json());
    }

    @Test
    void takesMoneyForContractsInAnyState() {
        for (var contract : List.of(samples.draft(), samples.terminated())) {
            assertThat(pay(contract, "1.00", "card").get("status").asString()).isEqualTo("succeeded");
            assertThat(balance(contract)).isEqualTo("1.00");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.01",
        "-5.00, 0.01",
        "1000000.01, 1000000",
        "1.005, decimal places",
        "abc, valid number",
        "'', blank"
    })
    void refusesAnAmountThatIsNone(String amount, String told) {
        var contract = samples.active();
        var answer = post(PATH, "operator", Map.of("contract", contract, "amount", amount, "method", "cash"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("amount").toString()).contains(told);
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}"})
    void refusesAnAmountThatIsNoNumberAtAll(String amount) {
        var body = "{\"contract\":%d,\"method\":\"cash\",\"amount\":%s}".formatted(samples.active(), amount);
        assertThat(http.api("POST", PATH, http.token("operator"), body).body())
                .isEqualTo("{\"amount\":[\"A valid number is required.\"]}");
    }

    /** Numbers of JSON are decimal, however large or fine, and no binary fractions. */
    @ParameterizedTest
    @CsvSource({
        "10000000.0, 1000000.",
        "1E9, 1000000.",
        "0.0001, decimal places",
        "0.10000000000000000001, decimal places",
        "1e999999999, valid number"
    })
    void readsNumbersAsTheyAreWritten(String amount, String told) {
        var body = "{\"contract\":%d,\"method\":\"cash\",\"amount\":%s}".formatted(samples.active(), amount);
        var answer = http.api("POST", PATH, http.token("operator"), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("amount").toString()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2", "100", "100.0", "1.00E2"})
    void takesNumbersInAnyNotation(String amount) {
        var contract = samples.active();
        var body = "{\"contract\":%d,\"method\":\"cash\",\"amount\":%s}".formatted(contract, amount);
        assertThat(http.api("POST", PATH, http.token("operator"), body).status())
                .isEqualTo(201);
        assertThat(balance(contract)).isEqualTo("100.00");
    }

    @Test
    void ignoresParametersThatItDoesNotKnowHoweverTheyAreNamed() {
        assertThat(get(PATH + "?kind[]=payment&page_size=1").status()).isEqualTo(200);
    }

    @Test
    void writesNumbersTheWayOfTheLanguage() {
        var contract = samples.active();
        for (var amount : Map.of(
                        "0", List.of("equal to 0.01.", "не меньше 0,01."),
                        "2000000", List.of("equal to 1000000.", "не больше 1\u00a0000\u00a0000."))
                .entrySet()) {
            var body = Map.of("contract", contract, "amount", amount.getKey(), "method", "cash");
            assertThat(post(PATH, "operator", body).body())
                    .contains(amount.getValue().getFirst());
            assertThat(http.api("POST", PATH, http.token("operator"), body, "Accept-Language", "ru")
                            .body())
                    .contains(amount.getValue().getLast());
        }
    }

    @ParameterizedTest
    @CsvSource({"internal, not a valid choice", "terminal, not a valid choice"})
    void refusesMethodsThatAreNoneAtTheDesk(String method, String told) {
        var answer = post(PATH, "operator", Map.of("contract", samples.active(), "amount", "10.00", "method", method));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("method").toString()).contains(told);
    }

    @Test
    void takesATransactionOnce() {
        var contract = samples.active();
        var id = "T-" + contract;
        Map<String, Object> body =
                Map.of("contract", contract, "amount", "70.00", "method", "bank_transfer", "transaction_id", id);
        var first = post(PATH, "operator", body);
        var again = post(PATH, "operator", body);
        var other = new HashMap<>(body);
        other.put("amount", "71.00");
        var differs = post(PATH, "operator", other);
        other.put("amount", "70.00");
        other.put("contract", samples.active());
        var elsewhere = post(PATH, "operator", other);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(differs.status()).isEqualTo(409);
        assertThat(differs.json().get("code").asString()).isEqualTo("payment_transaction_known");
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(balance(contract)).isEqualTo("70.00");
        assertThat(get(PATH + "?search=" + id).json().get("count").asLong()).isEqualTo(1);
    }

    /** One letter of it becomes two in capitals. */
    @Test
    void takesAndFindsATransactionOfAnyLetters() {
        var contract = samples.active();
        var id = contract + "ß".repeat(100 - String.valueOf(contract).length());
        var body = Map.of("contract", contract, "amount", "70.00", "method", "bank_transfer", "transaction_id", id);
        var answer = post(PATH, "operator", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("transaction_id").asString()).isEqualTo(id);
        assertThat(get(PATH + "?search=" + contract + "ßß").json().get("count").asLong())
                .isEqualTo(1);
    }

    @Test
    void takesAKeyOnce() {
        var contract = samples.active();
        var body = Map.of("contract", contract, "amount", "20.00", "method", "cash");
        var first = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", "pay-" + contract);
        var again = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", "pay-" + contract);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(balance(contract)).isEqualTo("20.00");
    }

    /** Found out by the lock, or beside other errors; the key stays free either way. */
    @Test
    void saysThatThereIsNoSuchContract() {
        var known = samples.active();
        var key = "nobody-" + known;
        for (var name : List.of("contract", "contract_id")) {
            var alone = withKey(key, Map.of(name, 999_999_999, "amount", "20", "method", "cash"));
            var beside = withKey(key, Map.of(name, 999_999_999, "amount", "x", "method", "cash"));

            assertThat(alone.status()).isEqualTo(400);
            assertThat(alone.json().propertyNames()).containsExactly(name);
            assertThat(alone.json().get(name).get(0).asString())
                    .isEqualTo("Invalid pk \"999999999\" - object does not exist.");
            assertThat(beside.status()).isEqualTo(400);
            assertThat(beside.json().propertyNames()).containsExactlyInAnyOrder("amount", name);
        }
        var taken = withKey(key, Map.of("contract", known, "amount", "20", "method", "cash"));
        assertThat(taken.status()).isEqualTo(201);
        assertThat(balance(known)).isEqualTo("20.00");
    }

    private Http.Answer withKey(String key, Map<String, Object> sent) {
        return http.api("POST", PATH, http.token("operator"), sent, "Idempotency-Key", key);
    }

    @Test
    void refundsInPartsUntilNothingIsLeft() {
        var contract = samples.active();
        var paid = pay(contract, "100.00", "card");
        var part = refund(paid, "40.00");
        assertThat(part.status()).as(part.body()).isEqualTo(201);
        assertThat(part.json().get("amount").asString()).isEqualTo("-40.00");
        assertThat(part.json().get("kind").asString()).isEqualTo("refund");
        assertThat(part.json().get("reverses").asLong())
                .isEqualTo(paid.get("id").asLong());
        assertThat(balance(contract)).isEqualTo("60.00");
        assertThat(reread(paid).get("refundable").asString()).isEqualTo("60.00");

        assertThat(code(refund(paid, "60.01"))).isEqualTo("refund_exceeds_payment");
        assertThat(refund(paid, null).json().get("amount").asString()).isEqualTo("-60.00");
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(reread(paid).get("status").asString()).isEqualTo("refunded");
        assertThat(code(refund(paid, "0.01"))).isEqualTo("payment_not_refundable");
    }

    @Test
    void refundsNoMoreThanTheContractHas() {
        var contract = samples.active();
        var paid = pay(contract, "100.00", "cash");
        adjust("supervisor", contract, "-70.00");

        var refused = refund(paid, "30.01");
        assertThat(code(refused)).isEqualTo("refund_exceeds_balance");
        assertThat(refused.json().get("status").asString()).isEqualTo("succeeded");
        assertThat(refund(paid, "30.00").status()).isEqualTo(201);
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @Test
    void countsRefundsOnTheirWay() {
        var contract = samples.active();
        var paid = pay(contract, "100.00", "cash");
        var pending = pendingRefund(paid, 80_00);

        assertThat(code(refund(paid, "20.01"))).isEqualTo("refund_exceeds_payment");
        job(() -> payments.decline(pending, "the bank said no"));
        assertThat(refund(paid, "100.00").status()).isEqualTo(201);
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @Test
    void refundsOnlyWhatWasPaid() {
        var contract = samples.active();
        var adjusted = adjust("supervisor", contract, "50.00").json();

        assertThat(code(refund(adjusted, "10.00"))).isEqualTo("payment_not_refundable");
        var paid = pay(contract, "10.00", "cash");
        var back = refund(paid, null).json();
        assertThat(code(refund(back, "1.00"))).isEqualTo("payment_not_refundable");
        assertThat(post(PATH + paid.get("id").asLong() + "/refund/", "supervisor", Map.of())
                        .json()
                        .get("reason")
                        .toString())
                .contains("required");
    }

    @Test
    void adjustsWithinTheRightOfTheOneWhoDoes() {
        var contract = samples.active();

        assertThat(adjust("operator", contract, "500.00").status()).isEqualTo(201);
        assertThat(adjust("operator", contract, "500.01").status()).isEqualTo(403);
        assertThat(adjust("operator", contract, "-500.01").status()).isEqualTo(403);
        assertThat(adjust("supervisor", contract, "-1200.00").status()).isEqualTo(201);
        assertThat(adjust("supervisor", contract, "0.00").status()).isEqualTo(400);
        assertThat(adjust("supervisor", contract, "-1000000.01").status()).isEqualTo(400);
        assertThat(post(CONTRACTS + contract + "/adjustments/", "supervisor", Map.of("amount", "5.00"))
                        .status())
                .isEqualTo(400);
        assertThat(balance(contract)).isEqualTo("-700.00");
        var listed = get(CONTRACTS + contract + "/adjustments/").json();
        assertThat(listed.get("count").asLong()).isEqualTo(2);
        assertThat(listed.get("results").get(0).get("amount").asString()).isEqualTo("-1200.00");
    }

    @Test
    void undoesAMistakeOnceAndWhole() {
        var contract = samples.active();
        var paid = pay(contract, "300.00", "cash");
        var body = Map.of("reverses", paid.get("id").asLong(), "reason", "Не тот договор");
        var undone = post(CONTRACTS + contract + "/adjustments/", "operator", body);

        assertThat(undone.status()).as(undone.body()).isEqualTo(201);
        assertThat(undone.json().get("amount").asString()).isEqualTo("-300.00");
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(code(post(CONTRACTS + contract + "/adjustments/", "operator", body)))
                .isEqualTo("payment_touched");
        assertThat(code(refund(paid, null))).isEqualTo("refund_nothing_left");

        var other = pay(contract, "300.00", "cash");
        refund(other, "1.00");
        assertThat(code(post(
                        CONTRACTS + contract + "/adjustments/",
                        "supervisor",
                        Map.of("reverses", other.get("id").asLong(), "reason", "x"))))
                .isEqualTo("payment_touched");
        assertThat(post(
                                CONTRACTS + samples.active() + "/adjustments/",
                                "supervisor",
                                Map.of("reverses", other.get("id").asLong(), "reason", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(post(
                                CONTRACTS + contract + "/adjustments/",
                                "supervisor",
                                Map.of("reverses", undone.json().get("id").asLong(), "reason", "x"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aRepeatedCallIsAnsweredLikeTheFirst() {
        var contract = samples.active();
        var body = Map.of("contract", contract, "amount", "70.00", "method", "cash", "transaction_id", "R-" + contract);
        for (var status : List.of(201, 200)) {
            var key = "repeated-" + contract + "-" + status;
            for (var replayed : List.of("", "true")) {
                var answer = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", key);
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.header("Idempotency-Replayed")).isEqualTo(replayed);
            }
        }
    }

    @Test
    void reversesOnlyTheWholeOfALine() {
        var contract = samples.active();
        var line = pay(contract, "149.00", "cash").get("id").asLong();
        var path = CONTRACTS + contract + "/adjustments/";
        assertThat(post(path, "supervisor", Map.of("reverses", "abc", "reason", "r"))
                        .json()
                        .propertyNames())
                .containsExactly("reverses");
        var other = post(path, "supervisor", Map.of("reverses", line, "amount", "1.00", "reason", "r"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().get("amount").toString()).contains("149");
        assertThat(balance(contract)).isEqualTo("149.00");
        assertThat(post(path, "supervisor", Map.of("reverses", line, "amount", "-149.00", "reason", "r"))
                        .status())
                .isEqualTo(201);
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @Test
    void changesOnlyWhatIsPending() {
        var contract = samples.active();
        var paid = pay(contract, "10.00", "cash").get("id").asLong();
        for (var method : List.of("PUT", "PATCH", "DELETE")) {
            var answer = http.api(
                    method,
                    PATH + paid + "/",
                    http.token("operator"),
                    method.equals("DELETE") ? null : Map.of("contract", contract, "amount", "11.00", "method", "cash"));
            assertThat(code(answer)).as(method).isEqualTo("payment_not_pending");
            assertThat(answer.json().get("allowed").toString()).isEqualTo("[\"reverse\"]");
        }

        var pending = expect(contract, Payment.DESK);
        var changed = http.api("PATCH", PATH + pending + "/", http.token("operator"), Map.of("amount", "33.00"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("amount").asString()).isEqualTo("33.00");
        assertThat(changed.json().get("paid_at").isNull()).isTrue();
        assertThat(http.api("PUT", PATH + pending + "/", http.token("operator"), Map.of("amount", "33.00"))
                        .status())
                .isEqualTo(400);
        assertThat(balance(contract)).isEqualTo("10.00");
        assertThat(http.api("DELETE", PATH + pending + "/", http.token("operator"), null)
                        .status())
                .isEqualTo(204);
        assertThat(get(PATH + pending + "/").status()).isEqualTo(404);
        assertThat(balance(contract)).isEqualTo("10.00");
    }

    @Test
    void allowsOnlyWhatIsLeftToDo() {
        var contract = samples.active();
        var paid = pay(contract, "100.00", "cash");
        refund(paid, "40.00");
        var partly = post(
                CONTRACTS + contract + "/adjustments/",
                "supervisor",
                Map.of("reverses", paid.get("id").asLong(), "reason", "x"));
        assertThat(code(partly)).isEqualTo("payment_touched");
        assertThat(partly.json().get("allowed").toString()).isEqualTo("[\"refund\"]");

        var id = "A-" + contract;
        var accepted = job(() -> payments.accept(
                        new PaymentDetails(contract, Money.ofRubles(50), PaymentMethod.ONLINE, id, null),
                        "acme",
                        java.time.Instant.parse("2026-11-20T10:00:00Z"))
                .payment());
        var foreign = post(PATH + accepted.id() + "/refund/", "supervisor", Map.of("reason", "x"));
        assertThat(code(foreign)).isEqualTo("refund_through_provider");
        assertThat(foreign.json().get("allowed").toString()).isEqualTo("[\"reverse\"]");
        assertThat(get(PATH + accepted.id() + "/").json().get("refundable").asString())
                .isEqualTo("0.00");
        assertThat(http.browser("supervisor").get("/payments/" + accepted.id()).body())
                .doesNotContain("Вернуть деньги");
    }

    @Test
    void leavesWhatAProviderHasInHand() {
        var contract = samples.active();
        var pending = expect(contract, "yookassa");

        assertThat(code(http.api("DELETE", PATH + pending + "/", http.token("operator"), null)))
                .isEqualTo("payment_at_provider");
        assertThat(code(http.api("PATCH", PATH + pending + "/", http.token("operator"), Map.of("amount", "33.00"))))
                .isEqualTo("payment_at_provider");
        assertThat(http.api("PATCH", PATH + pending + "/", http.token("operator"), Map.of("description", "счёт 5"))
                        .status())
                .isEqualTo(200);

        job(() -> payments.decline(pending, null));
        assertThat(balance(contract)).isEqualTo("0.00");
        job(() -> payments.confirm(pending, java.time.Instant.parse("2026-11-20T10:00:00Z"), "tx-" + pending));
        job(() -> payments.confirm(pending, java.time.Instant.parse("2026-11-20T10:00:00Z"), "tx-" + pending));
        assertThat(balance(contract)).isEqualTo("50.00");
    }

    @Test
    void keepsADraftThatHasMoney() {
        var draft = samples.draft();
        var paid = pay(draft, "100.00", "cash");

        assertThat(code(http.api("DELETE", CONTRACTS + draft + "/", http.token("operator"), null)))
                .isEqualTo("contract_in_use");
        var unsettled = post(CONTRACTS + draft + "/terminate/", "operator", Map.of("reason", "customer"));
        assertThat(code(unsettled)).isEqualTo("contract_unsettled");
        assertThat(unsettled.json().get("allowed"))
                .isEqualTo(get(CONTRACTS + draft + "/").json().get("allowed"));
        assertThat(unsettled.json().get("allowed").toString()).doesNotContain("delete", "terminate");
        refund(paid, null);
        assertThat(post(CONTRACTS + draft + "/terminate/", "operator", Map.of("reason", "customer"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void findsWhatIsAskedFor() {
        var customer = samples.customer();
        var contract = samples.active(customer);
        var other = samples.active(customer);
        pay(contract, "10.00", "cash");
        pay(contract, "20.00", "card");
        pay(other, "30.00", "cash");
        adjust("operator", contract, "-5.00");
        var number = db.fetchValue(CONTRACT.NUMBER, CONTRACT.ID.eq(contract)).value();

        assertThat(found("contract=" + contract)).containsExactly("-5.00", "20.00", "10.00");
        assertThat(found("customer=" + customer)).containsExactly("-5.00", "30.00", "20.00", "10.00");
        assertThat(found("customer=" + customer + "&method=cash")).containsExactly("30.00", "10.00");
        assertThat(found("customer=" + customer + "&method__in=card,internal")).containsExactly("-5.00", "20.00");
        assertThat(found("customer=" + customer + "&kind=adjustment")).containsExactly("-5.00");
        assertThat(found("customer=" + customer + "&amount__gte=20&ordering=amount"))
                .containsExactly("20.00", "30.00");
        assertThat(found("customer=" + customer + "&status=pending")).isEmpty();
        var supervisor = http.userId("supervisor");
        post(PATH, "supervisor", Map.of("contract", other, "amount", "7.00", "method", "cash"));
        assertThat(found("customer=" + customer + "&created_by=" + supervisor)).containsExactly("7.00");
        assertThat(found("contract=" + contract + "&created_by=" + supervisor)).isEmpty();
        assertThat(found("contract=" + contract + "&created_by=" + http.userId("operator") + "&method=cash"))
                .containsExactly("10.00");
        assertThat(get(PATH + "?created_by=999999").body()).contains("\"created_by\"");
        assertThat(found("customer=" + customer + "&date_before=2020-01-01")).isEmpty();
        assertThat(found("customer=" + customer + "&date_after=2020-01-01")).hasSize(5);
        assertThat(found("search=" + number)).containsExactly("-5.00", "20.00", "10.00");
        assertThat(get(PATH + "?status=zzz").status()).isEqualTo(400);
        assertThat(found("customer=" + customer + "&kind=payment&kind__in=payment,refund"))
                .hasSize(4);
        assertThat(found("customer=" + customer + "&kind=charge&kind__in=refund"))
                .isEmpty();
        assertThat(found("status=pending&status__in=succeeded")).isEmpty();
        assertThat(get(PATH + "?amount__gte=abc").body()).isEqualTo("{\"amount__gte\":[\"Enter a number.\"]}");
        assertThat(get(CONTRACTS + "?balance__gte=abc").body()).isEqualTo("{\"balance__gte\":[\"Enter a number.\"]}");
        assertThat(get(PATH + "?contract=999999999").status()).isEqualTo(400);
        assertThat(get(PATH).json().get("count").asLong()).isEqualTo(db.fetchCount(PAYMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "99999999999999999999", "9223372036854775807", "abc", "1.5", "%D9%A1"})
    void knowsNoSuchPayment(String id) {
        for (var method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            assertThat(http.api(method, PATH + id + "/", http.token("operator"), method.equals("GET") ? null : "{}")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(post(PATH + id + "/refund/", "supervisor", Map.of()).status())
                .isEqualTo(404);
        assertThat(get(CONTRACTS + id + "/adjustments/").status()).isEqualTo(404);
    }

    private long expect(long contract, String provider) {
        return job(() -> payments.expect(
                        new PaymentDetails(contract, Money.ofRubles(50), PaymentMethod.ONLINE, null, null), provider))
                .id();
    }

    /** As a payment system will begin it. */
    private long pendingRefund(JsonNode paid, long kopecks) {
        var id = transactions.execute(_ -> db.insertInto(PAYMENT)
                .set(PAYMENT.CONTRACT_ID, paid.get("contract").get("id").asLong())
                .set(PAYMENT.KIND, PaymentKind.REFUND)
                .set(PAYMENT.AMOUNT, new Money(-kopecks))
                .set(PAYMENT.STATUS, PaymentStatus.PENDING)
                .set(PAYMENT.METHOD, PaymentMethod.ONLINE)
                .set(PAYMENT.PROVIDER, "yookassa")
                .set(PAYMENT.REASON, "тест")
                .set(PAYMENT.REVERSES_ID, paid.get("id").asLong())
                .set(PAYMENT.PAID_AT, java.time.Instant.now())
                .set(PAYMENT.CREATED_AT, java.time.Instant.now())
                .set(PAYMENT.CREATED_BY, "tests")
                .returningResult(PAYMENT.ID)
                .fetchSingle()
                .value1());
        transactions.executeWithoutResult(_ -> db.insertInto(io.telecomcrmdb.Tables.PAYMENT_COUNT)
                .set(io.telecomcrmdb.Tables.PAYMENT_COUNT.STATUS, PaymentStatus.PENDING)
                .set(io.telecomcrmdb.Tables.PAYMENT_COUNT.AMOUNT, 1L)
                .execute());
        return id;
    }

    private static Payment job(java.util.concurrent.Callable<Payment> work) {
        try {
            return Actor.job("tests").call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode pay(long contract, String amount, String method) {
        var answer = post(PATH, "operator", Map.of("contract", contract, "amount", amount, "method", method));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private Http.Answer refund(JsonNode paid, @Nullable String amount) {
        var body = new HashMap<String, Object>(Map.of("reason", "Ошиблись"));
        if (amount != null) {
            body.put("amount", amount);
        }
        return post(PATH + paid.get("id").asLong() + "/refund/", "supervisor", body);
    }

    private Http.Answer adjust(String role, long contract, String amount) {
        return post(CONTRACTS + contract + "/adjustments/", role, Map.of("amount", amount, "reason", "По обращению"));
    }

    private List<String> found(String query) {
        return get(PATH + "?" + query)
                .json()
                .get("results")
                .valueStream()
                .map(line -> line.get("amount").asString())
                .toList();
    }

    private JsonNode reread(JsonNode paid) {
        return get(PATH + paid.get("id").asLong() + "/").json();
    }

    private String balance(long contract) {
        return get(CONTRACTS + contract + "/").json().get("balance").asString();
    }

    private static String code(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        return answer.json().get("code").asString();
    }

    private Http.Answer get(String path) {
        return http.api("GET", path, http.token("operator"), null);
    }

    private Http.Answer post(String path, String role, Map<String, ?> body) {
        return http.api("POST", path, http.token(role), body);
    }
}
