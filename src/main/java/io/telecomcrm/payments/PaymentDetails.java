package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a payment that is taken.
 *
 * @param amount above zero
 * @param transactionId what the bank or the cash register calls it, by which it is found again and never posted twice
 */
public record PaymentDetails(
        long contractId,
        Money amount,
        PaymentMethod method,
        @Nullable String transactionId,
        @Nullable String description) {

    /** Whether the same money goes the same way. */
    boolean isSameMoney(PaymentDetails other) {
        return contractId == other.contractId && amount.equals(other.amount) && method == other.method;
    }
}
