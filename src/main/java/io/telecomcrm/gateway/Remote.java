package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment or a refund as its provider has it, read from the provider itself.
 *
 * @param lineId the line of our ledger, as we told the provider
 * @param contract the number of its contract, as we told the provider
 * @param paymentId of a refund, the payment that it gives back
 * @param at when it succeeded
 * @param reason why it was canceled
 */
record Remote(
        String id,
        boolean isRefund,
        OperationState state,
        Money amount,
        String currency,
        @Nullable Long lineId,
        @Nullable String contract,
        @Nullable String paymentId,
        @Nullable String confirmationUrl,
        @Nullable Instant at,
        @Nullable String reason) {}
