package io.telecomcrm.tariffs;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class TariffApiTest {

    private static final String PATH = "/api/v1/tariffs/";

    @Autowired
    Http http;

    @Autowired
    Tariffs tariffs;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DSLContext db;

    @Test
    void addsATariffAndShowsIt() {
        var sent = tariff();
        var answer = create(sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var tariff = answer.json();
        assertThat(tariff.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "fee",
                        "period",
                        "options",
                        "refund_unused_days",
                        "is_active",
                        "contracts_count",
                        "version");
        assertThat(tariff.get("fee").asString()).isEqualTo("490.00");
        assertThat(tariff.get("options").toString())
                .isEqualTo("{\"minutes\":500,\"sms\":0,\"traffic_mb\":30720,\"unlimited\":[\"messengers\"],"
                        + "\"services\":[{\"code\":\"ip\",\"name\":\"Постоянный IP\",\"price\":\"290.50\"}]}");
        assertThat(tariff.get("refund_unused_days").asBoolean()).isTrue();
        assertThat(tariff.get("is_active").asBoolean()).isTrue();
        assertThat(tariff.get("contracts_count").asLong()).isZero();
        assertThat(http.api("GET", path(tariff), http.token("employee"), null).json())
                .isEqualTo(tariff);
        assertThat(db.fetchValues(
                        AUDIT_ENTRY.ACTION,
                        AUDIT_ENTRY.OBJECT_TYPE.eq("tariff").and(AUDIT_ENTRY.OBJECT_ID.eq(id(tariff)))))
                .containsExactly("tariff.created");
    }

    @Test
    void namesAllErrorsAtOnceThoseOfTheOptionsInside() {
        var answer = create(Map.of(
                "name", " ",
                "fee", "12.345",
                "period", "yearly",
                "refund_unused_days", "maybe",
                "options",
                        Map.of(
                                "minutes",
                                -1,
                                "sms",
                                "many",
                                "traffic_mb",
                                5,
                                "unlimited",
                                List.of("messengers", "beer", "traffic"),
                                "services",
                                List.of(Map.of("name", "IP", "price", "x"), Map.of("code", "Ы")))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().toString())
                .isEqualTo("{\"name\":[\"This field may not be blank.\"],"
                        + "\"fee\":[\"Ensure that there are no more than 2 decimal places.\"],"
                        + "\"period\":[\"\\\"yearly\\\" is not a valid choice.\"],"
                        + "\"refund_unused_days\":[\"Must be a valid boolean.\"],"
                        + "\"options\":{\"unlimited\":[\"\\\"beer\\\" is not a valid choice.\"],"
                        + "\"minutes\":[\"Ensure this value is greater than or equal to 0.\"],"
                        + "\"sms\":[\"A valid integer is required.\"],"
                        + "\"traffic_mb\":[\"Either unlimited or a number, not both.\"],"
                        + "\"services\":{\"0\":{\"price\":[\"A valid number is required.\"]},"
                        + "\"1\":{\"name\":[\"This field is required.\"],\"price\":[\"This field is required.\"],"
                        + "\"code\":[\"A code has small letters, digits and underscores only.\"]}}}}");
    }

    @Test
    void requiresANameAndAFeeOnly() {
        assertThat(create(Map.of()).json().propertyNames()).containsExactly("name", "fee");
        var plain = create(Map.of("name", name(), "fee", 0)).json();

        assertThat(plain.get("fee").asString()).isEqualTo("0.00");
        assertThat(plain.get("period").asString()).isEqualTo("monthly");
        assertThat(plain.get("options").get("services").size()).isZero();
    }

    @Test
    void namesAreOneLineThatCanBeSeen() {
        for (var blank : List.of("\u00a0", "\u200b", "\u2007 \u202f", "\ufeff")) {
            assertThat(create(Map.of("name", blank, "fee", 0)).json().toString())
                    .isEqualTo("{\"name\":[\"This field may not be blank.\"]}");
        }
        var services = List.of(Map.of("name", "\u00a0", "price", 0), Map.of("name", "a\r\nb", "price", 0));
        assertThat(create(Map.of("name", "Зимний\nтариф", "fee", 0, "options", Map.of("services", services)))
                        .json()
                        .toString())
                .isEqualTo("{\"name\":[\"Ensure this field is one line.\"],"
                        + "\"options\":{\"services\":{\"0\":{\"name\":[\"This field may not be blank.\"]},"
                        + "\"1\":{\"name\":[\"Ensure this field is one line.\"]}}}}");
        var name = name();
        assertThat(create(Map.of("name", name + " \u00a0А\u202e\u200bБ", "fee", 0))
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo(name + " АБ");
    }

    @Test
    void noTwoTariffsHaveTheSameName() {
        var first = create(tariff()).json();
        var sent = tariff();
        sent.put("name", first.get("name").asString().toUpperCase(java.util.Locale.ROOT));

        var answer = create(sent);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("name").get(0).asString()).isEqualTo("tariff with this name already exists.");
        var other = create(tariff()).json();
        assertThat(change(other, Map.of("name", first.get("name").asString())).status())
                .isEqualTo(400);
    }

    @Test
    void changesWhatIsSentAndReplacesTheOptionsAsAWhole() {
        var tariff = create(tariff()).json();

        var changed = change(tariff, Map.of("options", Map.of("sms", 10), "version", 1));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("version").asLong()).isEqualTo(2);
        assertThat(changed.json().get("fee").asString()).isEqualTo("490.00");
        assertThat(changed.json().get("options").get("minutes").asInt()).isZero();
        assertThat(change(tariff, Map.of("fee", "1", "version", 1)).status()).isEqualTo(412);
        assertThat(change(tariff, Map.of()).json()).isEqualTo(changed.json());
        assertThat(http.api("PUT", path(tariff), http.token("supervisor"), Map.of("fee", "1"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anArchivedTariffIsNotSoldAndComesBack() {
        var tariff = create(tariff()).json();

        var archived = command(tariff, "archive");

        assertThat(archived.status()).isEqualTo(200);
        assertThat(archived.json().get("is_active").asBoolean()).isFalse();
        assertThat(active()).doesNotContain(id(tariff));
        var again = command(tariff, "archive");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asString()).isEqualTo("tariff_already_archived");
        assertThat(again.json().get("status").asString()).isEqualTo("archived");
        assertThat(again.json().get("allowed").get(0).asString()).isEqualTo("restore");
        Assertions.assertThatThrownBy(() -> sell(tariff))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("tariff_archived"));

        assertThat(command(tariff, "restore").json().get("is_active").asBoolean())
                .isTrue();
        assertThat(command(tariff, "restore").status()).isEqualTo(409);
        assertThat(active()).contains(id(tariff));
        sell(tariff);
    }

    @Test
    void aTariffThatWasEverInAContractKeepsItsPeriodAndStays() {
        var tariff = create(tariff()).json();
        assertThat(change(tariff, Map.of("period", "daily")).status()).isEqualTo(200);
        sell(tariff);

        var fixed = change(tariff, Map.of("period", "monthly"));

        assertThat(fixed.status()).isEqualTo(409);
        assertThat(fixed.json().get("code").asString()).isEqualTo("tariff_period_fixed");
        assertThat(fixed.json().get("status").asString()).isEqualTo("active");
        assertThat(fixed.json().get("allowed").get(0).asString()).isEqualTo("archive");
        assertThat(change(tariff, Map.of("fee", "500", "period", "daily")).status())
                .isEqualTo(200);
        var kept = delete(tariff);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("code").asString()).isEqualTo("tariff_in_use");
        assertThat(kept.json().get("allowed").get(0).asString()).isEqualTo("archive");
    }

    @Test
    void oneThatNobodyHadCanBeDeleted() {
        var tariff = create(tariff()).json();

        assertThat(delete(tariff).status()).isEqualTo(204);
        assertThat(delete(tariff).status()).isEqualTo(404);
        assertThat(active()).doesNotContain(id(tariff));
    }

    @Test
    void findsByNamePriceAndPeriod() {
        var word = "Кенгуру" + Keys.random(6).toLowerCase(java.util.Locale.ROOT);
        for (var i = 1; i <= 3; i++) {
            create(Map.of("name", word + " ё" + i, "fee", i * 100, "period", i == 3 ? "daily" : "monthly"));
        }

        assertThat(found("?search=" + word.toLowerCase(java.util.Locale.ROOT) + "&ordering=fee"))
                .extracting(it -> it.get("fee").asString())
                .containsExactly("100.00", "200.00", "300.00");
        assertThat(found("?search=" + word + "+%D0%B52")).hasSize(1);
        assertThat(found("?search=" + word + "&period=daily")).hasSize(1);
        assertThat(found("?search=" + word + "&fee__gte=100.01&fee__lte=200")).hasSize(1);
        assertThat(found("?search=" + word + "&is_active=false")).isEmpty();
        assertThat(found("?search=" + word + "&page_size=2&page=last")).hasSize(1);
        assertThat(http.api("GET", PATH + "?fee__gte=x&period=y", http.token("employee"), null)
                        .json()
                        .propertyNames())
                .containsExactlyInAnyOrder("fee__gte", "period");
    }

    @Test
    void whatIsSoldComesInPagesToo() {
        create(tariff());
        create(tariff());

        var first = http.api("GET", PATH + "active/?page_size=1", http.token("employee"), null)
                .json();
        var all = active();

        assertThat(first.get("count").asLong()).isEqualTo(all.size());
        assertThat(first.get("results").size()).isOne();
        assertThat(first.get("next").asString()).endsWith("/api/v1/tariffs/active/?page=2&page_size=1");
        assertThat(http.api("GET", PATH + "active/?page=1000000", http.token("employee"), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void hostileBodiesAreRefusedWithoutHarm() {
        for (var body : List.of(
                "[]",
                "{\"options\":[]}",
                "{\"options\":null}",
                "{\"options\":{\"services\":[1]}}",
                "{\"options\":{\"services\":{}}}",
                "{\"options\":{\"unlimited\":\"all\"}}",
                "{\"options\":{\"minutes\":1e300}}",
                "{\"options\":{\"minutes\":{}}}",
                "{\"fee\":{}}",
                "{\"fee\":\"99999999999999999999999\"}",
                "{\"fee\":-1}",
                "{\"name\":\"\\u0000\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"options\":{\"services\":[{\"name\":\"\\u0000\",\"price\":[]}]}}")) {
            assertThat(create(body).status()).as(body).isEqualTo(400);
        }
    }

    private Http.Answer create(Object body) {
        return http.api("POST", PATH, http.token("supervisor"), body);
    }

    private Http.Answer change(JsonNode tariff, Object body) {
        return http.api("PATCH", path(tariff), http.token("supervisor"), body);
    }

    private Http.Answer command(JsonNode tariff, String command) {
        return http.api("POST", path(tariff) + command + "/", http.token("supervisor"), null);
    }

    private Http.Answer delete(JsonNode tariff) {
        return http.api("DELETE", path(tariff), http.token("supervisor"), null);
    }

    private void sell(JsonNode tariff) {
        transaction.executeWithoutResult(_ -> tariffs.sell(id(tariff)));
    }

    private List<JsonNode> found(String query) {
        var found = new ArrayList<JsonNode>();
        http.api("GET", PATH + query, http.token("employee"), null)
                .json()
                .get("results")
                .forEach(found::add);
        return found;
    }

    private List<Long> active() {
        return found("active/?page_size=1000").stream().map(TariffApiTest::id).toList();
    }

    private static Map<String, Object> tariff() {
        var tariff = new LinkedHashMap<String, Object>();
        tariff.put("name", name());
        tariff.put("fee", "490");
        tariff.put(
                "options",
                Map.of(
                        "minutes",
                        500,
                        "traffic_mb",
                        "30720",
                        "unlimited",
                        List.of("messengers"),
                        "services",
                        List.of(Map.of("code", "ip", "name", "Постоянный IP", "price", 290.5))));
        return tariff;
    }

    private static String name() {
        return "Тариф " + Keys.random(8);
    }

    private static String path(JsonNode tariff) {
        return PATH + id(tariff) + "/";
    }

    private static long id(JsonNode tariff) {
        return tariff.get("id").asLong();
    }
}
