package io.telecomcrm.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is sent, it is never our fault. */
@IntegrationTest
class PaymentFuzzTest {

    private static final String PATH = "/api/v1/payments/";

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
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"٣٤٥\"",
            "\"NaN\"",
            "\"-0.00\"",
            "\"1 234,56\"",
            "\"" + "я".repeat(5_000) + "\"",
            "\"" + "9".repeat(100_000) + "\"",
            "\"'; drop table payment; --\"");

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    static Stream<String> fields() {
        return Stream.of(
                "contract", "contract_id", "amount", "method", "transaction_id", "description", "reason", "reverses");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void answersAnyValueOfAnyField(String field) {
        var token = http.token("supervisor");
        var contract = new SampleContracts(db, transactions, contracts).active();
        var good = "\"contract\":" + contract + ",\"amount\":\"10.00\",\"method\":\"cash\",\"reason\":\"x\"";
        var paid =
                http.api("POST", PATH, token, "{" + good + "}").json().get("id").asLong();
        for (var value : VALUES) {
            // the last of two equal names counts
            var body = "{" + good + ",\"" + field + "\":" + value + "}";
            fine(http.api("POST", PATH, token, body), body);
            fine(http.api("PATCH", PATH + paid + "/", token, body), body);
            fine(http.api("PUT", PATH + paid + "/", token, body), body);
            fine(http.api("POST", PATH + paid + "/refund/", token, body), body);
            fine(http.api("POST", "/api/v1/contracts/" + contract + "/adjustments/", token, body), body);
        }
    }

    @Test
    void answersAnyQuery() {
        var token = http.token("supervisor");
        for (var name : List.of(
                "page",
                "page_size",
                "search",
                "ordering",
                "contract",
                "customer",
                "kind",
                "kind__in",
                "status",
                "status__in",
                "method",
                "method__in",
                "amount__gte",
                "amount__lte",
                "date_after",
                "date_before")) {
            for (var value : List.of(
                    "%00",
                    "-1",
                    "99999999999999999999",
                    "%D9%A1",
                    "%F0%9F%98%80",
                    "%27%22%3B--",
                    "%25%5F%5C",
                    "a".repeat(3000),
                    ",,,",
                    "%22",
                    "*%20OR%20NEAR(%22",
                    "12345",
                    "9999-12-31",
                    "0000-01-01",
                    "id,-id,id",
                    "last",
                    "cash,,card")) {
                fine(http.api("GET", PATH + "?" + name + "=" + value, token, null), name + "=" + value);
            }
        }
        assertThat(http.api("GET", PATH, token, null).status()).isEqualTo(200);
    }

    @Test
    void takesOnlyASensibleKey() {
        var contract = new SampleContracts(db, transactions, contracts).active();
        var body = Map.of("contract", contract, "amount", "1.00", "method", "cash");
        for (var key : List.of("\"\"", "\"a", "a\"b")) {
            var answer = http.api("POST", PATH, http.token("operator"), body, "Idempotency-Key", key);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        }
    }

    @Test
    void answersAFormThatCannotBeTakenApart() {
        var desk = http.browser("operator");
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=b", "multipart/mixed", "пр")) {
            var cookies = desk.cookies().entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            var headers = "Cookie: " + cookies + "\r\nX-CSRF-TOKEN: " + desk.csrf() + "\r\nContent-Type: " + type;
            assertThat(http.status("POST /payments", headers, "--x")).as(type).isBetween(400, 499);
        }
    }

    private static void fine(Http.Answer answer, String sent) {
        assertThat(answer.status()).as(sent + " → " + answer.body()).isLessThan(500);
    }
}
