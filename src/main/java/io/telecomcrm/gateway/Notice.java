package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider that signs its messages tells, and may be believed.
 *
 * @param eventId its name for the message, the same however often it comes
 * @param transactionId its name for the payment, of a refund too
 * @param account what the payer typed: the number of a contract or of a telephone
 */
record Notice(
        String eventId,
        String type,
        String transactionId,
        @Nullable String account,
        Money amount,
        String currency,
        @Nullable Instant paidAt) {

    static final String SUCCEEDED = "payment.succeeded";
    static final String CANCELED = "payment.canceled";
    static final String REFUNDED = "refund.succeeded";

    /** Nobody has so much; sums of it must still fit. */
    private static final Money MOST = Money.ofRubles(1_000_000_000);

    private static final Set<String> TYPES = Set.of(SUCCEEDED, CANCELED, REFUNDED);

    /** Of a message, so that the ledger has room for it. */
    private static final int LONGEST_NAME = 90;

    /** Characters that don't show; names of things have none. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,100}");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /**
     * @throws IllegalArgumentException with what is wrong, in English, for the list of messages
     * @throws Malformed if the amount is no amount
     */
    static Notice read(JsonMapper json, byte[] body) {
        try {
            var root = json.readTree(body);
            var type = name(root, "type");
            if (!TYPES.contains(type)) {
                throw new IllegalArgumentException("type");
            }
            var said = root.path("amount");
            var amount = Money.parse(said.isNumber() ? Fields.plain(said) : said.asString(""));
            if (amount.compareTo(Money.ZERO) <= 0 || amount.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("amount");
            }
            var currency = root.path("currency").asString("");
            if (!CURRENCY.matcher(currency).matches()) {
                throw new IllegalArgumentException("currency");
            }
            var account = root.path("account").asString("");
            return new Notice(
                    name(root, "event_id"),
                    type,
                    name(root, "transaction_id"),
                    NAME.matcher(account).matches() ? account : null,
                    amount,
                    currency,
                    paidAt(root));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("unreadable");
        }
    }

    /** What can be told of a message that can't be read whole, but came from who may be believed; no type where nothing can. */
    record Gist(
            @Nullable String type,
            @Nullable String transactionId,
            @Nullable String refundId) {

        /** Of what can't be read at all nobody knows. */
        boolean isOfMoney() {
            return type == null || SUCCEEDED.equals(type) || REFUNDED.equals(type);
        }

        boolean isRefund() {
            return REFUNDED.equals(type);
        }
    }

    static Gist gist(JsonMapper json, byte[] body) {
        try {
            var root = json.readTree(body);
            var name = root.path("transaction_id").asString("");
            var event = root.path("event_id").asString("");
            var type = root.path("type").asString("");
            return new Gist(
                    type.isBlank() ? null : type,
                    NAME.matcher(name).matches() ? name : null,
                    NAME.matcher(event).matches() ? refundId(event) : null);
        } catch (JacksonException e) {
            return new Gist(null, null, null);
        }
    }

    boolean isRefund() {
        return type.equals(REFUNDED);
    }

    /** The ledger's name for a refund, which has none of its own: that of the message, or what stands for a long one. */
    String refundId() {
        return refundId(eventId);
    }

    private static String refundId(String eventId) {
        var isShort = eventId.length() <= LONGEST_NAME;
        return "refund " + (isShort ? eventId : UUID.nameUUIDFromBytes(eventId.getBytes(StandardCharsets.UTF_8)));
    }

    /** Null where it says no moment: the money counts from when it was told of. */
    private static @Nullable Instant paidAt(JsonNode root) {
        try {
            return OffsetDateTime.parse(root.path("paid_at").asString("")).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String name(JsonNode root, String field) {
        var name = root.path(field).asString("");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(field);
        }
        return name;
    }
}
