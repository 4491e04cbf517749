package io.telecomcrm.sims;

import io.telecomcrm.kernel.Msisdn;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of a card.
 *
 * @param statusFrom null when the card was entered
 * @param contractNumberFrom null also where the contract, a draft, is gone
 */
public record SimHistoryLine(
        long id,
        Instant at,
        @Nullable Long actorId,
        String actor,
        SimMove event,
        @Nullable SimStatus statusFrom,
        @Nullable SimStatus statusTo,
        @Nullable Long contractFrom,
        @Nullable String contractNumberFrom,
        @Nullable Long contractTo,
        @Nullable String contractNumberTo,
        @Nullable Msisdn msisdnFrom,
        @Nullable Msisdn msisdnTo,
        @Nullable String reason) {

    public boolean isNumberChanged() {
        return !Objects.equals(msisdnFrom, msisdnTo);
    }

    public boolean isContractChanged() {
        return !Objects.equals(contractFrom, contractTo);
    }
}
