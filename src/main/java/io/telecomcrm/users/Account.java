package io.telecomcrm.users;

import java.time.Instant;
import java.util.Set;

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
}
