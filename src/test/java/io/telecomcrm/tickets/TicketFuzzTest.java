package io.telecomcrm.tickets;

import static io.telecomcrm.tickets.SampleTickets.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is sent, it is never our fault. */
@IntegrationTest
class TicketFuzzTest {

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
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"٣٤٥\"",
            "\"" + "я".repeat(10_001) + "\"",
            "\"" + "ﷺ".repeat(200) + "\"",
            "\"" + "1".repeat(100_000) + "\"",
            "\"%_\\\\\"",
            "\"\\u202e\\ufeff\\u200b\"",
            "\"😀\"",
            "\"a\\nb\"",
            "\"resolved\"");

    @Autowired
    Http http;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer",
                "customer_id",
                "contract",
                "subject",
                "description",
                "priority",
                "previous",
                "assigned_to",
                "assigned_to_id",
                "status",
                "text",
                "is_internal",
                "version"
            })
    void answersAnyValueOfAnyField(String field) {
        var token = http.token("supervisor");
        var customer = SampleTickets.customer(http);
        var id = SampleTickets.create(http, SampleTickets.ticket(customer));
        for (var value : VALUES) {
            var body = "{\"customer\":" + customer + ",\"subject\":\"А\",\"" + field + "\":" + value + "}";
            var alone = "{\"" + field + "\":" + value + "}";
            fine(http.api("POST", PATH, token, body), body);
            fine(http.api("PUT", PATH + id + "/", token, body), body);
            fine(http.api("PATCH", PATH + id + "/", token, alone), alone);
            fine(http.api("POST", PATH + id + "/assign/", token, alone), alone);
            fine(http.api("POST", PATH + id + "/status/", token, alone), alone);
            fine(http.api("POST", PATH + id + "/comments/", token, alone), alone);
        }
    }

    @Test
    void answersAnyQuery() {
        var token = http.token("employee");
        for (var name : List.of(
                "page",
                "page_size",
                "search",
                "ordering",
                "status",
                "status__in",
                "priority",
                "priority__in",
                "assigned_to",
                "assigned_to__isnull",
                "customer",
                "contract",
                "previous",
                "number",
                "is_open",
                "is_overdue",
                "created_after",
                "created_before",
                "due_after",
                "due_before")) {
            for (var value : List.of(
                    "%00",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "1.5",
                    "%D9%A1",
                    "%F0%9F%98%80",
                    "%27%22%3B--",
                    "%25%5F%5C",
                    "a".repeat(3000),
                    ",,,",
                    "%22%22%22",
                    "*%20OR%20NEAR(%22",
                    "9999-12-31",
                    "0000-01-01",
                    "%ED%A0%80",
                    "last",
                    "true")) {
                fine(http.api("GET", PATH + "?" + name + "=" + value, token, null), name + "=" + value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "99999999999999999999", "abc", "1.5", "%D9%A1", "0x1"})
    void knowsNoSuchTicket(String id) {
        var token = http.token("supervisor");
        for (var method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            assertThat(http.api(method, PATH + id + "/", token, method.equals("GET") ? null : "{}")
                            .status())
                    .isEqualTo(404);
        }
        for (var command : List.of("assign", "status", "comments", "attachments")) {
            assertThat(http.api("POST", PATH + id + "/" + command + "/", token, "{}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd",
                "a\u0000b.png",
                ".png",
                "..",
                "x.html",
                "x.svg",
                "x.png.exe",
                "COM1.png",
                "a\u202Egnp.exe",
                "😀.png",
                "'; drop table ticket; --.png",
                "%2e%2e%2f.png",
                "a=b;c.png"
            })
    void answersAnyNameOfAFile(String name) {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var answer = SampleTickets.upload(http, http.token("employee"), id, name, "image/png", SampleTickets.png(100));

        assertThat(answer.status()).as(answer.body()).isIn(201, 400);
        if (answer.status() == 201) {
            assertThat(answer.json().get("name").asString()).doesNotContain("/", "\\", "\u0000", "..");
            var file = answer.json().get("id").asLong();
            var got =
                    http.send(HttpRequest.newBuilder(URI.create(http.address(PATH + id + "/attachments/" + file + "/")))
                            .header("Authorization", "Bearer " + http.token("employee"))
                            .build());
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.header("Content-Disposition")).startsWith("attachment;");
        }
    }

    @Test
    void answersAnyContentOfAFile() {
        var token = http.token("employee");
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var html = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertThat(SampleTickets.upload(http, token, id, "a.png", "image/png", html)
                        .status())
                .isEqualTo(400);
        assertThat(SampleTickets.upload(http, token, id, "a.txt", "text/html", html)
                        .status())
                .isEqualTo(400);
        assertThat(SampleTickets.upload(http, token, id, "a.png", "image/png", new byte[0])
                        .status())
                .isEqualTo(400);
        assertThat(SampleTickets.upload(http, token, id, "a.png", "image/png", SampleTickets.png((10 << 20) + 1))
                        .status())
                .isEqualTo(400);
        assertThat(SampleTickets.upload(http, token, id, "a.png", "image/png", SampleTickets.png(10 << 20))
                        .status())
                .isEqualTo(201);
        assertThat(SampleTickets.upload(http, token, id, "a.png", "image/png", SampleTickets.png(17 << 20))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b--\r\n",
                "--b\r\n\r\n\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nтекст\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nabc\r\n--b--\r\n"
            })
    void answersAnyMultipart(String body) {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        for (var type :
                List.of("multipart/form-data; boundary=b", "multipart/form-data", "multipart/mixed", "text/plain")) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(http.address(PATH + id + "/attachments/")))
                    .header("Authorization", "Bearer " + http.token("employee"))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(body))
                    .build());
            assertThat(answer.status()).as(type + " " + answer.body()).isBetween(400, 499);
        }
    }

    private static void fine(Http.Answer answer, String sent) {
        assertThat(answer.status()).as(sent + " → " + answer.body()).isLessThan(500);
    }
}
