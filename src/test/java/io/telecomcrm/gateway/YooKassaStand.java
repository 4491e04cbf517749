package io.telecomcrm.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays YooKassa for the tests, by its documentation and not by our client: idempotence keys, states, and whatever goes
 * wrong on the way, in the order a test asks for.
 */
final class YooKassaStand {

    /** What goes wrong with the next order; questions are answered, which a message of an earlier test may still cause. */
    enum Fault {
        /** It is done, and the answer is a 500. */
        ERROR,
        /** It is not done, and the answer is a 500. */
        ERROR_BEFORE,
        /** It is done, and the answer comes when nobody waits any more. */
        LATE,
        /** It is done, and the connection breaks in the middle of the answer. */
        CUT,
        /** It is refused. */
        REFUSED,
        /** The answer is no JSON. */
        GARBAGE
    }

    /** A call as it came. */
    record Call(String method, String path, String key, String body) {}

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, ObjectNode> things = new ConcurrentHashMap<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile String refundState = "succeeded";

    /** Which questions aren't answered, as if our password had become a wrong one. */
    volatile Predicate<String> away = _ -> false;

    YooKassaStand() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v3/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v3";
    }

    void next(Fault... wrong) {
        synchronized (faults) {
            faults.clear();
            faults.addAll(List.of(wrong));
        }
    }

    void reset() {
        next();
        calls.clear();
        refundState = "succeeded";
        away = _ -> false;
    }

    /** The payment that was asked for a line of the ledger. */
    ObjectNode ofLine(long line) {
        return things.values().stream()
                .filter(it ->
                        it.path("metadata").path("payment_id").asString("").equals(Long.toString(line)))
                .findFirst()
                .orElseThrow();
    }

    List<ObjectNode> allOfLine(long line) {
        return things.values().stream()
                .filter(it ->
                        it.path("metadata").path("payment_id").asString("").equals(Long.toString(line)))
                .toList();
    }

    ObjectNode get(String id) {
        return Optional.ofNullable(things.get(id)).orElseThrow();
    }

    /** The customer, or the provider, does something. */
    void become(ObjectNode thing, String status) {
        thing.put("status", status);
        thing.put("paid", status.equals("succeeded"));
        if (status.equals("succeeded")) {
            thing.put("captured_at", "2026-11-20T10:00:00.000Z");
            thing.remove("confirmation");
        }
        if (status.equals("canceled")) {
            thing.putObject("cancellation_details")
                    .put("party", "payment_network")
                    .put("reason", "insufficient_funds");
        }
    }

    ObjectNode add(ObjectNode thing) {
        things.put(thing.get("id").asString(), thing);
        return thing;
    }

    void forget(ObjectNode thing) {
        things.remove(thing.get("id").asString());
    }

    ObjectNode thing(String body) {
        return (ObjectNode) json.readTree(body);
    }

    String message(String event, ObjectNode thing) {
        return json.writeValueAsString(Map.of("type", "notification", "event", event, "object", thing));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath().substring("/v3".length());
            var key = exchange.getRequestHeaders().getFirst("Idempotence-Key");
            var method = exchange.getRequestMethod();
            calls.add(new Call(method, path, String.valueOf(key), body));
            if (method.equals("GET") && away.test(path)) {
                send(exchange, 401, "{\"type\":\"error\",\"code\":\"invalid_credentials\"}");
                return;
            }
            var fault = method.equals("GET") ? null : nextFault();
            if (fault == Fault.ERROR_BEFORE) {
                send(exchange, 500, "{\"type\":\"error\",\"code\":\"internal_server_error\"}");
                return;
            }
            if (fault == Fault.REFUSED) {
                send(exchange, 400, "{\"type\":\"error\",\"code\":\"invalid_request\",\"description\":\"no\"}");
                return;
            }
            var answer = method.equals("GET") ? read(path) : write(path, key, body);
            switch (fault) {
                case null -> send(exchange, answer.status, answer.body);
                case ERROR -> send(exchange, 500, "<html>");
                case LATE -> {
                    Thread.sleep(3000);
                    send(exchange, answer.status, answer.body);
                }
                case CUT -> {
                    var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                    exchange.getResponseBody().flush();
                }
                case GARBAGE -> send(exchange, 200, "{\"id\":");
                case ERROR_BEFORE, REFUSED -> throw new IllegalStateException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Fault nextFault() {
        synchronized (faults) {
            return faults.poll();
        }
    }

    private record Response(int status, String body) {}

    private Response read(String path) {
        var thing = things.get(path.substring(path.lastIndexOf('/') + 1));
        return thing == null
                ? new Response(404, "{\"type\":\"error\",\"code\":\"not_found\"}")
                : new Response(200, thing.toString());
    }

    private synchronized Response write(String path, String key, String body) {
        if (key == null) {
            return new Response(400, "{\"type\":\"error\",\"code\":\"invalid_request\",\"description\":\"no key\"}");
        }
        var steps = path.split("/");
        if (steps.length == 4) {
            var thing = get(steps[2]);
            if (!thing.get("status").asString().equals("waiting_for_capture")) {
                return new Response(400, "{\"type\":\"error\",\"code\":\"invalid_request\"}");
            }
            become(thing, steps[3].equals("capture") ? "succeeded" : "canceled");
            return new Response(200, thing.toString());
        }
        var known = ids.get(key);
        if (known != null) {
            return body.equals(asked.get(key))
                    ? new Response(200, get(known).toString())
                    : new Response(
                            400, "{\"type\":\"error\",\"code\":\"invalid_request\",\"description\":\"other body\"}");
        }
        var thing = thing(body);
        var id = UUID.randomUUID().toString();
        var isRefund = path.equals("/refunds");
        thing.put("id", id);
        thing.put("status", isRefund ? refundState : "pending");
        thing.put("created_at", "2026-11-20T09:59:00.000Z");
        if (!isRefund) {
            thing.putObject("confirmation")
                    .put("type", "redirect")
                    .put("confirmation_url", "https://pay.example/" + id);
        }
        things.put(id, thing);
        ids.put(key, id);
        asked.put(key, body);
        return new Response(200, thing.toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
