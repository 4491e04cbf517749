package io.telecomcrm.web;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** How the API speaks, whatever it speaks of. */
@IntegrationTest
class ApiWireTest {

    private static final String LIST = "GET, POST, HEAD, OPTIONS";
    private static final String DETAIL = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1", "/api/v1/"})
    void beginsWithTheAddressesOfItsLists(String path) {
        var lists = http.api("GET", path, null, null);

        assertThat(lists.status()).isEqualTo(200);
        assertThat(lists.json().propertyNames()).contains("customers", "users", "roles", "audit");
        assertThat(lists.json().get("customers").asString())
                .isEqualTo(http.address(path.endsWith("/") ? path : path + "/") + "customers/");
    }

    @Test
    void tellsStrangersNothingByOptions() {
        var answer = http.api("OPTIONS", "/api/customers/", null, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Allow")).isEqualTo(LIST);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
    }

    @Test
    void tellsByOptionsWhatAListTakes() {
        var answer = http.api("OPTIONS", "/api/v1/customers/", http.token("operator"), null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Allow")).isEqualTo(LIST);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var body = answer.json();
        assertThat(body.propertyNames()).containsExactly("name", "description", "renders", "parses", "actions");
        assertThat(body.get("renders").toString()).isEqualTo("[\"application/json\"]");
        assertThat(body.get("actions").propertyNames()).containsExactly("POST");
        var fields = body.get("actions").get("POST");
        assertThat(fields.get("id").toString())
                .isEqualTo("{\"type\":\"integer\",\"required\":false,\"read_only\":true,\"label\":\"Id\"}");
        assertThat(fields.get("phone").get("required").asBoolean()).isTrue();
        assertThat(fields.get("last_name").toString())
                .isEqualTo("{\"type\":\"string\",\"required\":false,\"read_only\":false,\"label\":\"Last name\","
                        + "\"max_length\":100}");
        assertThat(fields.get("birth_date").get("type").asString()).isEqualTo("date");
        assertThat(fields.get("email").get("type").asString()).isEqualTo("email");
        assertThat(fields.get("inn").get("label").asString()).isEqualTo("INN");
        assertThat(fields.get("confirm_duplicate").get("type").asString()).isEqualTo("boolean");
        assertThat(fields.get("kind").toString())
                .isEqualTo("{\"type\":\"choice\",\"required\":false,\"read_only\":false,\"label\":\"Kind\","
                        + "\"choices\":[{\"value\":\"person\",\"display_name\":\"Person\"},"
                        + "{\"value\":\"company\",\"display_name\":\"Company\"}]}");
        assertThat(fields.get("contracts").get("type").asString()).isEqualTo("list");
    }

    @Test
    void tellsByOptionsOnlyWhatTheCallerMayDo() {
        var mayEdit = http.api("OPTIONS", "/api/customers/1", http.token("operator"), null);
        var mayNot = http.api("OPTIONS", "/api/customers/1", http.token("employee"), null);

        assertThat(mayEdit.header("Allow")).isEqualTo(DETAIL);
        assertThat(mayEdit.json().get("actions").propertyNames()).containsExactly("PUT");
        assertThat(mayNot.status()).isEqualTo(200);
        assertThat(mayNot.json().has("actions")).isFalse();
    }

    @Test
    void tellsStrangersHowToSignIn() {
        var answer = http.api("OPTIONS", "/api/auth/login/", null, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Allow")).isEqualTo("POST, OPTIONS");
        assertThat(answer.json().get("actions").get("POST").propertyNames()).contains("username", "password");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/payments/, amount",
        "/api/payments/, refundable",
        "/api/contracts/1/adjustments/, amount",
        "/api/contracts/1/credit-limit/, credit_limit",
        "/api/tariffs/, fee"
    })
    void tellsByOptionsWhatIsAnAmount(String path, String field) {
        var answer = http.api("OPTIONS", path, http.token("supervisor"), null);

        assertThat(answer.json().at("/actions/POST/" + field + "/type").asString())
                .isEqualTo("decimal");
    }

    @Test
    void echoesNothing() {
        var answer = http.api("TRACE", "/api/customers/", http.token("operator"), null);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().get("detail").asString()).isEqualTo("Method \"TRACE\" not allowed.");
    }

    @Test
    void readsNoBytesThatAreNoText() {
        for (var name :
                new byte[][] {{'A', (byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
                }) {
            var body = new java.io.ByteArrayOutputStream();
            body.writeBytes("{\"name\":\"".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(name);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            var answer = http.send(HttpRequest.newBuilder(URI.create(http.address("/api/tariffs/")))
                    .header("Authorization", "Bearer " + http.token("supervisor"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .build());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("detail").asString()).startsWith("JSON parse error - ");
        }
    }

    @Test
    void knowsNoOptionsOfUnknownAddresses() {
        assertThat(http.api("OPTIONS", "/api/nothing/", http.token("admin"), null)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/customers/ | | | 401",
                "GET | /api/users/ | employee | | 403",
                "GET | /api/customers/999999999/ | employee | | 404",
                "GET | /api/customers/abc/ | employee | | 404",
                "GET | /api/customers/?page=0 | employee | | 404",
                "POST | /api/customers/ | operator | {} | 400",
                "POST | /api/customers/ | operator | {nonsense | 400",
                "DELETE | /api/customers/ | admin | | 405",
                "FOO | /api/customers/ | admin | | 405",
                "FOO | /api/customers/ | | | 401",
                // rights come before methods, and strangers learn nothing of either
                "PUT | /api/users/ | employee | | 403",
                "PUT | /api/users/ | | | 401",
            })
    void tellsWithEveryErrorWhatTheAddressAllows(String method, String path, String role, String body, int status) {
        var answer = http.api(method, path, role == null ? null : http.token(role), body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Allow")).isEqualTo(path.matches(".*/[0-9a]\\w*/") ? DETAIL : LIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customers/?status=new&status__in=active,blocked",
                "sims/?status=free&status__in=active,blocked",
                "payments/?status=pending&status__in=declined",
                "contracts/?status=draft&status__in=active,suspended",
                "tickets/?status=new&status__in=waiting,closed"
            })
    void showsNothingWhereFiltersExcludeEachOther(String list) {
        assertThat(http.api("GET", "/api/" + list, http.token("operator"), null).body())
                .isEqualTo("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/customers/", "/api/customers/999999999/", "/api/roles/admin/"})
    void answersHeadAsGetWithoutABody(String path) {
        var get = http.api("GET", path, http.token("admin"), null);
        var head = http.send(HttpRequest.newBuilder(URI.create(http.address(path)))
                .header("Authorization", "Bearer " + http.token("admin"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Allow")).isEqualTo(get.header("Allow"));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    }

    @Test
    void tellsWhatTheAddressAllowsToThoseWhoReadNoJson() {
        var answer = http.api("GET", "/api/customers/", null, null, "Accept", "application/xml");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Allow")).isEqualTo(LIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json; charset=utf-8",
                "application/json;q=0.5, text/html",
                "application/problem+json, */*",
                "text/html, */*;q=0.1"
            })
    void answersJsonWithoutCharset(String accept) {
        for (var path : new String[] {"/api/users/", "/api/customers/", "/api/roles/admin/", "/api/"}) {
            var answer = http.api("GET", path, http.token("admin"), null, "Accept", accept);

            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(accept).isEqualTo("application/json");
        }
    }

    @Test
    void indentsForPeople() {
        var token = http.token("admin");
        var compact = http.api("GET", "/api/roles/", token, null);
        var indented = http.api("GET", "/api/roles/", token, null, "Accept", "application/json; indent=2");

        assertThat(indented.header("Content-Type")).isEqualTo("application/json");
        assertThat(indented.body()).startsWith("{\n  \"count\": 4,\n  \"next\": null,\n  \"previous\": null,\n");
        assertThat(indented.json()).isEqualTo(compact.json());
        assertThat(compact.body()).startsWith("{\"count\":4,\"next\":null,\"previous\":null,\"results\":[{");
        assertThat(http.api("GET", "/api/customers/?search=nobodyiscalledso", token, null, "Accept", "*/*; indent=4")
                        .body())
                .contains("\n    \"results\": []\n}");
        assertThat(http.api("GET", "/api/customers/", null, null, "Accept", "application/json; indent=2")
                        .body())
                .isEqualTo("{\n  \"detail\": \"Authentication credentials were not provided.\"\n}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "-1", ""})
    void ignoresAnIndentThatIsNone(String indent) {
        var answer = http.api(
                "GET",
                "/api/roles/",
                http.token("admin"),
                null,
                "Accept",
                "application/json; indent=\"" + indent + "\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"count\":4,");
    }

    @Test
    void escapesSeparatorsOfLines() {
        var token = http.token("operator");
        var customer = http.api(
                "POST",
                "/api/customers/",
                token,
                Map.of(
                        "last_name", "Разделителев",
                        "first_name", "Юникод",
                        "phone", "+79047770011",
                        "note", "one\u2028two\u2029three"));

        assertThat(customer.status()).as(customer.body()).isEqualTo(201);
        assertThat(customer.body()).contains("one\\u2028two\\u2029three").doesNotContain("\u2028", "\u2029");
        var problem = http.api(
                "POST",
                "/api/customers/",
                token,
                Map.of("last_name", "А", "first_name", "Б", "phone", "+79047770012", "language", "x\u2028y"));
        assertThat(problem.body()).contains("x\\u2028y").doesNotContain("\u2028");
    }

    /** Programs show these texts and branch on some of them, so they are exact. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got list.\"]}",
                "\"x\"|{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got str.\"]}",
                "1|{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got int.\"]}",
                "{\"note\":true}|{\"note\":[\"Not a valid string.\"]}",
                "{\"note\":[]}|{\"note\":[\"Not a valid string.\"]}",
                "{\"note\":\"a\\u0000\"}|{\"note\":[\"Null characters are not allowed.\"]}",
                "{\"note\":\"\\ud800\"}|{\"note\":[\"Surrogate characters are not allowed: U+D800.\"]}",
                "{\"phone\":\" \"}|{\"phone\":[\"This field may not be blank.\"]}",
                "{\"phone\":null}|{\"phone\":[\"This field may not be null.\"]}",
                "{\"email\":\"x\"}|{\"email\":[\"Enter a valid email address.\"]}",
                "{\"kind\":\"zzz\"}|{\"kind\":[\"\\\"zzz\\\" is not a valid choice.\"]}",
            })
    void saysWhatIsWrongInTheAgreedWords(String body, String said) {
        var token = http.token("operator");
        var id = customer();
        var answer = http.api("PATCH", "/api/customers/" + id + "/", token, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(said);
    }

    @Test
    void refusesInTheAgreedWords() {
        var token = http.token("operator");
        assertThat(http.api("PUT", "/api/customers/", token, Map.of()).body())
                .isEqualTo("{\"detail\":\"Method \\\"PUT\\\" not allowed.\"}");
        assertThat(http.api("GET", "/api/users/", token, null).body())
                .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
        assertThat(http.api("GET", "/api/customers/?page=0", token, null).body())
                .isEqualTo("{\"detail\":\"Invalid page.\"}");
        assertThat(http.api("GET", "/api/customers/", token, null, "Accept", "application/xml")
                        .body())
                .isEqualTo("{\"detail\":\"Could not satisfy the request Accept header.\"}");
        assertThat(http.api("POST", "/api/customers/", token, "{\"a\":NaN}").body())
                .startsWith("{\"detail\":\"JSON parse error - ");
        assertThat(http.api("GET", "/api/customers/?format=json", token, null).status())
                .isEqualTo(200);
        assertThat(http.api("GET", "/api/customers/?format=xml", token, null).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "UTF-16", "\"koi8-r\""})
    void readsJsonInTheCharsetItSays(String charset) {
        var request = HttpRequest.newBuilder(URI.create(http.address("/api/customers/" + customer() + "/")))
                .header("Authorization", "Bearer " + http.token("operator"))
                .header("Content-Type", "application/json; charset=" + charset)
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                "{\"note\":\"Ёлка\"}", Charset.forName(charset.replace("\"", ""))))
                .build();
        var answer = http.send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("note").asString()).isEqualTo("Ёлка");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T05:06:07Z, 2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07.120Z, 2026-03-04T05:06:07.120000Z",
        "2026-03-04T05:06:07.000001Z, 2026-03-04T05:06:07.000001Z",
        "2026-03-04T05:06:00Z, 2026-03-04T05:06:00Z",
    })
    void writesMicrosecondsOnlyWhereTheyAreNotZero(String stored, String written) {
        var id = customer();
        transactions.executeWithoutResult(_ -> db.update(CUSTOMER)
                .set(CUSTOMER.CREATED_AT, Instant.parse(stored))
                .where(CUSTOMER.ID.eq(id))
                .execute());
        var one = http.api("GET", "/api/customers/" + id + "/", http.token("operator"), null);

        assertThat(one.json().get("created_at").asString()).isEqualTo(written);
        var found = http.api(
                "GET",
                "/api/customers/?search=" + one.json().get("phone").asString().substring(1),
                http.token("operator"),
                null);
        assertThat(found.body()).contains("\"created_at\":\"" + written + "\"");
    }

    @Test
    void readsJsonOnly() {
        var request = HttpRequest.newBuilder(URI.create(http.address("/api/customers/")))
                .header("Authorization", "Bearer " + http.token("operator"));
        var text = http.send(request.header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        var nothing =
                http.send(request.POST(HttpRequest.BodyPublishers.noBody()).build());

        assertThat(text.status()).isEqualTo(415);
        assertThat(text.json().get("detail").asString())
                .isEqualTo("Unsupported media type \"text/plain; charset=utf-8\" in request.");
        var untyped = http.send(HttpRequest.newBuilder(URI.create(http.address("/api/customers/")))
                .header("Authorization", "Bearer " + http.token("operator"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        assertThat(untyped.status()).isEqualTo(415);
        assertThat(untyped.json().get("detail").asString()).isEqualTo("Unsupported media type \"\" in request.");
        assertThat(nothing.status()).as(nothing.body()).isEqualTo(400);
        assertThat(nothing.json().has("phone")).isTrue();
    }

    @Test
    void readsNoForms() {
        var token = http.token("operator");
        var form = "Authorization: Bearer " + token + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        var customer = "/api/customers/" + customer() + "/";
        for (var request : new String[] {"PUT " + customer, "PATCH " + customer, "POST /api/customers/"}) {
            assertThat(http.status(request, form, "full_name=x")).as(request).isEqualTo(415);
        }
    }

    /** No page frames, follows or runs what programs read. */
    @Test
    void saysWhatItsAnswersAreNot() {
        var answer = http.api("GET", "/api/customers/", http.token("operator"), null);
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /** Its routes are asked before those of the health checks. */
    @Test
    void hidesNoHealthCheck() {
        for (var check : new String[] {"health", "health/liveness", "health/readiness"}) {
            assertThat(http.status("GET /actuator/" + check, "", "")).as(check).isEqualTo(200);
            assertThat(http.status("DELETE /actuator/" + check, "", ""))
                    .as(check)
                    .isIn(403, 405);
        }
        assertThat(http.status("GET /actuator/env", "", "")).isEqualTo(404);
    }

    @Test
    void takesNothingItDoesNotReadForAnAttack() {
        var token = http.token("operator");
        for (var name : new String[] {"%00", "a%0ab", "%E2%80%AE", "a%5B%5D"}) {
            var answer = http.api("GET", "/api/payments/?page_size=1&" + name + "=1", token, null);
            assertThat(answer.status()).as(name).isEqualTo(200);
        }
        assertThat(http.stranger().get("/login?%00=1").status()).isEqualTo(200);

        var signedIn = "Authorization: Bearer " + token + "\r\nX-Anything: пр\r\n";
        var json = signedIn + "Content-Type: application/json\r\n";
        var customer = "/api/customers/" + customer() + "/";
        assertThat(http.status("GET " + customer, signedIn + "Accept-Language: пр", ""))
                .isEqualTo(200);
        assertThat(http.status("GET " + customer, signedIn + "Accept: пр", "")).isEqualTo(406);
        assertThat(http.status("GET " + customer, "Authorization: пр", "")).isEqualTo(401);
        assertThat(http.status("PATCH " + customer, json + "If-Match: ключ", "{}"))
                .isEqualTo(412);
        assertThat(http.status("POST /api/customers/", signedIn + "Content-Type: пр", "{}"))
                .isEqualTo(415);
        assertThat(http.status(
                        "POST /api/tickets/",
                        json + "Idempotency-Key: привет",
                        "{\"subject\":\"x\",\"description\":\"x\",\"customer\":" + customer.split("/")[3] + "}"))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0.5",
                "application/json;q=0.5, application/problem+json;q=0.1",
                "application/json, application/problem+json",
                "*/*"
            })
    void answersPlainlyToThoseWhoPreferThat(String accept) {
        var plain = http.api("POST", "/api/customers/", http.token("operator"), Map.of(), "Accept", accept);

        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json, application/json;q=0.5",
                "application/json;q=0.5, Application/Problem+JSON",
                "text/html, application/problem+json, */*;q=0.1"
            })
    void answersProblemsToThoseWhoPreferThem(String accept) {
        var problem = http.api("POST", "/api/customers/", http.token("operator"), Map.of(), "Accept", accept);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.json().get("status").asInt()).isEqualTo(400);
        assertThat(problem.json().get("errors").has("phone")).isTrue();
    }

    @Test
    void takesTheLastOfARepeatedParameterAndBoundsThePageSize() {
        var token = http.token("operator");
        customer();
        customer();
        assertThat(http.api("GET", "/api/customers/?page_size=7&page_size=1", token, null)
                        .json()
                        .get("results"))
                .hasSize(1);
        for (var size : new String[] {"0", "-3", "x", "100000"}) {
            var answer = http.api("GET", "/api/customers/?page_size=" + size, token, null);
            assertThat(answer.status()).as(size).isEqualTo(200);
            assertThat(answer.json().get("results").size()).as(size).isBetween(2, 1000);
        }
    }

    private long customer() {
        var phone = "+7904"
                + (1_000_000 + java.util.concurrent.ThreadLocalRandom.current().nextInt(8_999_999));
        var sent = Map.of("last_name", "Словарный", "first_name", "Он", "phone", phone);
        return http.api("POST", "/api/customers/", http.token("operator"), sent)
                .json()
                .get("id")
                .asLong();
    }

    /** A customer of the id 1 is there or not: all these are other ids, or none. */
    @ParameterizedTest
    @ValueSource(strings = {"%D9%A1", "0x1", "+1", "%2B1", "%201", "-1", "1e0", "1.0", "1234567890123456789"})
    void readsIdsAsDigitsOnly(String id) {
        var answer = http.api("GET", "/api/customers/" + id + "/", http.token("operator"), null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().get("detail").asString()).isEqualTo("Not found.");
    }

    /** Nobody is to be woken for it. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/users/%31/", "/api/v1/users/%31"})
    void readsIdsWithEscapedDigits(String path) {
        var token = http.token("admin");

        var answer = http.api("GET", path, token, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(http.api("GET", "/api/users/1/", token, null).body());
    }

    @Test
    void aCallerWhoHangsUpIsNoError() throws Exception {
        var token = http.token("supervisor");
        var log = (Logger) LoggerFactory.getLogger(Problems.class);
        var said = new ListAppender<ILoggingEvent>();
        said.list = new CopyOnWriteArrayList<>();
        var level = log.getLevel();
        log.setLevel(Level.DEBUG);
        log.addAppender(said);
        said.start();
        try {
            for (var path : new String[] {"/api/audit/", "/api/customers/"}) {
                said.list.clear();
                for (var call = 0; call < 200 && said.list.isEmpty(); call++) {
                    hangUp(path, token);
                }
                for (var wait = 0; wait < 100 && said.list.isEmpty(); wait++) {
                    Thread.sleep(50);
                }
                assertThat(said.list).as(path).isNotEmpty().allSatisfy(event -> {
                    assertThat(event.getFormattedMessage()).contains("hung up");
                    assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
                });
            }
        } finally {
            log.detachAppender(said);
            log.setLevel(level);
        }
    }

    private void hangUp(String path, String token) throws IOException {
        var address = URI.create(http.address(path));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void servesTheReadersOfItsDescriptionItself() {
        for (var file : new String[] {
            "docs/files/swagger-ui.css",
            "docs/files/swagger-ui-bundle.js",
            "docs/files/swagger.js",
            "redoc/files/redoc.standalone.js",
            "redoc/files/redoc.js",
            "redoc/files/docs.css"
        }) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(http.address("/api/" + file)))
                    .build());

            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty().doesNotContain("cdn.redoc.ly");
        }
    }

    @Test
    void showsItsDescriptionToBrowsers() {
        for (var path : new String[] {"/api/docs/", "/api/redoc/"}) {
            var page = http.api("GET", path, null, null, "Accept", "text/html");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
        }
    }
}
