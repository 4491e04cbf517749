package io.telecomcrm.gateway;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YooKassa, version 3 of its API. Its messages are not signed, so they are only hints to ask it. */
class YooKassa implements Provider {

    static final String CODE = "yookassa";

    /** Ids of theirs, which become part of an address. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final int LONGEST_WHY = 300;

    private final Supplier<Access> access;
    private final GatewaySettings.Yookassa settings;
    private final JsonMapper json;
    private final HttpClient client;

    /**
     * Where and as whom we call.
     *
     * @param url null while nobody is there
     */
    record Access(@Nullable String url, String shopId, String secret, String returnUrl) {}

    YooKassa(Supplier<Access> access, GatewaySettings.Yookassa settings, JsonMapper json) {
        this.access = access;
        this.settings = settings;
        this.json = json;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public boolean isConnected() {
        return access.get().url() != null;
    }

    @Override
    public String paymentRequest(Operation.Order order) {
        var body = new LinkedHashMap<String, Object>();
        body.put("amount", amount(order.amount()));
        body.put("capture", !settings.twoStage());
        body.put(
                "confirmation",
                Map.of("type", "redirect", "return_url", access.get().returnUrl()));
        body.put("description", description(order.number()));
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("payment_id", Long.toString(order.lineId()));
        metadata.put("contract", order.number().value());
        body.put("metadata", metadata);
        body.put("receipt", receipt(order, "advance"));
        return json.writeValueAsString(body);
    }

    @Override
    public String refundRequest(Operation.Order order, String paymentId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("payment_id", paymentId);
        body.put("amount", amount(order.amount()));
        body.put("description", description(order.number()));
        body.put("receipt", receipt(order, "advance"));
        return json.writeValueAsString(body);
    }

    @Override
    public Answer create(String key, String request) {
        return ask("POST", "/payments", key, request, false);
    }

    @Override
    public Answer refund(String key, String request) {
        return ask("POST", "/refunds", key, request, true);
    }

    @Override
    public Answer payment(String id) {
        return about(id, "/payments/", "", null, null, false);
    }

    @Override
    public Answer refund(String id) {
        return about(id, "/refunds/", "", null, null, true);
    }

    @Override
    public Answer capture(String key, String id, Money amount) {
        return about(
                id, "/payments/", "/capture", key, json.writeValueAsString(Map.of("amount", amount(amount))), false);
    }

    @Override
    public Answer cancel(String key, String id) {
        return about(id, "/payments/", "/cancel", key, "{}", false);
    }

    @Override
    public @Nullable Hint hint(byte[] message) {
        try {
            var root = json.readTree(message);
            var type = root.path("event").asString("");
            var id = root.path("object").path("id").asString("");
            var isRefund = type.startsWith("refund.");
            return ID.matcher(id).matches() && (isRefund || type.startsWith("payment.")) && type.length() <= 60
                    ? new Hint(type, id, isRefund)
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private Answer about(
            String id, String before, String after, @Nullable String key, @Nullable String body, boolean isRefund) {
        return ID.matcher(id).matches()
                ? ask(key == null ? "GET" : "POST", before + id + after, key, body, isRefund)
                : new Answer.Refused("no id: " + id);
    }

    private Answer ask(String method, String path, @Nullable String key, @Nullable String body, boolean isRefund) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A provider is not waited for with rows locked");
        }
        var here = access.get();
        if (here.url() == null) {
            return new Answer.Unknown("not connected");
        }
        var request = HttpRequest.newBuilder(URI.create(here.url() + path))
                .header("Authorization", "Basic " + basic(here))
                .header("Accept", "application/json")
                .timeout(settings.timeout());
        if (key != null) {
            request.header("Idempotence-Key", key).header("Content-Type", "application/json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return exchange(request.build(), settings.timeout(), isRefund);
    }

    /** The time is for the whole answer: the client's own limit ends with its headers. */
    private Answer exchange(HttpRequest request, Duration limit, boolean isRefund) {
        var running = client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return read(running.get(limit.toMillis(), TimeUnit.MILLISECONDS), isRefund);
        } catch (TimeoutException e) {
            return new Answer.Unknown("no answer in " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            var cause = e.getCause();
            return new Answer.Unknown(Cut.to(LONGEST_WHY, cause == null ? e.toString() : cause.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown("interrupted");
        } finally {
            running.cancel(true);
        }
    }

    private Answer read(HttpResponse<String> response, boolean isRefund) {
        var status = response.statusCode();
        if (status == 200) {
            try {
                return new Answer.Known(remote(json.readTree(response.body()), isRefund));
            } catch (JacksonException | Malformed | DateTimeParseException | IllegalArgumentException e) {
                return new Answer.Unknown(Cut.to(LONGEST_WHY, "unreadable: " + e.getMessage()));
            }
        }
        var why = Cut.to(LONGEST_WHY, status + " " + told(response.body()));
        return switch (status) {
            case 400, 404, 405, 410, 415, 422 -> new Answer.Refused(why);
            // also 401 and 403: with the right password the same question will be answered
            default -> new Answer.Unknown(why);
        };
    }

    private String told(String body) {
        try {
            var error = json.readTree(body);
            return error.path("code").asString("") + " "
                    + error.path("description").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private static Remote remote(JsonNode node, boolean isRefund) {
        var id = node.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no id");
        }
        var metadata = node.path("metadata");
        var lineId = metadata.path("payment_id").asString("");
        var state = OperationState.of(node.path("status").asString(""));
        var at = node.path(isRefund ? "created_at" : "captured_at").asString("");
        return new Remote(
                id,
                isRefund,
                state,
                Money.parse(node.path("amount").path("value").asString("")),
                node.path("amount").path("currency").asString(""),
                lineId.matches("[0-9]{1,18}") ? Long.valueOf(lineId) : null,
                text(metadata.path("contract")),
                text(node.path("payment_id")),
                text(node.path("confirmation").path("confirmation_url")),
                at.isEmpty() ? null : Instant.parse(at),
                text(node.path("cancellation_details").path("reason")));
    }

    private Map<String, Object> receipt(Operation.Order order, String mode) {
        var customer = new LinkedHashMap<String, String>();
        customer.put("phone", order.phone().value().substring(1));
        var email = order.email();
        if (email != null) {
            customer.put("email", email.value());
        }
        var item = new LinkedHashMap<String, Object>();
        item.put("description", description(order.number()));
        item.put("quantity", "1.00");
        item.put("amount", amount(order.amount()));
        item.put("vat_code", settings.vatCode());
        item.put("payment_subject", "service");
        item.put("payment_mode", mode);
        var receipt = new LinkedHashMap<String, Object>();
        receipt.put("customer", customer);
        receipt.put("items", List.of(item));
        if (settings.taxSystemCode() != null) {
            receipt.put("tax_system_code", settings.taxSystemCode());
        }
        return receipt;
    }

    /** What the customer reads at the provider's and on the receipt, in the language of the country. */
    private static String description(ContractNumber number) {
        return "Услуги связи, лицевой счёт " + number.value();
    }

    private static Map<String, String> amount(Money amount) {
        var pair = new LinkedHashMap<String, String>();
        pair.put("value", amount.wire());
        pair.put("currency", "RUB");
        return pair;
    }

    private static String basic(Access access) {
        return Base64.getEncoder()
                .encodeToString((access.shopId() + ":" + access.secret()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(JsonNode node) {
        var text = node.asString("");
        return text.isEmpty() ? null : text;
    }
}
