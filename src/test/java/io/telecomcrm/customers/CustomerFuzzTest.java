package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is sent, it is never our fault. */
@IntegrationTest
class CustomerFuzzTest {

    private static final String PATH = "/api/v1/customers/";

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "99999999999999999999999999",
            "\"\"",
            "\" \"",
            "[]",
            "[1]",
            "{}",
            "{\"a\":{\"b\":[]}}",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"٣٤٥٦٧٨٩٠١٢\"",
            "\"４５１０\"",
            "\"" + "я".repeat(5_000) + "\"",
            "\"" + "1".repeat(100_000) + "\"",
            "\"'; drop table customer; --\"",
            "\"%_\\\\\"",
            "\"\\u202e\\ufeff\\u200b\"",
            "\"😀\"",
            "\"ŉŉŉ\"",
            "\"" + "ﷺ".repeat(300) + "\"",
            "\"" + "ﷺ".repeat(64) + "@example.ru\"",
            "\"2024-02-30\"",
            "\"0000-00-00\"",
            "\"9999-12-31\"");

    /** What requests hold beside the fields of a customer. */
    private static final List<String> BESIDE = List.of("confirm_duplicate", "except", "purpose");

    @Autowired
    Http http;

    static Stream<String> fields() {
        return Stream.concat(SampleCustomers.FIELDS.stream(), BESIDE.stream());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void answersAnyValueOfAnyField(String field) {
        var token = http.token("supervisor");
        var id = http.api("POST", PATH, token, SampleCustomers.person())
                .json()
                .get("id")
                .asLong();
        for (var value : VALUES) {
            var body = "{\"last_name\":\"А\",\"first_name\":\"Б\",\"phone\":\"" + SampleCustomers.phone() + "\",\""
                    + field + "\":" + value + "}";
            fine(http.api("POST", PATH, token, body), body);
            fine(http.api("PATCH", PATH + id + "/", token, "{\"" + field + "\":" + value + "}"), body);
            fine(http.api("PUT", PATH + id + "/", token, body), body);
            fine(http.api("POST", PATH + id + "/reveal/", token, body), body);
            fine(http.api("POST", PATH + "lookalikes/", token, body), body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{",
                "{]",
                "{\"a\":}",
                "NaN",
                "{\"a\":NaN}",
                "\u0000",
                "{\"a\":1,}",
                "[[[[",
                "true",
                "{'a':1}"
            })
    void answersBrokenJson(String body) {
        var answer = http.api("POST", PATH, http.token("operator"), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "99999999999999999999",
                "9223372036854775807",
                "abc",
                "1.5",
                "%D9%A1",
                "0x1",
                "%2B1",
                "%231",
                "null",
                "%20",
                "1e3"
            })
    void knowsNoSuchCustomer(String id) {
        http.api("POST", PATH, http.token("supervisor"), SampleCustomers.person());
        for (var method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            var answer =
                    http.api(method, PATH + id + "/", http.token("supervisor"), method.equals("GET") ? null : "{}");
            assertThat(answer.status()).as(method + " " + answer.body()).isEqualTo(404);
        }
    }

    /** The server refuses it before it is an address of ours. */
    @Test
    void refusesNulInAnAddress() {
        var request = HttpRequest.newBuilder(URI.create(http.address(PATH + "1%00/")));
        assertThat(http.send(request.build()).status()).isEqualTo(400);
    }

    @Test
    void answersAnyQuery() {
        var token = http.token("supervisor");
        var names = List.of(
                "page",
                "page_size",
                "search",
                "ordering",
                "kind",
                "kind__in",
                "status",
                "status__in",
                "has_contracts",
                "created_after",
                "created_before",
                "updated_after",
                "birth_date",
                "birth_date__gte",
                "passport_series",
                "passport_number",
                "phone",
                "email",
                "inn",
                "address");
        var values = List.of(
                "%00",
                "-1",
                "0",
                "99999999999999999999",
                "%D9%A1%D9%A2",
                "%F0%9F%98%80",
                "%27%22%3B--",
                "%25%5F%5C",
                "a".repeat(3000),
                "%20",
                ",,,",
                "%22",
                "%22%22%22",
                "*%20OR%20NEAR(%22",
                "9999-12-31",
                "0000-01-01",
                "id,-id,id",
                "%ED%A0%80",
                "last",
                "%E2%80%AE");
        for (var name : names) {
            for (var value : values) {
                fine(http.api("GET", PATH + "?" + name + "=" + value, token, null), name + "=" + value);
            }
        }
    }

    private static void fine(Http.Answer answer, String sent) {
        assertThat(answer.status()).as(sent + " → " + answer.body()).isLessThan(500);
    }
}
