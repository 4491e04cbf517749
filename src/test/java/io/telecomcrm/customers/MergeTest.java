package io.telecomcrm.customers;

import static io.telecomcrm.customers.SampleCustomers.company;
import static io.telecomcrm.customers.SampleCustomers.passport;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Two customers who turn out to be one. */
@IntegrationTest
class MergeTest {

    private static final String PATH = "/api/v1/customers/";

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Test
    void keepsOneOfTwoWithTheFieldsThatWereChosen() {
        var survivor = create(person("email", "first@example.ru", "note", "заметка"));
        var second = person("email", "second@example.ru", "middle_name", "Олегович");
        var other = create(second);

        var merged = merge(survivor, other, Map.of("phone", "other", "email", "survivor"));

        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        assertThat(merged.header("ETag")).isEqualTo("\"2\"");
        assertThat(merged.json().get("id").asLong()).isEqualTo(survivor);
        assertThat(merged.json().get("phone").asString()).isEqualTo(second.get("phone"));
        assertThat(merged.json().get("email").asString()).isEqualTo("first@example.ru");
        assertThat(merged.json().get("note").asString()).isEqualTo("заметка");
        assertThat(merged.json().get("middle_name").isNull()).isTrue();
        assertThat(get(survivor).json()).isEqualTo(merged.json());
    }

    @Test
    void theOldIdLeadsToTheSurvivorAndIsNotWrittenTo() {
        var survivor = create(person());
        var other = create(person());
        merge(survivor, other, Map.of());

        var moved = get(other);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo(PATH + survivor + "/");
        assertThat(moved.header("Cache-Control")).contains("no-store");
        var browser = http.browser("operator");
        assertThat(browser.get("/customers/" + other + "/edit?x=1").header("Location"))
                .isEqualTo("/customers/" + survivor + "/edit?x=1");
        assertThat(browser.get("/customers/" + other).status()).isEqualTo(301);
        assertThat(browser.get("/customers/" + other + "/history").header("Location"))
                .isEqualTo("/customers/" + survivor + "/history");
        for (var write : List.of("PATCH", "PUT", "DELETE")) {
            var refused = http.api(
                    write, PATH + other + "/", http.token("supervisor"), write.equals("DELETE") ? null : person());
            assertThat(refused.status()).as(write).isEqualTo(409);
            assertThat(refused.json().get("code").asString()).isEqualTo("merged");
            assertThat(refused.json().get("merged_into").asLong()).isEqualTo(survivor);
        }
        assertThat(http.api("POST", PATH + other + "/reveal/", http.token("operator"), Map.of("purpose", "x"))
                        .status())
                .isEqualTo(409);
        var form = new HashMap<String, String>();
        person().forEach((name, value) -> form.put(name, value.toString()));
        assertThat(browser.post("/customers/" + other, form).status()).isEqualTo(409);
    }

    @Test
    void theOldOneIsInNoListNoCountAndNoLikeness() {
        var survivor = create(person());
        var sent = person("last_name", "Исчезающий");
        var other = create(sent);
        var token = http.token("supervisor");
        var before = http.api("GET", PATH + "?page_size=1", token, null)
                .json()
                .get("count")
                .asLong();
        merge(survivor, other, Map.of());

        assertThat(http.api("GET", PATH + "?page_size=1", token, null)
                        .json()
                        .get("count")
                        .asLong())
                .isEqualTo(before - 1);
        assertThat(http.api("GET", PATH + "?search=" + Http.encode("Исчезающий"), token, null)
                        .json()
                        .get("count")
                        .asLong())
                .isZero();
        assertThat(http.api("POST", PATH + "lookalikes/", token, Map.of("phone", sent.get("phone")))
                        .json()
                        .get("duplicates")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDocumentIsTakenWholeAndIsUniqueAgain() {
        var number = passport();
        var documented = Map.<String, Object>of(
                "passport_series", "4510", "passport_number", number, "passport_issued_by", "ОВД");
        var survivor = create(person());
        var first = person();
        first.putAll(documented);
        var other = create(first);

        assertThat(merge(survivor, other, Map.of("passport_number", "other", "passport_series", "survivor"))
                        .json()
                        .propertyNames())
                .containsExactly("fields");
        var merged = merge(survivor, other, Map.of("passport_number", "other")).json();

        assertThat(merged.get("passport_series").asString()).isEqualTo("4510");
        assertThat(merged.get("passport_number").asString()).isEqualTo(number);
        assertThat(merged.get("passport_issued_by").asString()).isEqualTo("ОВД");
        assertThat(copy(survivor)).isZero();
        var again = person();
        again.putAll(documented);
        assertThat(http.api("POST", PATH, http.token("operator"), again).status())
                .isEqualTo(409);
    }

    @Test
    void theFirstOfEqualDocumentsGivesItsPlaceUp() {
        var number = passport();
        var ids = new ArrayList<Long>();
        for (var i = 0; i < 3; i++) {
            var sent = person("passport_series", "4510", "passport_number", number);
            sent.put("confirm_duplicate", true);
            ids.add(http.api("POST", PATH, http.token("supervisor"), sent)
                    .json()
                    .get("id")
                    .asLong());
        }
        assertThat(merge(ids.get(1), ids.get(0), Map.of()).status()).isEqualTo(200);
        assertThat(copy(ids.get(1))).isZero();
        assertThat(merge(ids.get(1), ids.get(2), Map.of("document_type", "other"))
                        .status())
                .isEqualTo(200);
        assertThat(copy(ids.get(1))).isZero();
    }

    @Test
    void chainsLeadToTheLastOfThem() {
        var a = create(person());
        var b = create(person());
        var c = create(person());
        merge(b, a, Map.of());
        merge(c, b, Map.of());

        assertThat(get(a).header("Location")).isEqualTo(PATH + c + "/");
        assertThat(get(b).header("Location")).isEqualTo(PATH + c + "/");
        var back = merge(c, a, Map.of());
        assertThat(back.status()).isEqualTo(409);
        assertThat(back.json().get("merged_into").asLong()).isEqualTo(c);
        assertThat(merge(a, c, Map.of()).status()).isEqualTo(409);
        assertThat(http.api("DELETE", PATH + c + "/", http.token("supervisor"), null)
                        .status())
                .isEqualTo(204);
        assertThat(get(a).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNoMerge() {
        var customer = create(person());
        var firm = http.api("POST", PATH, http.token("operator"), company())
                .json()
                .get("id")
                .asLong();

        assertThat(merge(customer, customer, Map.of()).json().propertyNames()).containsExactly("other");
        assertThat(merge(customer, 999_999_999L, Map.of())
                        .json()
                        .get("other")
                        .get(0)
                        .asString())
                .isEqualTo("Invalid pk \"999999999\" - object does not exist.");
        assertThat(merge(999_999_999L, customer, Map.of()).status()).isEqualTo(404);
        assertThat(merge(customer, firm, Map.of()).json().get("code").asString())
                .isEqualTo("customer_kinds_differ");
        assertThat(post(customer, Map.of()).json().toString()).isEqualTo("{\"other\":[\"This field is required.\"]}");
        var nobody = new HashMap<String, Object>();
        nobody.put("other", null);
        assertThat(post(customer, nobody).json().toString()).isEqualTo("{\"other\":[\"This field may not be null.\"]}");
        for (var wrong : List.<Object>of(
                Map.of("phone", "x"), Map.of("nonsense", "other"), List.of(), "x", Map.of("phone", 1))) {
            var refused = post(customer, Map.of("other", create(person()), "fields", wrong));
            assertThat(refused.json().propertyNames()).as("%s", wrong).containsExactly("fields");
        }
        var body = Map.of("other", create(person()));
        assertThat(http.api("POST", PATH + customer + "/merge/", http.token("operator"), body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesToMergeWhatWasChangedMeanwhile() {
        var survivor = create(person());
        var other = create(person());
        http.api("PATCH", PATH + other + "/", http.token("operator"), Map.of("note", "новое"));

        assertThat(post(survivor, Map.of("other", other, "other_version", 1)).status())
                .isEqualTo(412);
        assertThat(post(survivor, Map.of("other", other, "version", 2)).status())
                .isEqualTo(412);
        assertThat(post(survivor, Map.of("other", other, "version", 1, "other_version", 2))
                        .status())
                .isEqualTo(200);
        assertThat(http.api(
                                "PATCH",
                                PATH + survivor + "/",
                                http.token("operator"),
                                Map.of("note", "старое", "version", 1))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aRepeatedMergeIsDoneOnce() {
        var survivor = create(person());
        var other = create(person());
        var path = PATH + survivor + "/merge/";
        var body = Map.of("other", other);
        var key = "merge-" + survivor;
        var token = http.token("supervisor");
        assertThat(http.api("POST", path, token, body, "Idempotency-Key", key).status())
                .isEqualTo(200);
        var again = http.api("POST", path, token, body, "Idempotency-Key", key);

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(get(survivor).json());
        assertThat(http.api("POST", path, token, Map.of("other", create(person())), "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(http.api("POST", path, token, body).status()).isEqualTo(409);
    }

    @Test
    void personalDataStaysTheSurvivorsForThoseWhoMayNotSeeIt() {
        var survivor = create(person(
                "code_word", "Берёза", "address", "Тверь", "passport_series", "4510", "passport_number", passport()));
        var other = create(person(
                "code_word", "Осина", "address", "Пермь", "note", "другая", "passport_number", "4511" + passport()));
        setPersonalData(false);
        try {
            var supervisor = http.browser("supervisor");
            var seen = supervisor.get("/customers/" + survivor + "/merge?other=" + other);
            assertThat(seen.body())
                    .contains("••••")
                    .doesNotContain("Берёза", "Осина", "choose_code_word", "choose_document");
            var merged = supervisor.post(
                    "/customers/" + survivor + "/merge",
                    Map.of(
                            "other", Long.toString(other),
                            "choose_code_word", "other",
                            "choose_address", "other",
                            "choose_document", "other",
                            "choose_note", "other"));
            assertThat(merged.status()).as(merged.body()).isEqualTo(303);
        } finally {
            setPersonalData(true);
        }
        var stored = get(survivor).json();
        assertThat(stored.get("code_word").asString()).isEqualTo("Берёза");
        assertThat(stored.get("address").asString()).isEqualTo("Тверь");
        assertThat(stored.get("passport_series").asString()).isEqualTo("4510");
        assertThat(stored.get("note").asString()).isEqualTo("другая");
    }

    @Test
    void theHistoryOfTheSurvivorTellsBoth() {
        var survivor = create(person());
        var other = create(person("code_word", "Осина"));
        merge(survivor, other, Map.of("code_word", "other"));

        var history = http.browser("supervisor")
                .get("/customers/" + survivor + "/history")
                .body();

        assertThat(history)
                .contains("Карточки объединены", "Присоединена карточка №")
                .contains("Абонент заведён (карточка № " + other + ")")
                .doesNotContain("Осина");
        var audit = http.api(
                        "GET",
                        "/api/audit/?object_type=customer&object_id=" + other + "&action=customer.merged_away",
                        http.token("supervisor"),
                        null)
                .json();
        assertThat(audit.get("count").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"same", "crosswise", "chain", "edit"})
    void endsWellWhateverHappensAtOnce(String race) throws Exception {
        for (var round = 0; round < 5; round++) {
            var a = create(person());
            var b = create(person());
            var c = create(person());
            var token = http.token("supervisor");
            var statuses = atOnce(
                    switch (race) {
                        case "same" -> List.of(call(token, a, b), call(token, a, b), call(token, c, b));
                        case "crosswise" -> List.of(call(token, a, b), call(token, b, a));
                        case "chain" -> List.of(call(token, a, b), call(token, b, c), call(token, c, a));
                        default ->
                            List.of(
                                    call(token, a, b),
                                    () -> http.api("PATCH", PATH + b + "/", token, Map.of("note", "x"))
                                            .status());
                    });
            assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
            if (!race.equals("edit")) {
                assertThat(statuses.stream().filter(status -> status == 200).count())
                        .isLessThanOrEqualTo(race.equals("chain") ? 2 : 1);
            }
            var left = db.fetchCount(CUSTOMER, CUSTOMER.ID.in(a, b, c));
            var gone = db.fetchCount(CUSTOMER_MERGE, CUSTOMER_MERGE.ID.in(a, b, c));
            assertThat(left + gone).isEqualTo(3);
            assertThat(left).isPositive();
        }
    }

    @Test
    void thePageShowsBothAndMerges() {
        var survivor = create(person("email", "left@example.ru", "address", "Тверь"));
        var other = create(person("email", "right@example.ru", "code_word", "Осина"));
        var supervisor = http.browser("supervisor");

        var page = supervisor
                .get("/customers/" + survivor + "/merge?other=" + other)
                .body();
        assertThat(page).contains("left@example.ru", "right@example.ru", "Останется", "Исчезнет", "Осина");
        assertThat(page).containsPattern("name=\"choose_code_word\" value=\"other\" checked");
        assertThat(page).containsPattern("name=\"choose_address\" value=\"survivor\" checked");

        var form = new HashMap<>(
                Map.of("other", Long.toString(other), "version", "1", "other_version", "7", "choose_email", "other"));
        var stale = supervisor.post("/customers/" + survivor + "/merge", form);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body()).contains("Пока вы выбирали").containsPattern("choose_email\" value=\"other\" checked");
        form.put("other_version", "1");
        form.put("choose_code_word", "other");
        var done = supervisor.post("/customers/" + survivor + "/merge", form);
        assertThat(done.status()).as(done.body()).isEqualTo(303);
        var stored = get(survivor).json();
        assertThat(stored.get("email").asString()).isEqualTo("right@example.ru");
        assertThat(stored.get("code_word").asString()).isEqualTo("Осина");
        assertThat(stored.get("address").asString()).isEqualTo("Тверь");
    }

    @Test
    void thePageOffersLookAlikesAndWhoeverIsFound() {
        var phone = SampleCustomers.phone();
        var survivor = create(person("phone", phone));
        var twin = person("phone", phone, "last_name", "Двойников");
        twin.put("confirm_duplicate", true);
        var other = create(twin);
        var supervisor = http.browser("supervisor");

        assertThat(supervisor.get("/customers/" + survivor).body())
                .contains("/customers/" + survivor + "/merge?other=" + other);
        assertThat(supervisor.get("/customers/" + survivor + "/merge").body())
                .contains("/customers/" + survivor + "/merge?other=" + other);
        assertThat(supervisor
                        .get("/customers/" + survivor + "/merge?other=&other_text=" + Http.encode("Двойников"))
                        .body())
                .contains("/customers/" + survivor + "/merge?other=");
        for (var wrong : List.of("999999999", "" + survivor)) {
            assertThat(supervisor
                            .get("/customers/" + survivor + "/merge?other=" + wrong)
                            .status())
                    .isEqualTo(422);
        }
        assertThat(supervisor
                        .post("/customers/" + survivor + "/merge", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(supervisor.get("/customers/options?q=" + Http.encode(phone)).body())
                .contains("Двойников", "data-value=\"" + other + "\"");
        assertThat(supervisor.get("/customers/options").body()).contains("role=\"option\"");
    }

    private void setPersonalData(boolean allowed) {
        var role = "/api/roles/supervisor/";
        var admin = http.token("admin");
        var permissions = new ArrayList<String>();
        http.api("GET", role, admin, null).json().get("permissions").forEach(one -> permissions.add(one.asString()));
        permissions.remove("customers.personal_data");
        if (allowed) {
            permissions.add("customers.personal_data");
        }
        assertThat(http.api("PATCH", role, admin, Map.of("permissions", permissions))
                        .status())
                .isEqualTo(200);
    }

    private int copy(long id) {
        return db.select(CUSTOMER.DOCUMENT_COPY)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(id))
                .fetchSingle()
                .value1();
    }

    private long create(Map<String, Object> sent) {
        var created = http.api("POST", PATH, http.token("operator"), sent);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json().get("id").asLong();
    }

    private static Map<String, Object> person(Object... more) {
        var sent = SampleCustomers.person();
        for (var i = 0; i < more.length; i += 2) {
            sent.put(more[i].toString(), more[i + 1]);
        }
        return sent;
    }

    private Http.Answer get(long id) {
        return http.api("GET", PATH + id + "/", http.token("operator"), null);
    }

    private Http.Answer merge(long survivor, long other, Map<String, String> fields) {
        return post(survivor, Map.of("other", other, "fields", fields));
    }

    private Http.Answer post(long survivor, Map<String, ?> body) {
        return http.api("POST", PATH + survivor + "/merge/", http.token("supervisor"), body);
    }

    private Callable<Integer> call(String token, long survivor, long other) {
        return () -> http.api("POST", PATH + survivor + "/merge/", token, Map.of("other", other))
                .status();
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var done : threads.invokeAll(calls)) {
                statuses.add(done.get());
            }
            return statuses;
        }
    }
}
