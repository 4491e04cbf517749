package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.util.Map;

/**
 * What lines of a ledger add up to by their kinds; what goes away is negative.
 *
 * @param undone what of it was undone as a mistake by lines that are not among these
 */
public record PaymentSums(Map<PaymentKind, Money> sums, Money undone) {

    public Money of(PaymentKind kind) {
        return sums.getOrDefault(kind, Money.ZERO);
    }
}
