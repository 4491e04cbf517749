package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What signing in and every call of the API need to know of a user. */
record Account(
        long id,
        String username,
        String fullName,
        Role role,
        boolean isActive,
        boolean mustChangePassword,
        String passwordHash,
        Instant tokensValidFrom,
        Set<String> permissions) {

    /** Until a one-time password is replaced, its user may do nothing else. */
    Set<String> effectivePermissions() {
        return mustChangePassword ? Set.of() : permissions;
    }

    /** This user, acting from an address in a request. */
    Actor actor(@Nullable String address, @Nullable String requestId) {
        return new Actor(id, username, role.code(), effectivePermissions(), address, requestId);
    }
}
