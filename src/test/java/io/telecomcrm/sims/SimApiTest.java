package io.telecomcrm.sims;

import static io.telecomcrm.sims.SampleSims.iccid;
import static io.telecomcrm.sims.SampleSims.imsi;
import static io.telecomcrm.sims.SampleSims.msisdn;
import static io.telecomcrm.sims.SampleSims.sim;
import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.SIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class SimApiTest {

    private static final String PATH = "/api/v1/sims/";

    @Autowired
    Http http;

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @Test
    void takesACardIntoStockAndShowsIt() {
        var sent = sim();
        sent.put("imsi", imsi());
        sent.put("batch", " Партия   7 ");
        sent.put("status", "active");
        var answer = create(sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var card = answer.json();
        assertThat(card.propertyNames())
                .containsExactly(
                        "id",
                        "iccid",
                        "imsi",
                        "msisdn",
                        "status",
                        "contract",
                        "created_at",
                        "updated_at",
                        "version",
                        "batch");
        assertThat(card.get("status").asString()).isEqualTo("free");
        assertThat(card.get("contract").isNull()).isTrue();
        assertThat(card.get("batch").asString()).isEqualTo("Партия 7");
        assertThat(http.api("GET", PATH + id(card) + "/", http.token("employee"), null)
                        .json())
                .isEqualTo(card);
        var history = history(card);
        assertThat(history).hasSize(1);
        assertThat(history.get(0).get("event").asString()).isEqualTo("created");
        assertThat(history.get(0).get("actor").propertyNames()).containsExactly("id", "username");
        assertThat(history.get(0).at("/actor/username").asString()).isEqualTo(http.username("operator"));
    }

    @Test
    void namesAllErrorsAtOnce() {
        var answer = create(Map.of(
                "iccid", "8970101234567890124",
                "imsi", "1",
                "msisdn", "+7 701 456-20-31",
                "pin1", "12",
                "puk1", "1234",
                "batch", "я".repeat(101)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("iccid", "imsi", "msisdn", "pin1", "puk1", "batch");
        assertThat(create(Map.of()).json().at("/iccid/0").asString()).isEqualTo("This field is required.");
        assertThat(create(Map.of("iccid", iccid(), "batch", "\u00a0"))
                        .json()
                        .get("batch")
                        .isNull())
                .isTrue();
    }

    @Test
    void refusesWhatAnotherCardHas() {
        var first = sim();
        first.put("imsi", imsi());
        create(first);
        var answer = create(first);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("iccid", "imsi", "msisdn");
        assertThat(answer.json().at("/iccid/0").asString()).isEqualTo("sim with this iccid already exists.");

        var second = create(sim()).json();
        var changed = patch(
                second, Map.of("imsi", first.get("imsi"), "msisdn", first.get("msisdn"), "iccid", first.get("iccid")));
        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.json().propertyNames()).containsExactlyInAnyOrder("iccid", "imsi", "msisdn");
    }

    @Test
    void changesAFreeCard() {
        var card = create(sim()).json();
        var number = msisdn();
        var changed = patch(card, Map.of("msisdn", number, "batch", "7"));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("msisdn").asString()).isEqualTo(number);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(history(card).get(0).get("event").asString()).isEqualTo("number_changed");
        // the number it had is free again at once
        assertThat(create(Map.of("iccid", iccid(), "msisdn", card.get("msisdn").asString()))
                        .status())
                .isEqualTo(201);
        // nothing new: no version is used up
        assertThat(patch(card, Map.of("msisdn", number)).header("ETag")).isEqualTo("\"2\"");
        // an optional text may be taken away
        assertThat(patch(card, Map.of("msisdn", "")).json().get("msisdn").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer=abc", "contract=abc", "customer=999999999", "contract=999999999"})
    void knowsNobodyElseByAFilter(String question) {
        assertThat(list(question).status()).isEqualTo(400);
        assertThat(list(question).body())
                .contains("Select a valid choice. That choice is not one of the available choices.");
    }

    @Test
    void replacesKeepingWhatIsAbsent() {
        var card = create(sim()).json();
        assertThat(http.api("PUT", PATH + id(card) + "/", http.token("operator"), Map.of("batch", "1"))
                        .json()
                        .propertyNames())
                .containsExactly("iccid");
        var replaced = http.api(
                        "PUT",
                        PATH + id(card) + "/",
                        http.token("operator"),
                        Map.of("iccid", card.get("iccid").asString(), "batch", "1"))
                .json();
        assertThat(replaced.get("msisdn")).isEqualTo(card.get("msisdn"));
        assertThat(replaced.get("batch").asString()).isEqualTo("1");
    }

    @Test
    void refusesAnOldVersion() {
        var card = create(sim()).json();
        patch(card, Map.of("batch", "1"));
        var stale = http.api(
                "PATCH", PATH + id(card) + "/", http.token("operator"), Map.of("batch", "2"), "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(http.api("DELETE", PATH + id(card) + "/", http.token("operator"), null, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void keepsACardInServiceAsItIs() {
        var card = create(sim()).json();
        var contract = SampleSims.contract(db);
        sims.reserve(id(card), contract);
        assertThat(patch(card, Map.of("msisdn", msisdn())).status()).isEqualTo(200);
        sims.activate(List.of(contract));

        var refused = patch(card, Map.of("msisdn", msisdn()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("sim_in_service");
        assertThat(refused.json().get("status").asString()).isEqualTo("active");
        assertThat(refused.json().at("/allowed/0").asString()).isEqualTo("block");
        assertThat(patch(card, Map.of("iccid", iccid())).status()).isEqualTo(409);
        assertThat(patch(card, Map.of("batch", "9", "pin1", "0000")).status()).isEqualTo(200);
    }

    @Test
    void forgetsOnlyWhatNoContractEverHad() {
        var fresh = create(sim()).json();
        assertThat(delete(fresh).status()).isEqualTo(204);
        assertThat(delete(fresh).status()).isEqualTo(404);
        assertThat(create(Map.of("iccid", iccid(), "msisdn", fresh.get("msisdn").asString()))
                        .status())
                .isEqualTo(201);

        var used = create(sim()).json();
        var contract = SampleSims.contract(db);
        sims.reserve(id(used), contract);
        sims.release(contract);
        assertThat(delete(used).status()).isEqualTo(409);
        assertThat(delete(used).json().get("code").asString()).isEqualTo("sim_in_use");
    }

    @Test
    void tellsCodesOnlyForAPurposeAndWritesItDown() {
        var sent = sim();
        sent.putAll(Map.of("pin1", "1234", "puk1", "12345678", "puk2", "87654321"));
        var card = create(sent).json();
        assertThat(card.toString()).doesNotContain("12345678");

        var stored = db.select(SIM.SECRETS).from(SIM).where(SIM.ID.eq(id(card))).fetchSingle(SIM.SECRETS);
        assertThat(stored).startsWith("1.").doesNotContain("1234");
        assertThat(reveal(card, "operator", "x").status()).isEqualTo(403);
        assertThat(reveal(card, "supervisor", "\u00a0").status()).isEqualTo(400);
        var told = reveal(card, "supervisor", "Абонент забыл PIN").json();
        assertThat(told.get("pin1").asString()).isEqualTo("1234");
        assertThat(told.get("pin2").isNull()).isTrue();
        assertThat(told.get("puk2").asString()).isEqualTo("87654321");

        // a new ICCID, and one code more, leave the others readable
        patch(card, Map.of("iccid", iccid(), "pin2", "4321"));
        var again = reveal(card, "supervisor", "Абонент забыл PIN").json();
        assertThat(again.get("puk1").asString()).isEqualTo("12345678");
        assertThat(again.get("pin2").asString()).isEqualTo("4321");

        var entries = db.select(AUDIT_ENTRY.CHANGES)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.OBJECT_TYPE.eq("sim"), AUDIT_ENTRY.OBJECT_ID.eq(id(card)))
                .fetch(AUDIT_ENTRY.CHANGES);
        assertThat(entries).hasSize(4).anyMatch(changes -> changes.contains("Абонент забыл PIN"));
        assertThat(entries).noneMatch(changes -> changes.contains("12345678") || changes.contains("\"4321\""));
    }

    @Test
    void listsByStatusWithExactCounts() {
        var before = count("status=free&has_contract=false");
        var reserved = count("has_contract=true&status=free");
        var all = count("");
        var first = create(sim()).json();
        create(sim());
        sims.reserve(id(first), SampleSims.contract(db));

        assertThat(count("status=free&has_contract=false")).isEqualTo(before + 1);
        assertThat(count("has_contract=true&status=free")).isEqualTo(reserved + 1);
        assertThat(count("")).isEqualTo(all + 2);
        assertThat(count("status__in=active,closed&status=free")).isEqualTo(0);
        assertThat(list("status=reserved").status()).isEqualTo(400);
        assertThat(list("imsi=1&msisdn=2").json().propertyNames()).containsExactlyInAnyOrder("imsi", "msisdn");
    }

    @Test
    void findsByPartsInAnySpelling() {
        var number = msisdn();
        var card = create(Map.of("iccid", iccid(), "msisdn", number, "batch", "п1-" + number))
                .json();
        var digits = number.substring(1);
        var iccid = card.get("iccid").asString();

        for (var search : List.of(
                "search=" + digits,
                "search=8" + digits.substring(1),
                "search=8 (" + digits.substring(1, 4) + ") " + digits.substring(4),
                "search=" + digits.substring(4),
                "search=" + iccid,
                "search=" + iccid.substring(0, 4) + " " + iccid.substring(4),
                "search=" + iccid.substring(9) + "," + digits.substring(5),
                "msisdn=8" + digits.substring(1),
                "iccid=" + iccid,
                "batch=п1-" + number)) {
            assertThat(found(search)).as(search).contains(id(card));
        }
        assertThat(found("search=" + iccid + ",00000001")).isEmpty();
    }

    @Test
    void findsByContractAndCustomer() {
        var card = create(sim()).json();
        var contract = SampleSims.contract(db);
        sims.reserve(id(card), contract);

        assertThat(found("contract=" + contract)).containsExactly(id(card));
        var shown = list("contract=" + contract).json().at("/results/0/contract");
        assertThat(shown.propertyNames()).containsExactly("id", "number", "status");
        assertThat(shown.get("status").asString()).isEqualTo("draft");
        var customer = db.select(CONTRACT.CUSTOMER_ID)
                .from(CONTRACT)
                .where(CONTRACT.ID.eq(contract))
                .fetchSingle(CONTRACT.CUSTOMER_ID);
        assertThat(found("customer=" + customer)).containsExactly(id(card));
    }

    @ParameterizedTest
    @CsvSource({"iccid", "msisdn", "status", "created_at", "updated_at", "id"})
    void ordersAndPagesWithoutLosingAny(String order) {
        var batch = "order-" + order;
        var ids = IntStream.range(0, 5)
                .mapToObj(_ -> {
                    var sent = sim();
                    sent.put("batch", batch);
                    return id(create(sent).json());
                })
                .toList();
        var paged = IntStream.rangeClosed(1, 3)
                .mapToObj(page -> found("batch=" + batch + "&ordering=" + order + "&page_size=2&page=" + page))
                .flatMap(List::stream)
                .toList();
        assertThat(paged).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(found("batch=" + batch + "&ordering=-" + order)).isEqualTo(paged.reversed());
    }

    private Http.Answer create(Map<String, ?> sent) {
        return http.api("POST", PATH, http.token("operator"), sent);
    }

    private Http.Answer patch(JsonNode card, Map<String, ?> sent) {
        return http.api("PATCH", PATH + id(card) + "/", http.token("operator"), new HashMap<>(sent));
    }

    private Http.Answer delete(JsonNode card) {
        return http.api("DELETE", PATH + id(card) + "/", http.token("operator"), null);
    }

    private Http.Answer reveal(JsonNode card, String role, String purpose) {
        return http.api("POST", PATH + id(card) + "/reveal/", http.token(role), Map.of("purpose", purpose));
    }

    private JsonNode history(JsonNode card) {
        return http.api("GET", PATH + id(card) + "/history/", http.token("employee"), null)
                .json()
                .get("results");
    }

    private Http.Answer list(String question) {
        var encoded = java.util.Arrays.stream(question.split("&"))
                .map(part -> part.split("=", 2))
                .map(part -> part.length < 2 ? "" : part[0] + "=" + Http.encode(part[1]))
                .collect(java.util.stream.Collectors.joining("&"));
        return http.api("GET", PATH + "?" + encoded, http.token("employee"), null);
    }

    private long count(String question) {
        return list(question).json().get("count").asLong();
    }

    private List<Long> found(String question) {
        var answer = list(question);
        assertThat(answer.status()).as(question + answer.body()).isEqualTo(200);
        return StreamSupport.stream(answer.json().get("results").spliterator(), false)
                .map(SimApiTest::id)
                .toList();
    }

    private static long id(JsonNode card) {
        return Objects.requireNonNull(card.get("id"), card.toString()).asLong();
    }
}
