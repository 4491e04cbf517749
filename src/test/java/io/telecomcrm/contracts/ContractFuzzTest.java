package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is sent, it is never our fault. */
@IntegrationTest
class ContractFuzzTest {

    private static final String PATH = "/api/v1/contracts/";

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
            "\"" + "я".repeat(5_000) + "\"",
            "\"" + "1".repeat(100_000) + "\"",
            "\"'; drop table contract; --\"",
            "\"2024-02-30\"",
            "\"0000-00-00\"",
            "\"9999-12-31\"");

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

    static Stream<String> fields() {
        return Stream.of(
                "customer",
                "customer_id",
                "sim",
                "tariff",
                "signed_on",
                "reason",
                "until",
                "note",
                "when",
                "msisdn",
                "version",
                "contract",
                "id",
                "status",
                "balance");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void answersAnyValueOfAnyField(String field) {
        var token = http.token("supervisor");
        var draft = samples.draft();
        var active = samples.active();
        var sim = samples.sim();
        for (var value : VALUES) {
            var body = "{\"" + field + "\":" + value + "}";
            fine(http.api("POST", PATH, token, body), body);
            fine(http.api("PATCH", PATH + draft + "/", token, body), body);
            fine(http.api("PUT", PATH + active + "/", token, body), body);
            for (var command : List.of(
                    "block",
                    "unblock",
                    "terminate",
                    "change-tariff",
                    "replace-sim",
                    "change-number",
                    "change-customer")) {
                fine(http.api("POST", PATH + active + "/" + command + "/", token, body), command + " " + body);
            }
            for (var command : List.of("bind", "block", "unblock")) {
                fine(http.api("POST", "/api/v1/sims/" + sim + "/" + command + "/", token, body), body);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "99999999999999999999", "9223372036854775807", "abc", "1.5", "%D9%A1", "0x1", "%20"})
    void knowsNoSuchContract(String id) {
        for (var method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            var answer = http.api(method, PATH + id + "/", http.token("operator"), method.equals("GET") ? null : "{}");
            assertThat(answer.status()).as(method + " " + answer.body()).isEqualTo(404);
        }
        for (var command : List.of("activate", "block", "terminate", "change-number")) {
            var answer = http.api("POST", PATH + id + "/" + command + "/", http.token("operator"), "{}");
            assertThat(answer.status()).as(command + " " + answer.body()).isEqualTo(404);
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
                "status",
                "status__in",
                "customer",
                "tariff",
                "sim",
                "number",
                "msisdn",
                "block",
                "pending_tariff",
                "balance__gte",
                "balance__lte",
                "signed_after",
                "created_before",
                "activated_after",
                "terminated_before")) {
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
                    "9999-12-31",
                    "0000-01-01",
                    "id,-id,id",
                    "last",
                    "active,,draft")) {
                fine(http.api("GET", PATH + "?" + name + "=" + value, token, null), name + "=" + value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a", "a\"b"})
    void takesOnlyASensibleKey(String key) {
        var answer = http.api(
                "POST", PATH + samples.draft() + "/activate/", http.token("operator"), "{}", "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    private static void fine(Http.Answer answer, String sent) {
        assertThat(answer.status()).as(sent + " → " + answer.body()).isLessThan(500);
    }
}
