package io.telecomcrm.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the log is sealed and checked.
 *
 * @param unsealed entries behind the last seal, counted up to 1000
 * @param unsealedSince when the first of them happened
 * @param checking whether a check runs or is about to
 */
public record AuditState(
        long seal,
        @Nullable Instant sealedAt,
        int unsealed,
        @Nullable Instant unsealedSince,
        @Nullable Check check,
        boolean checking) {}
