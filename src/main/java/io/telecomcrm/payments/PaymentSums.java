package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.util.Map;

/** What lines of a ledger add up to by their kinds; what goes away is negative. */
public record PaymentSums(Map<PaymentKind, Money> sums) {

    public Money of(PaymentKind kind) {
        return sums.getOrDefault(kind, Money.ZERO);
    }
}
