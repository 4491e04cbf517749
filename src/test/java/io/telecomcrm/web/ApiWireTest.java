package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How the API speaks, whatever it speaks of. */
@IntegrationTest
class ApiWireTest {

    private static final String LIST = "GET, POST, HEAD, OPTIONS";
    private static final String DETAIL = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";

    @Autowired
    Http http;

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
            })
    void tellsWithEveryErrorWhatTheAddressAllows(String method, String path, String role, String body, int status) {
        var answer = http.api(method, path, role == null ? null : http.token(role), body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Allow")).isEqualTo(path.matches(".*/[0-9a]\\w*/") ? DETAIL : LIST);
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
