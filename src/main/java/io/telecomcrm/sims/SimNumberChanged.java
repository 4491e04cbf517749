package io.telecomcrm.sims;

import io.telecomcrm.kernel.Msisdn;
import org.jspecify.annotations.Nullable;

/** The number of a contract's card became another one; the contract hears it in the same transaction. */
public record SimNumberChanged(
        long simId,
        long contractId,
        @Nullable Msisdn before,
        @Nullable Msisdn after) {}
