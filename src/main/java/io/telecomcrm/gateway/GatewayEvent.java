package io.telecomcrm.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider told us, and what became of it.
 *
 * @param type as far as the body says
 * @param transactionId what it tells of, as the provider calls it
 * @param lineId the line of the ledger that it led to
 * @param nextAt when it is looked at again
 */
public record GatewayEvent(
        long id,
        String provider,
        Instant receivedAt,
        String address,
        EventState state,
        @Nullable String type,
        @Nullable String transactionId,
        @Nullable Long lineId,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable String note,
        @Nullable Instant processedAt) {

    /** All that was told of the same. */
    public String siblings() {
        return "/gateway/events?q="
                + URLEncoder.encode(transactionId == null ? "" : transactionId, StandardCharsets.UTF_8);
    }
}
