package io.telecomcrm.contracts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What was agreed: who signed, when, for which tariff. */
public record ContractTerms(
        long customerId,
        long tariffId,
        LocalDate signedOn,
        @Nullable PendingTariff pendingTariff) {

    ContractTerms ofCustomer(long customer) {
        return new ContractTerms(customer, tariffId, signedOn, pendingTariff);
    }

    ContractTerms withTariff(long tariff) {
        return new ContractTerms(customerId, tariff, signedOn, null);
    }

    ContractTerms withPending(@Nullable PendingTariff pending) {
        return new ContractTerms(customerId, tariffId, signedOn, pending);
    }
}
