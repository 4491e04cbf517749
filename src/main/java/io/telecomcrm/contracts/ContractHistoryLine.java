package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of a contract.
 *
 * @param what {@code tariff_changed} and the like, as {@link ContractEvent#what} calls it
 * @param from where it stood before; null where that stayed as it was
 */
public record ContractHistoryLine(
        long id,
        Instant at,
        @Nullable Long actorId,
        String actor,
        String what,
        @Nullable ContractStatus from,
        @Nullable ContractStatus to,
        Map<String, Change> changes,
        @Nullable String note) {}
