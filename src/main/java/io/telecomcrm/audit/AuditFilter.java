package io.telecomcrm.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; what is null doesn't matter.
 *
 * @param from inclusive
 * @param until exclusive
 */
record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Long actorId,
        @Nullable String username,
        @Nullable String action,
        @Nullable String objectType,
        @Nullable Long objectId,
        @Nullable String address) {

    /** Everything that was done to one thing. */
    static AuditFilter of(String objectType, long objectId) {
        return new AuditFilter(null, null, null, null, null, objectType, objectId, null);
    }
}
