package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** When a token given now counts as issued: never before the last change of the password. */
    Instant tokenIssuedAt(Instant now) {
        return tokensValidFrom.isAfter(now) ? tokensValidFrom : now;
    }

    /** From when tokens are good if the password changes now. They know whole seconds only: this one's are void too. */
    Instant nextTokensValidFrom(Instant now) {
        return tokenIssuedAt(now).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** This user, acting from an address in a request. */
    Actor actor(@Nullable String address, @Nullable String requestId) {
        return new Actor(id, username, role.code(), effectivePermissions(), address, requestId);
    }
}
