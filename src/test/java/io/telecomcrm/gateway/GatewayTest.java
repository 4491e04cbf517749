package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.GATEWAY_EVENT;
import static io.telecomcrmdb.Tables.GATEWAY_OPERATION;
import static io.telecomcrmdb.Tables.GATEWAY_REVIEW;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.contracts.TerminationReason;
import io.telecomcrm.gateway.YooKassaStand.Fault;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.Payments;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrmdb.tables.records.SimRecord;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Money through providers: whatever is lost, late, doubled or forged on the way, the ledger is right in the end. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "crm.test.own-database=gateway",
            "crm.gateway.return-url=https://shop.example/paid",
            "crm.gateway.yookassa.shop-id=123456",
            "crm.gateway.yookassa.secret=test_secret",
            "crm.gateway.yookassa.addresses=127.0.0.1,::1",
            "crm.gateway.yookassa.timeout=1s",
            "crm.gateway.providers.acme.secret=0123456789abcdef0123456789abcdef",
            "crm.gateway.osmp.username=terminals",
            "crm.gateway.osmp.password=a-long-password",
            "crm.gateway.osmp.addresses=127.0.0.1,::1",
            "crm.gateway.osmp.least=10",
            "crm.gateway.osmp.most=15000",
            "crm.trusted-proxies=127\\\\.0\\\\.0\\\\.1|::1|0:0:0:0:0:0:0:1"
        })
class GatewayTest {

    private static final String PATH = "/api/v1/payments/";
    private static final String YOOKASSA = "/api/v1/webhooks/yookassa/";
    private static final String ACME = "/api/v1/webhooks/acme/";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\u00a0",
            "\u0000",
            "0",
            "-1",
            "1e9",
            "NaN",
            "٧٧",
            "７７",
            "9".repeat(25),
            "x".repeat(5000),
            "\ud83d",
            "Иван\u0000",
            "<a>&amp;",
            "]]>",
            "'; drop table payment --",
            "../..",
            "%00",
            "2026-02-30",
            "99999999999999.99",
            "+79161234567\n",
            "20269999999999",
            "00010101000000",
            "\u202e",
            "null");
    private static final YooKassaStand STAND = new YooKassaStand();

    @DynamicPropertySource
    static void stand(DynamicPropertyRegistry registry) {
        registry.add("crm.gateway.yookassa.url", STAND::url);
    }

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    Payments payments;

    @Autowired
    Gateway gateway;

    @Autowired
    Events events;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TurnableClock clock;

    private final JsonMapper json = JsonMapper.builder().build();
    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
        STAND.reset();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    // paying online

    @Test
    void beginsAPaymentAndBooksItWhenTheProviderSaysSo() {
        var contract = samples.active();
        var begun = begin(contract, "500.00");
        var id = begun.get("id").asLong();

        assertThat(begun.get("status").asString()).isEqualTo("pending");
        assertThat(begun.get("provider").asString()).isEqualTo("yookassa");
        assertThat(begun.get("confirmation_url").asString()).startsWith("https://pay.example/");
        assertThat(balance(contract)).isEqualTo("0.00");
        var sent = STAND.thing(STAND.calls.getFirst().body());
        assertThat(sent.at("/amount/value").asString()).isEqualTo("500.00");
        assertThat(sent.at("/confirmation/return_url").asString()).isEqualTo("https://shop.example/paid");
        assertThat(sent.at("/metadata/payment_id").asString()).isEqualTo(Long.toString(id));
        assertThat(sent.at("/receipt/customer/phone").asString()).matches("7[0-9]{10}");
        assertThat(sent.at("/receipt/items/0/amount/value").asString()).isEqualTo("500.00");

        var thing = STAND.ofLine(id);
        STAND.become(thing, "succeeded");
        assertThat(post(YOOKASSA, STAND.message("payment.succeeded", thing)).status())
                .isEqualTo(200);
        becomes(id, "succeeded");

        var paid = get(id);
        assertThat(paid.get("transaction_id").asString())
                .isEqualTo(thing.get("id").asString());
        assertThat(paid.get("confirmation_url").isNull()).isTrue();
        assertThat(balance(contract)).isEqualTo("500.00");
        assertThat(db.fetchValue(GATEWAY_OPERATION.REQUEST, GATEWAY_OPERATION.LINE_ID.eq(id)))
                .as("personal data is not kept")
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "ERROR_BEFORE", "LATE", "CUT", "GARBAGE"})
    void asksTheSameAgainWhenNobodyKnowsWhatCameOfIt(Fault fault) {
        STAND.next(fault);
        var contract = samples.active();
        var begun = begin(contract, "120.00");
        var id = begun.get("id").asLong();
        assertThat(begun.get("status").asString()).isEqualTo("pending");
        assertThat(begun.get("confirmation_url").isNull()).isTrue();

        turn(Duration.ofSeconds(31));
        var creations = STAND.calls.stream()
                .filter(call -> call.path().equals("/payments") && call.body().contains("\"" + id + "\""))
                .toList();
        assertThat(creations).hasSizeGreaterThan(1);
        assertThat(new LinkedHashSet<>(creations))
                .as("the same data, the same key")
                .hasSize(1);
        assertThat(STAND.allOfLine(id)).hasSize(1);
        assertThat(get(id).get("confirmation_url").asString()).startsWith("https://pay.example/");
    }

    @Test
    void neverAsksTheSameAgainAfterADay() {
        var contract = samples.active();
        STAND.next(Fault.ERROR_BEFORE);
        var id = begin(contract, "10.00").get("id").asLong();
        STAND.calls.clear();
        turn(Duration.ofHours(24));
        turn(Duration.ofHours(2));

        assertThat(STAND.calls).noneMatch(call -> call.body().contains("\"" + id + "\""));
        becomes(id, "declined");
    }

    @Test
    void declinesWhatTheProviderRefuses() {
        STAND.next(Fault.REFUSED);
        var begun = begin(samples.active(), "10.00");

        assertThat(begun.get("status").asString()).isEqualTo("declined");
    }

    @Test
    void repeatsTheAnswerToARepeatedCall() {
        var contract = samples.active();
        var key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("contract", contract, "amount", "33.00", "method", "online");
        STAND.next(Fault.ERROR);
        var first = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", key);
        var again = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(first.json().get("confirmation_url").isNull()).isTrue();
        assertThat(again.json().get("confirmation_url").asString()).startsWith("https://pay.example/");
        assertThat(db.fetchCount(PAYMENT, PAYMENT.CONTRACT_ID.eq(contract))).isEqualTo(1);
    }

    @Test
    void aFormOfTheDeskBeginsOnePayment() throws Exception {
        var contract = samples.active();
        var desk = http.browser("operator");
        var form = Map.of(
                "contract",
                Long.toString(contract),
                "amount",
                "33,00",
                "method",
                "online",
                "request_key",
                UUID.randomUUID().toString(),
                "_csrf",
                desk.csrf());

        var answers = atOnce(10, () -> {
            var answer = desk.postAsIs("/payments", form);
            assertThat(answer.status()).as(answer.body()).isEqualTo(303);
            return answer.header("Location");
        });
        var later = desk.post("/payments", form);

        assertThat(new LinkedHashSet<>(answers)).containsExactly(later.header("Location"));
        assertThat(db.fetchCount(PAYMENT, PAYMENT.CONTRACT_ID.eq(contract))).isEqualTo(1);
        assertThat(db.fetchCount(
                        GATEWAY_OPERATION,
                        GATEWAY_OPERATION.LINE_ID.in(
                                select(PAYMENT.ID).from(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(contract)))))
                .isEqualTo(1);
        var other = new HashMap<>(form);
        other.put("amount", "34,00");
        assertThat(desk.post("/payments", other).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "canceled"})
    void findsOutByItselfWhatNoMessageTold(String end) {
        var contract = samples.active();
        var id = begin(contract, "77.00").get("id").asLong();
        STAND.become(STAND.ofLine(id), end);
        turn(Duration.ofMinutes(2));

        assertThat(status(id)).isEqualTo(end.equals("succeeded") ? "succeeded" : "declined");
        assertThat(balance(contract)).isEqualTo(end.equals("succeeded") ? "77.00" : "0.00");
    }

    @Test
    void takesMoneySetAside() {
        var contract = samples.active();
        var id = begin(contract, "40.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        STAND.become(thing, "waiting_for_capture");
        post(YOOKASSA, STAND.message("payment.waiting_for_capture", thing));

        becomes(id, "succeeded");
        assertThat(balance(contract)).isEqualTo("40.00");
    }

    @Test
    void cancelsMoneySetAsideAndNothingElse() {
        var contract = samples.active();
        var id = begin(contract, "40.00").get("id").asLong();
        var pending = http.api("DELETE", PATH + id + "/", http.token("operator"), null);
        assertThat(pending.status()).isEqualTo(409);
        assertThat(pending.json().get("code").asString()).isEqualTo("payment_at_provider");

        STAND.become(STAND.ofLine(id), "waiting_for_capture");
        var waiting = http.api("DELETE", PATH + id + "/", http.token("operator"), null);
        assertThat(waiting.status()).isEqualTo(204);
        becomes(id, "declined");
        assertThat(STAND.ofLine(id).get("status").asString()).isEqualTo("canceled");
        var again = http.api("DELETE", PATH + id + "/", http.token("operator"), null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asString()).isEqualTo("payment_not_pending");

        var paid = begin(contract, "41.00").get("id").asLong();
        STAND.become(STAND.ofLine(paid), "succeeded");
        var late = http.api("DELETE", PATH + paid + "/", http.token("operator"), null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("code").asString()).isEqualTo("payment_not_pending");
        becomes(paid, "succeeded");
    }

    // messages

    @Test
    void booksOnceWhatIsToldAHundredTimesAtOnce() throws Exception {
        var contract = samples.active();
        var id = begin(contract, "100.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        STAND.become(thing, "succeeded");
        var message = STAND.message("payment.succeeded", thing);
        var answers = atOnce(100, () -> post(YOOKASSA, message).status());

        assertThat(answers).containsOnly(200);
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(db.fetchCount(
                        GATEWAY_EVENT, GATEWAY_EVENT.LINE_ID.eq(id).and(GATEWAY_EVENT.STATE.eq(EventState.PROCESSED))))
                .isEqualTo(100));
        assertThat(balance(contract)).isEqualTo("100.00");
        assertThat(db.fetchCount(PAYMENT, PAYMENT.CONTRACT_ID.eq(contract))).isEqualTo(1);
    }

    @Test
    void endsAsTheProviderSaysInWhateverOrderItsMessagesCome() {
        for (var end : List.of("succeeded", "canceled")) {
            for (var order : orders(List.of("payment.waiting_for_capture", "payment.succeeded", "payment.canceled"))) {
                var contract = samples.active();
                var id = begin(contract, "9.00").get("id").asLong();
                var thing = STAND.ofLine(id);
                STAND.become(thing, end);
                for (var event : order) {
                    post(YOOKASSA, STAND.message(event, thing));
                }
                turn(Duration.ZERO);
                await().untilAsserted(() -> assertThat(status(id))
                        .as(end + " after " + order)
                        .isEqualTo(end.equals("succeeded") ? "succeeded" : "declined"));
            }
        }
    }

    @Test
    void hearsAMessageThatOvertakesTheAnswer() {
        var contract = samples.active();
        STAND.next(Fault.ERROR);
        var id = begin(contract, "15.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        STAND.become(thing, "succeeded");
        post(YOOKASSA, STAND.message("payment.succeeded", thing));

        becomes(id, "succeeded");
        turn(Duration.ofMinutes(2));
        assertThat(balance(contract)).isEqualTo("15.00");
        assertThat(db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.LINE_ID.eq(id))).isZero();
    }

    @Test
    void paysADeclinedPaymentWhenTheProviderHasTheMoneyAfterAll() {
        var contract = samples.active();
        var id = begin(contract, "15.00").get("id").asLong();
        STAND.become(STAND.ofLine(id), "canceled");
        turn(Duration.ofMinutes(1));
        becomes(id, "declined");

        STAND.become(STAND.ofLine(id), "succeeded");
        post(YOOKASSA, STAND.message("payment.succeeded", STAND.ofLine(id)));
        becomes(id, "succeeded");
    }

    @Test
    void believesTheProviderAndNotTheMessage() {
        var contract = samples.active();
        var id = begin(contract, "15.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        var forged = STAND.message("payment.succeeded", thing.deepCopy().put("status", "succeeded"));
        post(YOOKASSA, forged);
        post(YOOKASSA, "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"no-such-payment\"}}");
        post(YOOKASSA, "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"../refunds/1\"}}");
        post(YOOKASSA, "garbage");
        turn(Duration.ZERO);

        assertThat(status(id)).isEqualTo("pending");
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @Test
    void keepsNothingOfWhoeverCannotShowWhoTheyAre() {
        var before = db.fetchCount(GATEWAY_EVENT);
        var message = "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"x\"}}";
        var stranger = http.api("POST", YOOKASSA, null, message, "X-Forwarded-For", "203.0.113.7");
        var tooLong = http.api("POST", YOOKASSA, null, "{\"a\":\"" + "x".repeat(66_000) + "\"}");
        var notice = notice("e-1", "payment.succeeded", "t-1", "123", "1.00");
        var now = clock.instant().getEpochSecond();
        var forged = new ArrayList<Integer>();
        for (var signature : List.of(
                "",
                "t=" + now + ",v1=" + "0".repeat(64),
                sign(now, notice, "another-secret-another-secret-12"),
                sign(now, notice + " ", SECRET),
                sign(now - 301, notice, SECRET),
                sign(now + 330, notice, SECRET),
                sign(now, notice, SECRET).replace("v1=", "v0="))) {
            forged.add(http.api("POST", ACME, null, notice, "X-Signature", signature)
                    .status());
        }

        assertThat(stranger.status()).isEqualTo(403);
        assertThat(tooLong.status()).isEqualTo(403);
        assertThat(forged).containsOnly(403);
        assertThat(http.api("POST", "/api/v1/webhooks/nobody/", null, notice).status())
                .isEqualTo(404);
        assertThat(db.fetchCount(GATEWAY_EVENT)).isEqualTo(before);
    }

    // messages that are signed

    @Test
    void booksWhatASignedMessageTellsOnce() {
        var contract = samples.active();
        var body = notice("e-" + contract, "payment.succeeded", "t-" + contract, number(contract), "250.50");
        for (var i = 0; i < 3; i++) {
            assertThat(signed(body).status()).isEqualTo(200);
        }
        turn(Duration.ZERO);

        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("250.50"));
        var line =
                db.selectFrom(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(contract)).fetchSingle();
        assertThat(line.getProvider()).isEqualTo("acme");
        assertThat(line.getPaidAt()).isEqualTo("2026-11-20T10:00:00Z");
    }

    @Test
    void endsTheSameInWhateverOrderSignedMessagesCome() {
        for (var order : orders(List.of("payment.succeeded", "payment.canceled", "refund.succeeded"))) {
            var contract = samples.active();
            for (var type : order) {
                signed(notice(
                        type + "-" + contract,
                        type,
                        "t-" + contract,
                        number(contract),
                        type.equals("refund.succeeded") ? "100.00" : "250.00"));
            }
            turn(Duration.ZERO);
            await().untilAsserted(() -> assertThat(db.fetchCount(GATEWAY_EVENT, GATEWAY_EVENT.ATTEMPTS.eq(0)))
                    .isZero());
            turn(Duration.ofSeconds(40));
            await().untilAsserted(() ->
                    assertThat(balance(contract)).as(order.toString()).isEqualTo("150.00"));
        }
    }

    @Test
    void tellsRefundsApartByAllOfALongName() {
        var contract = samples.active();
        signed(notice("e-" + contract, "payment.succeeded", "t-" + contract, number(contract), "250.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("250.00"));

        var name = contract + "r".repeat(98 - Long.toString(contract).length());
        for (var event : List.of(name + "-1", name + "-2", name + "-2")) {
            signed(notice(event, "refund.succeeded", "t-" + contract, number(contract), "100.00"));
        }
        turn(Duration.ZERO);

        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("50.00"));
        await().untilAsserted(() -> assertThat(db.fetchCount(GATEWAY_EVENT, GATEWAY_EVENT.ATTEMPTS.eq(0)))
                .isZero());
        assertThat(balance(contract)).isEqualTo("50.00");
    }

    /** A name that was used before is no reason to forget money. */
    @Test
    void leavesARefundThatIsToldOtherwiseToAPerson() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        for (var payment : List.of("a", "b")) {
            signed(notice(payment + mark, "payment.succeeded", "t" + payment + mark, number(contract), "40.00"));
        }
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("80.00"));

        signed(notice("back" + mark, "refund.succeeded", "ta" + mark, number(contract), "10.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("70.00"));
        for (var i = 0; i < 3; i++) {
            signed(notice("back" + mark, "refund.succeeded", "tb" + mark, number(contract), "25.00"));
        }
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(reasons(mark)).isEqualTo(Map.of("refund", 1)));
        await().untilAsserted(() -> assertThat(db.fetchCount(GATEWAY_EVENT, GATEWAY_EVENT.ATTEMPTS.eq(0)))
                .isZero());
        assertThat(reasons(mark)).isEqualTo(Map.of("refund", 1));
        assertThat(balance(contract)).isEqualTo("70.00");
    }

    @Test
    void putsOnTheReviewListWhatItCannotPlace() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed(notice("1" + mark, "payment.succeeded", "account" + mark, "7999999999", "10.00"));
        signed(notice("2" + mark, "payment.succeeded", "currency" + mark, number(contract), "10.00")
                .replace("RUB", "USD"));
        signed(notice("3" + mark, "payment.succeeded", "amount" + mark, number(contract), "10.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("10.00"));
        signed(notice("4" + mark, "payment.succeeded", "amount" + mark, number(contract), "11.00"));
        turn(Duration.ZERO);

        await().untilAsserted(() -> assertThat(reasons(mark)).containsOnlyKeys("account", "currency", "amount"));
        var booked = http.api("GET", path(caseOf("amount" + mark), ""), http.token("supervisor"), null);
        assertThat(booked.json().get("allowed").toString()).isEqualTo("[\"refuse\",\"note\"]");
        var foreign = decide(caseOf("currency" + mark), "link", Map.of("contract", contract));
        assertThat(foreign.status()).isEqualTo(409);
        assertThat(foreign.json().get("code").asString()).isEqualTo("review_link");
        assertThat(foreign.json().get("allowed").toString()).isEqualTo("[\"refuse\",\"note\"]");
        assertThat(balance(contract)).isEqualTo("10.00");
    }

    /** Who tells of money is heard, whatever they say they can read. */
    @Test
    void hearsProvidersThatReadNoJson() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        var time = clock.instant().getEpochSecond();
        var told = 0;
        for (var accept : List.of("text/plain", "text/html", "application/xml", "garbage")) {
            var body = notice(++told + mark, "payment.succeeded", told + mark, number(contract), "1.00");
            var answer = http.api("POST", ACME, null, body, "X-Signature", sign(time, body, SECRET), "Accept", accept);
            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(http.api("POST", YOOKASSA, null, "{}", "Accept", accept).status())
                    .as(accept)
                    .isEqualTo(200);
        }
        var body = notice(++told + mark, "payment.succeeded", told + mark, number(contract), "1.00");
        var formatted = http.api("POST", ACME + "?format=xml", null, body, "X-Signature", sign(time, body, SECRET));
        assertThat(formatted.status()).isEqualTo(200);
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("5.00"));

        assertThat(http.status("POST " + ACME, "X-Signature: пр", body)).isEqualTo(403);
    }

    /** Who signed it has the money, however badly it is told of. */
    @Test
    void losesNoMoneyThatASignedMessageTellsOfBadly() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed(notice("1" + mark, "payment.succeeded", "when" + mark, number(contract), "10.00")
                .replaceFirst("\"paid_at\":\"[^\"]*\"", "\"paid_at\":\"2026-11-20T13:00:00\""));
        signed(notice("2" + mark, "payment.succeeded", "much" + mark, number(contract), "1000000001.00"));
        signed(notice("3" + mark, "payment.succeeded", "what" + mark, number(contract), "ten"));
        signed(notice("4" + mark, "refund.succeeded", "back" + mark, number(contract), ""));
        signed(notice("6" + mark, "refund.succeeded", "back" + mark, number(contract), "-5.00"));
        signed(notice("5" + mark, "payment.waiting", "else" + mark, number(contract), "10.00"));
        turn(Duration.ZERO);

        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("10.00"));
        await().untilAsserted(() -> assertThat(reasons(mark)).isEqualTo(Map.of("unknown", 2, "refund", 2)));
        var open = http.api("GET", path(caseOf("what" + mark), ""), http.token("supervisor"), null);
        assertThat(open.json().get("allowed").toString()).isEqualTo("[\"refuse\",\"note\"]");
        assertThat(http.browser("supervisor")
                        .get("/gateway/review/" + caseOf("what" + mark))
                        .body())
                .contains("узнать её сумму не удалось", ": Сумма")
                .doesNotContain("Привязать договор", "money.invalid");
    }

    @Test
    void losesNoSignedMessageThatNobodyCanRead() {
        var before = db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.DETAILS.endsWith(": unreadable"));
        signed("{\"event_id\":\"1\",\"type\":\"payment.succeeded\",\"amount\":\"77.00\",\"curr");
        turn(Duration.ZERO);
        await().untilAsserted(
                        () -> assertThat(db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.DETAILS.endsWith(": unreadable")))
                                .isEqualTo(before + 1));

        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed("{\"event_id\":\"1\",\"transaction_id\":\"%s\",\"amount\":\"77.00\"}".formatted(mark));
        signed(notice("2" + mark, "payment.succeeded", "number" + mark, number(contract), "7E+1")
                .replace("\"7E+1\"", "7E+1"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(reasons(mark)).isEqualTo(Map.of("unknown", 1)));
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("70.00"));
    }

    /** A question may take ten seconds, and there may be hundreds. */
    @Test
    void letsNobodyWaitForAProviderThatDoesNotAnswer() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        var lookedAtSigned = new ConcurrentHashMap<String, Integer>();
        transactions.executeWithoutResult(_ -> {
            for (var i = 0; i < 20; i++) {
                store("yookassa", "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"%s-%d\"}}".formatted(mark, i));
            }
            store("acme", notice("e" + mark, "payment.succeeded", "t" + mark, number(contract), "10.00"));
            var signed = db.select(max(GATEWAY_EVENT.ID)).from(GATEWAY_EVENT).fetchSingle(Record1::value1);
            STAND.away = path -> {
                if (path.contains(mark)) {
                    lookedAtSigned.putIfAbsent(
                            path, db.fetchValue(GATEWAY_EVENT.ATTEMPTS, GATEWAY_EVENT.ID.eq(signed)));
                }
                return path.contains(mark);
            };
        });
        events.process();

        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("10.00"));
        assertThat(lookedAtSigned.values()).as("before the first question").containsOnly(1);
        assertThat(lookedAtSigned).as("the others are left alone").hasSizeLessThan(5);
        for (var i = 0; i < 20; i++) {
            events.process();
        }
        assertThat(lookedAtSigned).as("but not for ever").hasSize(20);

        STAND.away = _ -> false;
        clock.forward(Duration.ofMinutes(2));
        await().untilAsserted(() -> {
            events.process();
            assertThat(db.fetchCount(
                            GATEWAY_EVENT,
                            GATEWAY_EVENT.TRANSACTION_ID.startsWith(mark),
                            GATEWAY_EVENT.STATE.eq(EventState.IGNORED)))
                    .isEqualTo(20);
        });
    }

    @Test
    void letsNobodySayHowTheProviderCallsAPayment() {
        var contract = samples.active();
        var first = begin(contract, "30.00").get("id").asLong();
        var second = begin(contract, "40.00").get("id").asLong();
        var other = STAND.ofLine(second);
        var said = http.api(
                "PATCH",
                PATH + first + "/",
                http.token("operator"),
                Map.of("transaction_id", other.get("id").asString()));
        assertThat(said.status()).isEqualTo(409);
        assertThat(said.json().get("code").asString()).isEqualTo("payment_at_provider");

        STAND.become(other, "succeeded");
        post(YOOKASSA, STAND.message("payment.succeeded", other));
        becomes(second, "succeeded");
    }

    // what doesn't agree

    @Test
    void letsAPersonDecideWhenTheProviderMeansOtherMoney() {
        var contract = samples.active();
        var id = begin(contract, "100.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        thing.putObject("amount").put("value", "90.00").put("currency", "RUB");
        STAND.become(thing, "succeeded");
        for (var i = 0; i < 3; i++) {
            post(YOOKASSA, STAND.message("payment.succeeded", thing));
        }
        turn(Duration.ofMinutes(2));

        await().untilAsserted(() -> assertThat(db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.LINE_ID.eq(id)))
                .isEqualTo(1));
        assertThat(status(id)).isEqualTo("pending");
        assertThat(balance(contract)).isEqualTo("0.00");

        var refused = decide(caseOf(thing.get("id").asString()), "refuse", Map.of("note", "Вернули в кабинете"));
        assertThat(refused.status()).isEqualTo(200);
        becomes(id, "declined");
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    /** The service can't come back, for the contract has no card any more; the customer paid all the same. */
    @Test
    void letsAPersonDecideWhenTheContractRefusesWhatWasPaid() {
        var contract = samples.active();
        var id = begin(contract, "100.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        Actor.job("tests").run(() -> payments.adjust(contract, Money.parse("-100.00"), "Роуминг"));
        var card = loseCard(contract);
        STAND.become(thing, "succeeded");
        turn(Duration.ofSeconds(31));
        var object = thing.get("id").asString();
        await().untilAsserted(() -> assertThat(caseOf(object)).isPositive());
        post(YOOKASSA, STAND.message("payment.succeeded", thing));
        await().untilAsserted(() -> {
            events.process();
            assertThat(outcomes(object)).containsExactly(EventState.REVIEW);
        });

        assertThat(reasons(object)).isEqualTo(Map.of("amount", 1));
        assertThat(db.fetchValue(GATEWAY_OPERATION.NEXT_POLL_AT, GATEWAY_OPERATION.LINE_ID.eq(id)))
                .as("asked no more")
                .isNull();
        assertThat(status(id)).isEqualTo("pending");
        assertThat(http.browser("supervisor")
                        .get("/gateway/review/" + caseOf(object))
                        .body())
                .contains("договор не может их принять", "У договора нет SIM-карты", "Принять");
        var tooEarly = decide(caseOf(object), "accept", Map.of());
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.json().get("code").asString()).isEqualTo("contract_without_sim");

        restore(card, contract);
        assertThat(decide(caseOf(object), "accept", Map.of()).status()).isEqualTo(200);
        becomes(id, "declined");
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(state(contract)).isEqualTo("active");
    }

    @Test
    void letsAPersonDecideWhenTheContractRefusesWhatWentBack() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.refundState = "pending";
        var refund = refund(paid, "80.00").get("id").asLong();
        Actor.job("tests").run(() -> payments.adjust(contract, Money.parse("-150.00"), "Роуминг"));
        var card = loseCard(contract);
        var object = objectOf(refund);
        STAND.become(STAND.get(object), "succeeded");
        turn(Duration.ofMinutes(1));

        await().untilAsserted(() -> assertThat(reasons(object)).isEqualTo(Map.of("refund", 1)));
        assertThat(decide(caseOf(object), "refuse", Map.of("note", "Исправлено"))
                        .status())
                .isEqualTo(200);
        becomes(refund, "declined");

        // told once more after all is well with the contract
        restore(card, contract);
        post(YOOKASSA, STAND.message("refund.succeeded", STAND.get(object)));
        await().untilAsserted(() -> {
            events.process();
            assertThat(outcomes(object)).containsExactly(EventState.REVIEW);
        });
        assertThat(status(refund)).isEqualTo("declined");
        assertThat(balance(contract)).isEqualTo("50.00");
    }

    private void restore(SimRecord card, long contract) {
        db.update(SIM)
                .set(SIM.STATUS, card.getStatus())
                .set(SIM.CONTRACT_ID, contract)
                .where(SIM.ID.eq(card.getId()))
                .execute();
    }

    private SimRecord loseCard(long contract) {
        var card = db.selectFrom(SIM).where(SIM.CONTRACT_ID.eq(contract)).fetchSingle();
        db.update(SIM)
                .set(SIM.STATUS, SimStatus.CLOSED)
                .setNull(SIM.CONTRACT_ID)
                .where(SIM.ID.eq(card.getId()))
                .execute();
        return card;
    }

    @Test
    void declinesWhatIsCanceledWhateverElseDoesNotAgree() {
        var contract = samples.active();
        var id = begin(contract, "100.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        thing.putObject("amount").put("value", "90.00").put("currency", "RUB");
        STAND.become(thing, "canceled");
        turn(Duration.ofSeconds(31));

        becomes(id, "declined");
        assertThat(db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.LINE_ID.eq(id))).isZero();
    }

    @Test
    void neverTakesARefundOfAnotherAmountForMoneyThatCame() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.refundState = "pending";
        var refund = refund(paid, "80.00").get("id").asLong();
        var thing = STAND.get(objectOf(refund));
        thing.putObject("amount").put("value", "70.00").put("currency", "RUB");
        STAND.become(thing, "succeeded");
        turn(Duration.ofMinutes(1));

        var object = thing.get("id").asString();
        await().untilAsserted(() -> assertThat(caseOf(object)).isPositive());
        var open = http.api("GET", path(caseOf(object), ""), http.token("supervisor"), null);
        assertThat(open.json().get("reason").asString()).isEqualTo("refund");
        assertThat(open.json().get("allowed").toString()).isEqualTo("[\"refuse\",\"note\"]");
        assertThat(balance(contract)).isEqualTo("200.00");
        assertThat(decide(caseOf(object), "refuse", Map.of("note", "Исправлено"))
                        .status())
                .isEqualTo(200);
        becomes(refund, "declined");
    }

    @Test
    void letsAPersonPlaceAPaymentThatNobodyBegan() {
        var id = UUID.randomUUID().toString();
        var thing = STAND.add(STAND.thing("{\"id\":\"" + id
                + "\",\"status\":\"succeeded\",\"amount\":{\"value\":\"5.00\",\"currency\":\"RUB\"},\"metadata\":{}}"));
        post(YOOKASSA, STAND.message("payment.succeeded", thing));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(caseOf(id)).isPositive());
        var contract = samples.active();
        decide(caseOf(id), "link", Map.of("contract", contract));
        assertThat(decide(caseOf(id), "accept", Map.of()).status()).isEqualTo(200);
        assertThat(balance(contract)).isEqualTo("5.00");

        // told again it is known, and given back it is gone
        post(YOOKASSA, STAND.message("payment.succeeded", thing));
        var back = STAND.add(STAND.thing("{\"id\":\"back-" + id + "\",\"status\":\"succeeded\",\"payment_id\":\"" + id
                + "\",\"amount\":{\"value\":\"5.00\",\"currency\":\"RUB\"}}"));
        post(YOOKASSA, STAND.message("refund.succeeded", back));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("0.00"));
        await().untilAsserted(() -> assertThat(db.fetchCount(
                        GATEWAY_EVENT,
                        GATEWAY_EVENT.TRANSACTION_ID.eq(id).and(GATEWAY_EVENT.STATE.eq(EventState.PROCESSED))))
                .isEqualTo(1));
    }

    // refunds

    @Test
    void givesMoneyBackThroughTheProvider() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        var refund = refund(paid, "80.00");

        assertThat(refund.get("status").asString()).isEqualTo("succeeded");
        assertThat(refund.get("provider").asString()).isEqualTo("yookassa");
        assertThat(balance(contract)).isEqualTo("120.00");
        assertThat(refund(paid, null).get("amount").asString()).isEqualTo("-120.00");
        becomes(paid, "refunded");
    }

    @Test
    void waitsForARefundThatTakesItsTime() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.refundState = "pending";
        var refund = refund(paid, "80.00").get("id").asLong();
        assertThat(status(refund)).isEqualTo("pending");
        assertThat(balance(contract)).isEqualTo("200.00");

        STAND.become(STAND.get(objectOf(refund)), "succeeded");
        turn(Duration.ofMinutes(1));
        becomes(refund, "succeeded");
        assertThat(balance(contract)).isEqualTo("120.00");
    }

    @Test
    void tellsWhenARefundDoesNotHappen() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.refundState = "pending";
        var refund = refund(paid, "80.00").get("id").asLong();
        STAND.become(STAND.get(objectOf(refund)), "canceled");
        turn(Duration.ofMinutes(1));

        becomes(refund, "declined");
        assertThat(balance(contract)).isEqualTo("200.00");
        assertThat(db.fetchValue(GATEWAY_REVIEW.REASON, GATEWAY_REVIEW.LINE_ID.eq(refund)))
                .isEqualTo(ReviewReason.REFUND_CANCELED);

        // in words, not in codes
        var review = db.fetchValue(GATEWAY_REVIEW.ID, GATEWAY_REVIEW.LINE_ID.eq(refund));
        assertThat(http.browser("supervisor").get("/gateway/review/" + review).body())
                .contains("Недостаточно денег")
                .doesNotContain("insufficient_funds");
        var other = begin(contract, "10.00").get("id").asLong();
        var thing = STAND.ofLine(other);
        STAND.become(thing, "succeeded");
        post(YOOKASSA, STAND.message("payment.succeeded", thing));
        turn(Duration.ZERO);
        becomes(other, "succeeded");
        var event = db.fetchValue(GATEWAY_EVENT.ID, GATEWAY_EVENT.LINE_ID.eq(other));
        for (var page : List.of("/gateway/events/" + event, "/gateway/events?q=" + objectOf(other))) {
            assertThat(http.browser("supervisor").get(page).body()).as(page).contains(">Успешно<");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "LATE", "CUT"})
    void givesBackOnceWhenNobodyKnowsWhatCameOfIt(Fault fault) {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.next(fault);
        var refund = refund(paid, "80.00").get("id").asLong();
        assertThat(status(refund)).isEqualTo("pending");

        turn(Duration.ofSeconds(31));
        becomes(refund, "succeeded");
        assertThat(balance(contract)).isEqualTo("120.00");
        assertThat(STAND.calls.stream()
                        .filter(call ->
                                call.path().equals("/refunds") && call.body().contains(objectOf(paid)))
                        .collect(java.util.stream.Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void givesBackSixtyPerCentOnlyOnce() throws Exception {
        var contract = samples.active();
        var paid = paid(contract, "100.00");
        STAND.refundState = "pending";
        var token = http.token("supervisor");
        var answers = atOnce(
                50,
                () -> http.api("POST", PATH + paid + "/refund/", token, Map.of("amount", "60.00", "reason", "Возврат"))
                        .status());

        assertThat(answers.stream().filter(it -> it == 201)).hasSize(1);
        assertThat(answers.stream().filter(it -> it != 201)).containsOnly(409);
        assertThat(db.fetchCount(PAYMENT, PAYMENT.REVERSES_ID.eq(paid))).isEqualTo(1);
    }

    @Test
    void booksARefundThatTheProviderMadeByItself() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        Actor.job("tests").run(() -> payments.adjust(contract, Money.parse("-150.00"), "Потрачено"));
        var id = UUID.randomUUID().toString();
        var thing = STAND.add(
                STAND.thing(
                        "{\"id\":\"" + id + "\",\"status\":\"succeeded\",\"payment_id\":\""
                                + objectOf(paid)
                                + "\",\"amount\":{\"value\":\"200.00\",\"currency\":\"RUB\"},\"created_at\":\"2026-11-20T10:00:00.000Z\"}"));
        for (var i = 0; i < 3; i++) {
            post(YOOKASSA, STAND.message("refund.succeeded", thing));
        }
        turn(Duration.ZERO);

        becomes(paid, "refunded");
        assertThat(balance(contract)).isEqualTo("-150.00");
    }

    @Test
    void asksForThePaymentWhoseRefundIsToldOfFirst() {
        var contract = samples.active();
        var id = begin(contract, "200.00").get("id").asLong();
        STAND.become(STAND.ofLine(id), "succeeded");
        var back = givenBack(id, "200.00");
        post(YOOKASSA, STAND.message("refund.succeeded", back));
        turn(Duration.ZERO);

        becomes(id, "refunded");
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(db.fetchCount(
                        GATEWAY_REVIEW,
                        GATEWAY_REVIEW.TRANSACTION_ID.eq(back.get("id").asString())))
                .isZero();
    }

    @Test
    void booksOnceWhatAPersonAcceptedAndTheProviderTellsOf() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.next(Fault.ERROR_BEFORE);
        var refund = refund(paid, "80.00").get("id").asLong();
        turn(Duration.ofHours(24));
        post(YOOKASSA, STAND.message("refund.succeeded", givenBack(paid, "80.00")));
        turn(Duration.ZERO);
        assertThat(status(refund)).isEqualTo("pending");
        var review = db.fetchValue(GATEWAY_REVIEW.ID, GATEWAY_REVIEW.LINE_ID.eq(refund));
        assertThat(decide(review, "accept", Map.of()).status()).isEqualTo(200);

        turn(Duration.ofMinutes(1));
        post(YOOKASSA, STAND.message("refund.succeeded", givenBack(paid, "20.00")));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(balance(contract)).isEqualTo("100.00"));
        assertThat(db.fetchCount(PAYMENT, PAYMENT.REVERSES_ID.eq(paid))).isEqualTo(2);
    }

    /** Two of the same amount, each told of by many messages on many nodes at once: one was ours, the other was not. */
    @Test
    void takesOneRefundOnceForTheOneThatAPersonAccepted() throws Exception {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.next(Fault.ERROR_BEFORE);
        var refund = refund(paid, "40.00").get("id").asLong();
        turn(Duration.ofHours(24));
        var review = db.fetchValue(GATEWAY_REVIEW.ID, GATEWAY_REVIEW.LINE_ID.eq(refund));
        assertThat(decide(review, "accept", Map.of()).status()).isEqualTo(200);

        var names = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
        var turn = new AtomicInteger();
        var told = atOnce(20, () -> {
            var name = names.get(turn.getAndIncrement() % 2);
            var remote = new Remote(
                    name,
                    true,
                    OperationState.SUCCEEDED,
                    Money.parse("40.00"),
                    "RUB",
                    null,
                    null,
                    objectOf(paid),
                    null,
                    null,
                    null);
            return Actor.job("yookassa").call(() -> requireNonNull(gateway.told(remote)));
        });
        assertThat(told).extracting(Gateway.Told::state).containsOnly(EventState.PROCESSED);
        assertThat(told).extracting(Gateway.Told::lineId).contains(refund);
        assertThat(db.fetchCount(PAYMENT, PAYMENT.REVERSES_ID.eq(paid))).isEqualTo(2);
        assertThat(balance(contract)).isEqualTo("120.00");
    }

    @Test
    void leavesARefundToAPersonWhereNobodyAnsweredForADay() {
        var contract = samples.active();
        var paid = paid(contract, "200.00");
        STAND.next(Fault.ERROR_BEFORE);
        refund(paid, "80.00");
        turn(Duration.ofHours(24));
        var back = givenBack(paid, "20.00");
        post(YOOKASSA, STAND.message("refund.succeeded", back));
        turn(Duration.ZERO);
        turn(Duration.ofHours(25));

        var object = back.get("id").asString();
        await().untilAsserted(() -> assertThat(caseOf(object)).isPositive());
        var event = db.selectFrom(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.TRANSACTION_ID.eq(object))
                .fetchSingle();
        assertThat(event.getState()).isEqualTo(EventState.REVIEW);
        assertThat(event.getLineId()).isEqualTo(paid);
        assertThat(balance(contract)).isEqualTo("200.00");
    }

    /** What we began is asked about anyway; of the rest nobody would hear again. */
    @Test
    void leavesToAPersonWhatTheProviderCouldNotBeAskedAboutForADay() {
        var contract = samples.active();
        var back = givenBack(paid(contract, "200.00"), "200.00");
        var ours = begin(contract, "30.00").get("id").asLong();
        var foreign = STAND.thing("{\"id\":\"" + UUID.randomUUID() + "\"}");
        var objects = List.of(back.get("id").asString(), foreign.get("id").asString(), objectOf(ours));
        STAND.away = path -> objects.stream().anyMatch(path::endsWith);
        post(YOOKASSA, STAND.message("refund.succeeded", back));
        post(YOOKASSA, STAND.message("payment.succeeded", foreign));
        post(YOOKASSA, STAND.message("payment.succeeded", STAND.ofLine(ours)));
        clock.forward(Duration.ofHours(24));
        await().untilAsserted(() -> {
            events.process();
            assertThat(outcomes(objects.get(0))).containsExactly(EventState.REVIEW);
            assertThat(outcomes(objects.get(1))).containsExactly(EventState.REVIEW);
            assertThat(outcomes(objects.get(2))).containsExactly(EventState.FAILED);
        });

        assertThat(reasons(objects.get(0))).isEqualTo(Map.of("refund", 1));
        assertThat(reasons(objects.get(1))).isEqualTo(Map.of("unknown", 1));
        assertThat(caseOf(objects.get(2))).isZero();
        for (var object : objects.subList(0, 2)) {
            var open = http.api("GET", path(caseOf(object), ""), http.token("supervisor"), null)
                    .json();
            assertThat(open.get("amount").isNull()).isTrue();
            assertThat(open.get("details").asString()).startsWith("401 invalid_credentials");
            assertThat(open.get("allowed").toString()).isEqualTo("[\"refuse\",\"note\"]");
            assertThat(http.browser("supervisor")
                            .get("/gateway/review/" + caseOf(object))
                            .body())
                    .contains("узнать")
                    .doesNotContain("Привязать договор");
        }

        // a person has it now, whoever is asked later
        STAND.away = _ -> false;
        STAND.become(STAND.ofLine(ours), "succeeded");
        turn(Duration.ofHours(1));
        becomes(ours, "succeeded");
        post(YOOKASSA, STAND.message("refund.succeeded", back));
        await().untilAsserted(() -> {
            events.process();
            assertThat(outcomes(objects.get(0))).containsExactly(EventState.REVIEW, EventState.REVIEW);
        });
        assertThat(reasons(objects.get(0))).isEqualTo(Map.of("refund", 1));
        assertThat(balance(contract)).isEqualTo("230.00");
        assertThat(decide(caseOf(objects.get(0)), "refuse", Map.of("note", "Исправлено"))
                        .status())
                .isEqualTo(200);
    }

    private List<EventState> outcomes(String object) {
        return db.select(GATEWAY_EVENT.STATE)
                .from(GATEWAY_EVENT)
                .where(GATEWAY_EVENT.TRANSACTION_ID.eq(object))
                .fetch(Record1::value1);
    }

    private ObjectNode givenBack(long paid, String amount) {
        return STAND.add(STAND.thing("{\"id\":\"" + UUID.randomUUID() + "\",\"status\":\"succeeded\",\"payment_id\":\""
                + objectOf(paid) + "\",\"amount\":{\"value\":\"" + amount + "\",\"currency\":\"RUB\"}}"));
    }

    // the review list

    @Test
    void booksAPlacedPaymentWhenItWasToldOfWhereItsTimeCannotBe() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed(notice("e" + mark, "payment.succeeded", "t" + mark, "7999999999", "10.00")
                .replaceFirst("\"paid_at\":\"[^\"]*\"", "\"paid_at\":\"0001-01-01T00:00:00Z\""));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(reasons(mark)).containsOnlyKeys("account"));
        var id = caseOf("t" + mark);
        decide(id, "link", Map.of("contract", contract));
        assertThat(decide(id, "accept", Map.of()).status()).isEqualTo(200);

        var line =
                db.selectFrom(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(contract)).fetchSingle();
        assertThat(line.getPaidAt()).isEqualTo(db.fetchValue(GATEWAY_REVIEW.CREATED_AT, GATEWAY_REVIEW.ID.eq(id)));
    }

    @Test
    void booksWhatAPersonPlaces() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed(notice("e" + mark, "payment.succeeded", "t" + mark, "7999999999", "10.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(reasons(mark)).containsOnlyKeys("account"));
        var id = caseOf("t" + mark);
        var unplaced = decide(id, "accept", Map.of());
        assertThat(unplaced.status()).isEqualTo(409);
        assertThat(unplaced.json().get("code").asString()).isEqualTo("review_accept");
        assertThat(http.api("POST", path(id, "link"), http.token("operator"), Map.of("contract", contract))
                        .status())
                .isEqualTo(403);

        assertThat(decide(id, "note", Map.of("note", "Звонил"))
                        .json()
                        .get("note")
                        .asString())
                .isEqualTo("Звонил");
        var linked = decide(id, "link", Map.of("contract", contract));
        assertThat(linked.json().get("allowed").toString()).contains("accept");
        assertThat(linked.json().at("/contract/number").asString()).isEqualTo(number(contract));
        assertThat(balance(contract)).isEqualTo("0.00");
        var accepted = decide(id, "accept", Map.of());
        assertThat(accepted.json().get("state").asString()).isEqualTo("accepted");
        assertThat(balance(contract)).isEqualTo("10.00");

        assertThat(decide(id, "refuse", Map.of("note", "Поздно"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("review_decided");
        signed(notice("e" + mark, "payment.succeeded", "t" + mark, "7999999999", "10.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(db.fetchCount(
                        GATEWAY_EVENT,
                        GATEWAY_EVENT.TRANSACTION_ID.eq("t" + mark).and(GATEWAY_EVENT.STATE.eq(EventState.PROCESSED))))
                .isEqualTo(1));
        assertThat(balance(contract)).isEqualTo("10.00");
    }

    @Test
    void acceptsAnotherAmountInPlaceOfTheOneThatWaits() throws Exception {
        var contract = samples.active();
        var id = begin(contract, "100.00").get("id").asLong();
        var thing = STAND.ofLine(id);
        thing.putObject("amount").put("value", "90.00").put("currency", "RUB");
        STAND.become(thing, "succeeded");
        turn(Duration.ofSeconds(31));
        var object = thing.get("id").asString();
        await().untilAsserted(() -> assertThat(caseOf(object)).isPositive());
        var review = caseOf(object);
        var answers = atOnce(10, () -> decide(review, "accept", Map.of()).status());

        assertThat(answers.stream().filter(it -> it == 200)).hasSize(1);
        assertThat(answers.stream().filter(it -> it != 200)).containsOnly(409);
        becomes(id, "declined");
        assertThat(balance(contract)).isEqualTo("90.00");
        // told again it is known
        post(YOOKASSA, STAND.message("payment.succeeded", thing));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(db.fetchCount(
                        GATEWAY_EVENT,
                        GATEWAY_EVENT.TRANSACTION_ID.eq(object).and(GATEWAY_EVENT.STATE.eq(EventState.PROCESSED))))
                .isEqualTo(1));
        assertThat(db.fetchCount(GATEWAY_REVIEW, GATEWAY_REVIEW.TRANSACTION_ID.eq(object)))
                .isEqualTo(1);
        // and it goes back like any other
        var line = http.api("GET", path(review, ""), http.token("supervisor"), null)
                .json()
                .get("payment")
                .asLong();
        STAND.become(thing, "succeeded");
        assertThat(refund(line, null).get("status").asString()).isEqualTo("succeeded");
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    @Test
    void letsAPersonSayWhatCameOfARefundThatNobodyAnswered() {
        for (var went : List.of(true, false)) {
            var contract = samples.active();
            var paid = paid(contract, "50.00");
            STAND.next(Fault.ERROR_BEFORE);
            var refund = refund(paid, null).get("id").asLong();
            turn(Duration.ofHours(24));
            var review = db.fetchValue(
                    GATEWAY_REVIEW.ID,
                    GATEWAY_REVIEW.LINE_ID.eq(refund).and(GATEWAY_REVIEW.REASON.eq(ReviewReason.UNANSWERED)));
            assertThat(status(refund)).isEqualTo("pending");
            assertThat(db.fetchValue(GATEWAY_OPERATION.REQUEST, GATEWAY_OPERATION.LINE_ID.eq(refund)))
                    .as("personal data is not kept")
                    .isNull();

            var decided =
                    went ? decide(review, "accept", Map.of()) : decide(review, "refuse", Map.of("note", "Не вернули"));
            assertThat(decided.status()).isEqualTo(200);
            assertThat(status(refund)).isEqualTo(went ? "succeeded" : "declined");
            assertThat(balance(contract)).isEqualTo(went ? "0.00" : "50.00");
        }
    }

    @Test
    void declinesWhatTheProviderForgot() {
        var contract = samples.active();
        var id = begin(contract, "50.00").get("id").asLong();
        STAND.forget(STAND.ofLine(id));
        turn(Duration.ofMinutes(1));
        var review = db.fetchValue(GATEWAY_REVIEW.ID, GATEWAY_REVIEW.LINE_ID.eq(id));
        assertThat(status(id)).isEqualTo("pending");

        assertThat(decide(review, "refuse", Map.of("note", "Поддержка подтвердила"))
                        .status())
                .isEqualTo(200);
        becomes(id, "declined");
    }

    @Test
    void showsCasesAndMessagesToWhoeverDecides() {
        var mark = UUID.randomUUID().toString();
        var contract = samples.active();
        signed(notice("e" + mark, "payment.succeeded", "t<b>" + mark, "<script>", "10.00"));
        turn(Duration.ZERO);
        await().untilAsserted(() -> assertThat(reasons(mark)).containsOnlyKeys("account"));
        var id = caseOf("t<b>" + mark);
        var browser = http.browser("supervisor");
        assertThat(browser.get("/gateway/review").body()).contains("/gateway/review/" + id, "Лицевой счёт не найден");
        assertThat(browser.get("/gateway/review?state=accepted&q=" + Http.encode("t<b>" + mark))
                        .body())
                .doesNotContain("/gateway/review/" + id);
        var page = browser.get("/gateway/review/" + id);
        assertThat(page.body()).contains("&lt;script", "привяжите его").doesNotContain("<script>\"", "t<b>");

        var wrong = browser.post("/gateway/review/" + id + "/link", Map.of("account", "12"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Введите номер договора");
        var nobody = browser.post("/gateway/review/" + id + "/link", Map.of("account", "+7 999 000-00-00"));
        assertThat(nobody.body()).contains("Договора с таким номером нет");
        assertThat(browser.post("/gateway/review/" + id + "/refuse", Map.of("note", " "))
                        .status())
                .isEqualTo(422);
        var linked = browser.post("/gateway/review/" + id + "/link", Map.of("account", number(contract)));
        assertThat(linked.status()).isEqualTo(303);
        assertThat(browser.post("/gateway/review/" + id + "/accept", Map.of()).status())
                .isEqualTo(303);
        assertThat(browser.post("/gateway/review/" + id + "/accept", Map.of()).status())
                .isEqualTo(409);
        assertThat(browser.get("/gateway/review/" + id).body())
                .contains("Принят")
                .doesNotContain("привяжите его");
        assertThat(balance(contract)).isEqualTo("10.00");

        var event = db.fetchValue(GATEWAY_EVENT.ID, GATEWAY_EVENT.TRANSACTION_ID.eq("t<b>" + mark));
        assertThat(browser.get("/gateway/events?q=" + Http.encode("t<b>" + mark))
                        .body())
                .contains("/gateway/events/" + event);
        assertThat(browser.get("/gateway/events/" + event).body())
                .contains("e" + mark)
                .doesNotContain("t<b>");
        assertThat(http.api("GET", "/api/v1/gateway/events/" + event + "/", http.token("supervisor"), null)
                        .json()
                        .get("body")
                        .asString())
                .contains("e" + mark);
        assertThat(http.api(
                                "GET",
                                "/api/v1/gateway/review/?state=accepted&reason=account&transaction_id="
                                        + Http.encode("t<b>" + mark),
                                http.token("supervisor"),
                                null)
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
    }

    // terminals

    @Test
    void answersTerminalsByTheirProtocol() {
        var contract = samples.active();
        var number = number(contract);
        var gone = samples.terminated();
        var t = 1_000_000_000L + contract * 100;

        assertThat(terminal("check", t, number, "100.00")).contains("<result>0</result>");
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(terminal("check", t, "1234567890", "100.00")).contains("<result>4</result>");
        assertThat(terminal("check", t, "abc", "100.00")).contains("<result>4</result>");
        assertThat(terminal("check", t, "79990000000", "100.00")).contains("<result>5</result>");
        assertThat(terminal("check", t, number(gone), "100.00")).contains("<result>79</result>");
        assertThat(terminal("check", t, number, "9.99")).contains("<result>241</result>");
        assertThat(terminal("check", t, number, "15000.01")).contains("<result>242</result>");
        assertThat(terminal("check", t, number, "10000000000.00")).contains("<result>242</result>");
        assertThat(terminal("fly", t, number, "100.00")).contains("<result>300</result>");
        assertThat(terminal("pay", t, number, "1e2")).contains("<result>300</result>");
        assertThat(terminal("check", t, msisdn(contract), "100.00")).contains("<result>0</result>");

        var paid = terminal("pay", t, number, "100.5");
        assertThat(paid)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains(
                        "<osmp_txn_id>" + t + "</osmp_txn_id>", "<prv_txn>", "<sum>100.50</sum>", "<result>0</result>");
        assertThat(terminal("pay", t, msisdn(contract), "100.50")).isEqualTo(paid);
        assertThat(terminal("pay", t, number, "100.51")).contains("<result>300</result>");
        assertThat(terminal("pay", t, "abc", "100.50")).contains("<result>300</result>");
        assertThat(terminal("pay", t, number(samples.active()), "100.50")).contains("<result>300</result>");
        assertThat(balance(contract)).isEqualTo("100.50");
        var line =
                db.selectFrom(PAYMENT).where(PAYMENT.CONTRACT_ID.eq(contract)).fetchSingle();
        assertThat(line.getMethod().code()).isEqualTo("terminal");
        assertThat(line.getPaidAt()).isEqualTo("2026-11-20T11:30:00Z");
    }

    /** A terminal that was told anything else would hand the money back, which is booked. */
    @Test
    void answersATerminalTheSameWhateverBecameOfTheAccount() {
        var contract = samples.active();
        var number = msisdn(contract);
        var t = 6_000_000_000L + contract;
        var paid = terminal("pay", t, number, "20.00");
        assertThat(paid).contains("<result>0</result>");
        Actor.job("tests").run(() -> contracts.terminate(contract, null, TerminationReason.CUSTOMER, null));

        assertThat(terminal("pay", t, number, "20.00")).isEqualTo(paid);
        assertThat(terminal("pay", t, number, "21.00")).contains("<result>300</result>");
        assertThat(balance(contract)).isEqualTo("20.00");
    }

    /** The service could not come back, for the contract has no card any more: nothing of the payment may stay. */
    @Test
    void refusesATerminalWhatTheContractRefuses() {
        var contract = samples.active();
        var number = number(contract);
        Actor.job("tests").run(() -> payments.adjust(contract, Money.parse("-100.00"), "Роуминг"));
        loseCard(contract);

        assertThat(terminal("check", 4_000_000_000L + contract, number, "100.00"))
                .contains("<result>0</result>");
        assertThat(terminal("pay", 4_000_000_000L + contract, number, "100.00"))
                .contains("<result>7</result>")
                .doesNotContain("prv_txn");
        assertThat(balance(contract)).isEqualTo("-100.00");
    }

    @Test
    void answersATerminalThatItsPaymentBroke() throws Exception {
        var contract = samples.active();
        var number = number(contract);
        var transaction = 5_000_000_000L + contract;
        try (var _ = breaking(transaction, "P0001")) {
            assertThat(terminal("pay", transaction, number, "100.00"))
                    .contains("<osmp_txn_id>" + transaction + "</osmp_txn_id>", "<result>8</result>")
                    .doesNotContain("prv_txn");
        }
        assertThat(balance(contract)).isEqualTo("0.00");
    }

    /** Whatever passes is no reason to refuse money: the terminal comes again, and is booked once. */
    @Test
    void tellsATerminalToTryLaterWhileTheDatabaseCannot() throws Exception {
        var contract = samples.active();
        var number = number(contract);
        var transaction = 6_000_000_000L + contract;
        try (var _ = TestDatabase.isPostgresql() ? breaking(transaction, "40001") : locked()) {
            assertThat(terminal("pay", transaction, number, "100.00"))
                    .contains("<result>1</result>")
                    .doesNotContain("prv_txn");
        }
        assertThat(balance(contract)).isEqualTo("0.00");
        assertThat(terminal("pay", transaction, number, "100.00")).contains("<result>0</result>");
        assertThat(terminal("pay", transaction, number, "100.00")).contains("<result>0</result>");
        assertThat(balance(contract)).isEqualTo("100.00");
    }

    @Test
    void bringsTheServiceBackWhereverTheMoneyComesFrom() {
        var number = new String[1];
        List<java.util.function.LongConsumer> ways = List.of(
                contract -> assertThat(terminal("pay", 3_000_000_000L + contract, number[0], "100.00"))
                        .contains("<result>0</result>"),
                contract -> signed(
                        notice("debt-" + contract, "payment.succeeded", "debt-" + contract, number[0], "100.00")),
                contract -> {
                    var id = begin(contract, "100.00").get("id").asLong();
                    STAND.become(STAND.ofLine(id), "succeeded");
                    turn(Duration.ofSeconds(31));
                });
        for (var way : ways) {
            var contract = samples.active();
            number[0] = number(contract);
            Actor.job("tests").run(() -> payments.adjust(contract, Money.parse("-100.00"), "Роуминг"));
            assertThat(state(contract)).isEqualTo("suspended");
            way.accept(contract);
            turn(Duration.ZERO);
            await().untilAsserted(() -> assertThat(state(contract)).isEqualTo("active"));
        }
    }

    @Test
    void takesATerminalsPaymentOnce() throws Exception {
        var contract = samples.active();
        var number = number(contract);
        var answers = atOnce(30, () -> terminal("pay", 2_000_000_000L + contract, number, "50.00"));

        assertThat(answers).allMatch(it -> it.contains("<result>0</result>"));
        assertThat(new LinkedHashSet<>(answers)).hasSize(1);
        assertThat(balance(contract)).isEqualTo("50.00");
    }

    @Test
    void answersWhateverTerminalsSendInXml() throws Exception {
        var parser = javax.xml.parsers.DocumentBuilderFactory.newInstance();
        for (var text : HOSTILE) {
            for (var field : List.of("command", "txn_id", "account", "sum", "txn_date")) {
                var query = new java.util.LinkedHashMap<>(Map.of(
                        "command",
                        "pay",
                        "txn_id",
                        "77",
                        "account",
                        "79990000001",
                        "sum",
                        "10.00",
                        "txn_date",
                        "20261120143000"));
                query.put(field, text);
                var answer = send("/osmp/?" + Http.form(query), "terminals:a-long-password");
                if (answer.statusCode() == 400) {
                    // no address that any server would take
                    continue;
                }
                assertThat(answer.statusCode()).as(field + " " + text).isEqualTo(200);
                var document = parser.newDocumentBuilder()
                        .parse(new java.io.ByteArrayInputStream(
                                answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                assertThat(document.getElementsByTagName("result").item(0).getTextContent())
                        .as(field + " " + text)
                        .isIn("4", "5", "241", "242", "300");
            }
        }
    }

    @Test
    void survivesWhateverASignedMessageHolds() {
        for (var text : HOSTILE) {
            for (var field :
                    List.of("event_id", "type", "transaction_id", "account", "amount", "currency", "paid_at")) {
                var body = new HashMap<String, Object>(Map.of(
                        "event_id",
                        "h",
                        "type",
                        "payment.succeeded",
                        "transaction_id",
                        "h",
                        "account",
                        "7999999998",
                        "amount",
                        "1.00",
                        "currency",
                        "RUB",
                        "paid_at",
                        "2026-11-20T13:00:00+03:00"));
                body.put(field, text);
                assertThat(signed(json.writeValueAsString(body)).status()).isEqualTo(200);
            }
        }
        signed("[".repeat(5000));
        signed("{\"paid_at\":\"-999999999-01-01T00:00:00Z\"}");
        for (var i = 0; i < 10; i++) {
            turn(Duration.ZERO);
        }
        await().untilAsserted(
                        () -> assertThat(db.fetchCount(GATEWAY_EVENT, GATEWAY_EVENT.STATE.eq(EventState.RECEIVED)))
                                .isZero());
    }

    @Test
    void answersTerminalsThatSendWhatCannotBeRead() {
        var login = "Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString("terminals:a-long-password".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (var query : List.of("%00=1", "a%0ab=1&account=1", "account=%ff")) {
            var answer = send("/osmp/?command=check&txn_id=7&sum=10.00&" + query, "terminals:a-long-password");
            assertThat(answer.statusCode()).as(query).isEqualTo(200);
            assertThat(answer.body()).as(query).contains("<result>").doesNotContain("<result>0<");
        }
        assertThat(http.status("GET /osmp/?account=%zz", login, "")).isEqualTo(200);
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=b", "пр")) {
            assertThat(http.status("POST /osmp/", login + "\r\nContent-Type: " + type, "x"))
                    .as(type)
                    .isEqualTo(200);
        }
        assertThat(http.status("POST /osmp/", "Authorization: пр", "")).isEqualTo(401);
    }

    @Test
    void letsOnlyTerminalsIn() {
        var number = number(samples.active());
        var query = "/osmp/?command=check&txn_id=1&sum=10.00&account=" + number;
        assertThat(send(query, null).statusCode()).isEqualTo(401);
        assertThat(send(query, "terminals:wrong").statusCode()).isEqualTo(401);
        assertThat(send(query, "terminals:a-long-password", "X-Forwarded-For", "203.0.113.7")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(query, "terminals:a-long-password").statusCode()).isEqualTo(200);
    }

    // the hands of the tests

    private JsonNode begin(long contract, String amount) {
        var answer = http.api(
                "POST",
                PATH,
                http.token("operator"),
                Map.of("contract", contract, "amount", amount, "method", "online"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private long paid(long contract, String amount) {
        var id = begin(contract, amount).get("id").asLong();
        STAND.become(STAND.ofLine(id), "succeeded");
        turn(Duration.ofSeconds(31));
        becomes(id, "succeeded");
        return id;
    }

    private JsonNode refund(long paid, @Nullable String amount) {
        var body = new HashMap<String, Object>(Map.of("reason", "Возврат по заявлению"));
        if (amount != null) {
            body.put("amount", amount);
        }
        var answer = http.api("POST", PATH + paid + "/refund/", http.token("supervisor"), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    /** Soon, for the jobs of the running product do what {@link #turn} does, and may be in the middle of it. */
    private void becomes(long line, String status) {
        await().untilAsserted(() -> assertThat(status(line)).isEqualTo(status));
    }

    /** Time goes on, and the jobs do what they do. */
    private void turn(Duration by) {
        clock.forward(by);
        events.process();
        gateway.poll();
    }

    private Http.Answer decide(long id, String move, Map<String, Object> body) {
        return http.api("POST", path(id, move), http.token("supervisor"), body);
    }

    private static String path(long id, String move) {
        return "/api/v1/gateway/review/" + id + "/" + (move.isEmpty() ? "" : move + "/");
    }

    private long caseOf(String transaction) {
        var id = db.select(GATEWAY_REVIEW.ID)
                .from(GATEWAY_REVIEW)
                .where(GATEWAY_REVIEW.TRANSACTION_ID.eq(transaction))
                .fetchOne(GATEWAY_REVIEW.ID);
        return id == null ? 0 : id;
    }

    private Http.Answer post(String path, String body) {
        return http.api("POST", path, null, body);
    }

    private Http.Answer signed(String body) {
        return http.api(
                "POST", ACME, null, body, "X-Signature", sign(clock.instant().getEpochSecond(), body, SECRET));
    }

    /** As if it had come, but nobody rings. */
    private void store(String sender, String body) {
        events.store(sender, "127.0.0.1", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String sign(long time, String body, String secret) {
        var text = Long.toString(time);
        return "t=" + text + ",v1="
                + HexFormat.of()
                        .formatHex(
                                Signature.sign(text, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), secret));
    }

    private String notice(String event, String type, String transaction, String account, String amount) {
        return json.writeValueAsString(Map.of(
                "event_id",
                event,
                "type",
                type,
                "transaction_id",
                transaction,
                "account",
                account,
                "amount",
                amount,
                "currency",
                "RUB",
                "paid_at",
                "2026-11-20T13:00:00+03:00"));
    }

    private Map<String, Integer> reasons(String mark) {
        var found = new HashMap<String, Integer>();
        db.selectFrom(GATEWAY_REVIEW)
                .where(GATEWAY_REVIEW.TRANSACTION_ID.contains(mark))
                .forEach(row -> found.merge(row.getReason().code(), 1, Integer::sum));
        return found;
    }

    private String terminal(String command, long transaction, String account, String sum) {
        var answer = send(
                "/osmp/?command=" + command + "&txn_id=" + transaction + "&txn_date=20261120143000&account="
                        + Http.encode(account) + "&sum=" + sum,
                "terminals:a-long-password");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo("text/xml;charset=UTF-8");
        return answer.body();
    }

    /** Lets a payment of this transaction fail with an SQL state, until closed. */
    private TestDatabase.Undo breaking(long transaction, String state) {
        return TestDatabase.breaking(db, "payment", "new.transaction_id = '" + transaction + "'", state);
    }

    /** Somebody else writes to SQLite's file, for longer than anybody waits. */
    private TestDatabase.Undo locked() {
        var connection = db.connectionResult(
                it -> java.sql.DriverManager.getConnection(it.getMetaData().getURL()));
        var other = org.jooq.impl.DSL.using(connection);
        other.execute("begin immediate");
        return () -> {
            other.execute("rollback");
            connection.close();
        };
    }

    private java.net.http.HttpResponse<String> send(String path, @Nullable String login, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(http.address(path))).POST(BodyPublishers.noBody());
        if (login != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(login.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build()).response();
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(java.util.Collections.nCopies(times, work))) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static <T> List<List<T>> orders(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<T>>();
        for (var first : things) {
            var rest = new ArrayList<>(things);
            rest.remove(first);
            for (var order : orders(rest)) {
                var whole = new ArrayList<T>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }

    private JsonNode get(long id) {
        return http.api("GET", PATH + id + "/", http.token("operator"), null).json();
    }

    private String status(long id) {
        return db.fetchValue(PAYMENT.STATUS, PAYMENT.ID.eq(id)).code();
    }

    private String state(long contract) {
        return db.fetchValue(CONTRACT.STATUS, CONTRACT.ID.eq(contract)).code();
    }

    private String balance(long contract) {
        return db.fetchValue(CONTRACT.BALANCE, CONTRACT.ID.eq(contract)).wire();
    }

    private String number(long contract) {
        return db.fetchValue(CONTRACT.NUMBER, CONTRACT.ID.eq(contract)).value();
    }

    private String msisdn(long contract) {
        return db.fetchValue(SIM.MSISDN, SIM.CONTRACT_ID.eq(contract)).value();
    }

    private String objectOf(long line) {
        return String.valueOf(db.fetchValue(GATEWAY_OPERATION.OBJECT_ID, GATEWAY_OPERATION.LINE_ID.eq(line)));
    }
}
