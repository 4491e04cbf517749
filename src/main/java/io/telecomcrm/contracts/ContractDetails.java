package io.telecomcrm.contracts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a draft says, all of which can still be changed. */
public record ContractDetails(long customerId, @Nullable Long simId, long tariffId, LocalDate signedOn) {

    ContractTerms terms() {
        return new ContractTerms(customerId, tariffId, signedOn, null);
    }
}
