package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Payments that the customer makes at a provider's, and what goes back the same way; a gateway makes them. What is begun
 * stands in the ledger as pending, in the caller's transaction; only when that is committed, the provider is told.
 */
public interface OnlinePayments {

    /** Whether a provider is connected. */
    boolean isOffered();

    /**
     * Begins a payment; its method is online.
     *
     * @param requestKey of the form that was sent, so that a double click begins one; null without a form
     */
    Payments.Taken begin(PaymentDetails details, @Nullable String requestKey);

    /** Whether the provider of a payment gives it back when we ask. */
    boolean givesBack(Payment paid);

    /**
     * Begins to give a payment back.
     *
     * @param amount null for all that is left
     */
    Payment beginRefund(long id, @Nullable Money amount, String reason);

    /**
     * Tells the provider what was begun, outside of any transaction, and notes the answer. It may take ten seconds, and
     * without an answer it is told again later; a second call for the same line does no harm.
     */
    void send(long id);

    /** Asks the provider to give up what it has not been paid yet; whether the line is declined now. */
    boolean cancel(long id);
}
