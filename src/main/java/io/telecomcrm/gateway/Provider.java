package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;

/** A provider of online payments. Each call takes at most ten seconds and is never made within a transaction. */
interface Provider {

    /** What the ledger calls it. */
    String code();

    boolean isConnected();

    /** What to ask it for a payment, to be sent as often as needed, always the same. */
    String paymentRequest(Operation.Order order);

    /** What to ask it to give a payment back. */
    String refundRequest(Operation.Order order, String paymentId);

    Answer create(String key, String request);

    Answer refund(String key, String request);

    Answer payment(String id);

    Answer refund(String id);

    /** Takes the money that the customer has set aside. */
    Answer capture(String key, String id, Money amount);

    Answer cancel(String key, String id);

    /** What a message of the provider is about; the rest of it is not believed. */
    @Nullable
    Hint hint(byte[] message);

    /**
     * A reason to ask the provider.
     *
     * @param id what the message calls a payment or a refund
     */
    record Hint(String type, String id, boolean isRefund) {}
}
