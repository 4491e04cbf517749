package io.telecomcrm.sims;

import io.telecomcrm.kernel.Msisdn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A card as a list shows it, with whose it is. */
public record SimLine(
        long id,
        Iccid iccid,
        @Nullable Msisdn msisdn,
        SimStatus status,
        @Nullable Long contractId,
        @Nullable String contractNumber,
        @Nullable Long customerId,
        @Nullable String customerName,
        @Nullable String batch,
        Instant createdAt) {

    public SimState state() {
        return SimState.of(status, contractId != null);
    }
}
