package io.telecomcrm.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Customers with something to complain about. */
final class SampleTickets {

    static final String PATH = "/api/v1/tickets/";

    private SampleTickets() {}

    static long customer(Http http) {
        return customer(http, "Недовольный");
    }

    static long customer(Http http, String lastName) {
        var answer = http.api(
                "POST",
                "/api/customers/",
                http.token("operator"),
                Map.of("last_name", lastName, "first_name", "Пётр", "phone", phone()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    static String phone() {
        return "+7902%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    }

    static Map<String, Object> ticket(long customer) {
        return new HashMap<>(Map.of("customer", customer, "subject", "Нет интернета", "description", "Со вчера."));
    }

    /** A new ticket's id. */
    static long create(Http http, Map<String, Object> ticket) {
        var answer = http.api("POST", PATH, http.token("operator"), ticket);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    static Answer move(Http http, long id, String status) {
        return http.api("POST", PATH + id + "/status/", http.token("operator"), Map.of("status", status));
    }

    static Answer upload(
            Http http,
            @Nullable String token,
            long id,
            String name,
            @Nullable String type,
            byte[] content,
            String... headers) {
        var boundary = "----crm-test-boundary";
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                + (type == null ? "" : "Content-Type: " + type + "\r\n") + "\r\n";
        var tail = "\r\n--" + boundary + "--\r\n";
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(http.address(PATH + id + "/attachments/")))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build());
    }

    static byte[] png(int size) {
        var png = new byte[size];
        byte[] sign = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        System.arraycopy(sign, 0, png, 0, sign.length);
        for (var i = sign.length; i < size; i++) {
            png[i] = (byte) (i * 31 + i / 251);
        }
        return png;
    }
}
