package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays YooKassa for development: the same API, a page where the customer pays, the same messages, and on demand all that
 * goes wrong in life. It forgets everything when the product stops; production has none.
 */
@Component
@Profile("!prod")
class Simulator {

    static final String API = "/simulator/yookassa/v3";
    static final String PAGE = "/simulator/pay/";
    static final String PAID = "/simulator/paid";
    static final String SHOP = "simulator";
    static final String SECRET = "simulator-secret";

    private static final Logger log = LoggerFactory.getLogger(Simulator.class);
    private static final int REMEMBERED = 1000;
    private static final Duration LATER = Duration.ofSeconds(20);

    /** What a customer does, or what becomes of the message about it. */
    enum Delivery {
        AT_ONCE,
        LATE,
        TWICE,
        DISORDERED,
        LOST
    }

    /** A payment or a refund, as the API shows it. */
    record Thing(
            String id,
            boolean isRefund,
            OperationState state,
            Money amount,
            Map<String, Object> asked,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant doneAt) {

        Thing become(OperationState to, @Nullable String why, Instant now) {
            return new Thing(id, isRefund, to, amount, asked, why, createdAt, now);
        }
    }

    /** What was answered to a key, and to which question. */
    private record Answered(String request, String id) {}

    private final Connection connection;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Thing> things = bounded();
    private final Map<String, Answered> keys = bounded();

    Simulator(Connection connection, JsonMapper json, Clock clock) {
        this.connection = connection;
        this.json = json;
        this.clock = clock;
    }

    synchronized Optional<Thing> find(String id) {
        return Optional.ofNullable(things.get(id));
    }

    /** Whether a key was sent before: to repeat with it what had no answer must help. */
    synchronized boolean knows(String key) {
        return keys.containsKey(key);
    }

    /** Empty where the key was used for another question, which the API refuses. */
    synchronized Optional<Thing> create(String key, String request, boolean isRefund) {
        var known = keys.get(key);
        if (known != null) {
            return known.request().equals(request) ? find(known.id()) : Optional.empty();
        }
        var body = json.readTree(request);
        var amount = amount(body);
        if (amount == null || isRefund && !isRefundable(body.path("payment_id").asString(""), amount)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var id = Keys.random(18).replaceAll("[^A-Za-z0-9]", "0");
        @SuppressWarnings("unchecked")
        Map<String, Object> asked = json.convertValue(body, Map.class);
        var state = isRefund ? Fault.of(amount).refund() : OperationState.PENDING;
        var thing = new Thing(
                id,
                isRefund,
                state,
                amount,
                asked,
                state == OperationState.CANCELED ? "insufficient_funds" : null,
                now,
                state == OperationState.SUCCEEDED ? now : null);
        things.put(id, thing);
        keys.put(key, new Answered(request, id));
        if (state == OperationState.SUCCEEDED) {
            tell(List.of(message(thing)), Delivery.AT_ONCE);
        }
        return Optional.of(thing);
    }

    /** The customer pays or turns away; a payment that is done stays as it is. */
    synchronized Thing act(Thing payment, boolean pays, Delivery delivery) {
        var now = find(payment.id()).orElse(payment);
        if (now.state() != OperationState.PENDING) {
            return now;
        }
        var inTwoStages = Boolean.FALSE.equals(now.asked().get("capture"));
        var next = !pays
                ? OperationState.CANCELED
                : inTwoStages ? OperationState.WAITING_FOR_CAPTURE : OperationState.SUCCEEDED;
        var waiting = now.become(OperationState.WAITING_FOR_CAPTURE, null, clock.instant());
        var done = now.become(next, pays ? null : "canceled_by_user", clock.instant());
        things.put(done.id(), done);
        tell(
                delivery == Delivery.DISORDERED && pays
                        ? List.of(message(done), message(waiting))
                        : List.of(message(done)),
                delivery);
        return done;
    }

    synchronized Thing capture(Thing payment) {
        return finish(payment, OperationState.SUCCEEDED, null);
    }

    synchronized Thing cancel(Thing payment) {
        return finish(payment, OperationState.CANCELED, "canceled_by_merchant");
    }

    private Thing finish(Thing payment, OperationState to, @Nullable String why) {
        var now = Objects.requireNonNullElse(things.get(payment.id()), payment);
        if (now.state() != OperationState.WAITING_FOR_CAPTURE) {
            return now;
        }
        var done = now.become(to, why, clock.instant());
        things.put(done.id(), done);
        tell(List.of(message(done)), Delivery.AT_ONCE);
        return done;
    }

    /** What the API writes. */
    Map<String, Object> json(Thing thing) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", thing.id());
        body.put("status", thing.state().code());
        body.put("amount", Map.of("value", thing.amount().wire(), "currency", "RUB"));
        body.put("created_at", thing.createdAt().toString());
        if (thing.isRefund()) {
            body.put("payment_id", String.valueOf(thing.asked().get("payment_id")));
        } else {
            body.put("paid", thing.state() == OperationState.SUCCEEDED);
            body.put("test", true);
            body.put("metadata", thing.asked().getOrDefault("metadata", Map.of()));
            if (thing.state() == OperationState.PENDING) {
                body.put(
                        "confirmation",
                        Map.of("type", "redirect", "confirmation_url", connection.here() + PAGE + thing.id()));
            }
            if (thing.state() == OperationState.SUCCEEDED && thing.doneAt() != null) {
                body.put("captured_at", thing.doneAt().toString());
            }
        }
        if (thing.reason() != null) {
            body.put("cancellation_details", Map.of("party", "payment_network", "reason", thing.reason()));
        }
        return body;
    }

    private String message(Thing thing) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "notification");
        body.put(
                "event",
                (thing.isRefund() ? "refund." : "payment.") + thing.state().code());
        body.put("object", json(thing));
        return json.writeValueAsString(body);
    }

    private void tell(List<String> messages, Delivery delivery) {
        if (delivery == Delivery.LOST) {
            return;
        }
        var all = new ArrayList<>(messages);
        if (delivery == Delivery.TWICE) {
            all.addAll(messages);
        }
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(delivery == Delivery.LATE ? LATER : Duration.ofMillis(100));
                for (var message : all) {
                    send(message);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void send(String message) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(connection.here() + "/api/webhooks/yookassa/"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (java.io.IOException e) {
            log.info("The simulator's message got lost: {}", e.toString());
        }
    }

    private boolean isRefundable(String payment, Money amount) {
        var paid = things.get(payment);
        if (paid == null || paid.state() != OperationState.SUCCEEDED || Fault.of(amount) == Fault.REFUSAL) {
            return false;
        }
        var back = things.values().stream()
                .filter(it -> it.isRefund()
                        && it.state() != OperationState.CANCELED
                        && payment.equals(it.asked().get("payment_id")))
                .map(Thing::amount)
                .reduce(amount, Money::plus);
        return back.compareTo(paid.amount()) <= 0;
    }

    private static @Nullable Money amount(JsonNode body) {
        try {
            var amount = Money.parse(body.path("amount").path("value").asString(""));
            return amount.compareTo(Money.ZERO) > 0 ? amount : null;
        } catch (Malformed malformed) {
            return null;
        }
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** What goes wrong with a call, asked for by the kopecks of its amount. */
    enum Fault {
        NONE,
        /** It is done, and the answer is an error. */
        ERROR,
        /** It is done, and the answer never comes. */
        SILENCE,
        /** It is refused. */
        REFUSAL,
        /** A refund takes its time and then doesn't happen. */
        NO_REFUND;

        static Fault of(Money amount) {
            return switch ((int) (amount.kopecks() % 100)) {
                case 91 -> ERROR;
                case 92 -> SILENCE;
                case 93 -> REFUSAL;
                case 94 -> NO_REFUND;
                default -> NONE;
            };
        }

        OperationState refund() {
            return this == NO_REFUND ? OperationState.CANCELED : OperationState.SUCCEEDED;
        }
    }
}
