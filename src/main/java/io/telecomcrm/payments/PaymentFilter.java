package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the ledger a list shows; what is absent doesn't matter.
 *
 * @param kinds null for all, empty for none, like statuses and methods
 * @param bySize whether the amounts are bounded without their signs
 * @param to exclusive
 * @param cashier whoever entered them
 * @param search words, all of which must be found
 */
public record PaymentFilter(
        @Nullable Long contract,
        @Nullable Long customer,
        @Nullable List<PaymentKind> kinds,
        @Nullable List<PaymentStatus> statuses,
        @Nullable List<PaymentMethod> methods,
        @Nullable Money amountFrom,
        @Nullable Money amountTo,
        boolean bySize,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long cashier,
        @Nullable String search) {

    public static final PaymentFilter ALL =
            new PaymentFilter(null, null, null, null, null, null, null, false, null, null, null, null);

    public static PaymentFilter ofCustomer(long customer) {
        return new PaymentFilter(null, customer, null, null, null, null, null, false, null, null, null, null);
    }

    public static PaymentFilter ofContract(long contract, @Nullable List<PaymentKind> kinds) {
        return new PaymentFilter(contract, null, kinds, null, null, null, null, false, null, null, null, null);
    }

    /** Whether an index has them by when they were paid, and so the newest first. */
    boolean isByTime() {
        return from != null || to != null || cashier != null || methods != null && methods.size() == 1;
    }

    /** Whether the lines that undo others aren't among them: adjustments, with which no money moves. */
    boolean isWithoutUndoing() {
        return kinds != null && !kinds.contains(PaymentKind.ADJUSTMENT)
                || methods != null && !methods.contains(PaymentMethod.INTERNAL);
    }

    /** Whether the kept counts answer how many there are. */
    boolean isCounted() {
        return equals(new PaymentFilter(null, null, null, statuses, null, null, null, bySize, null, null, null, null));
    }

    /** Whether the kept sums of days answer what they add up to. */
    boolean isOfDays() {
        return equals(new PaymentFilter(null, null, kinds, null, methods, null, null, bySize, from, to, null, null));
    }
}
