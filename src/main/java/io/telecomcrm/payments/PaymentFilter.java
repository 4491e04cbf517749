package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the ledger a list shows; what is absent doesn't matter.
 *
 * @param kinds empty for all, like statuses and methods
 * @param to exclusive
 * @param search words, all of which must be found
 */
public record PaymentFilter(
        @Nullable Long contract,
        @Nullable Long customer,
        List<PaymentKind> kinds,
        List<PaymentStatus> statuses,
        List<PaymentMethod> methods,
        @Nullable Money amountFrom,
        @Nullable Money amountTo,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String search) {

    public static final PaymentFilter ALL =
            new PaymentFilter(null, null, List.of(), List.of(), List.of(), null, null, null, null, null);

    public static PaymentFilter ofCustomer(long customer) {
        return new PaymentFilter(null, customer, List.of(), List.of(), List.of(), null, null, null, null, null);
    }

    public static PaymentFilter ofContract(long contract, List<PaymentKind> kinds) {
        return new PaymentFilter(contract, null, kinds, List.of(), List.of(), null, null, null, null, null);
    }

    /** Whether an index has them by when they were paid, and so the newest first. */
    boolean isByTime() {
        return from != null || to != null || methods.size() == 1;
    }

    /** Whether the kept counts answer how many there are. */
    boolean isCounted() {
        return equals(new PaymentFilter(null, null, List.of(), statuses, List.of(), null, null, null, null, null));
    }
}
