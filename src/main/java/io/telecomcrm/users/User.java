package io.telecomcrm.users;

import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person of the staff who can sign in. */
public record User(
        long id,
        String username,
        String fullName,
        @Nullable Email email,
        Role role,
        boolean isActive,
        boolean mustChangePassword,
        @Nullable Instant lastLoginAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** What this user becomes with other particulars. */
    User with(Particulars particulars) {
        return new User(
                id,
                particulars.username(),
                particulars.fullName(),
                particulars.email(),
                particulars.role(),
                particulars.isActive(),
                mustChangePassword,
                lastLoginAt,
                createdAt,
                updatedAt,
                version);
    }

    Particulars particulars() {
        return new Particulars(username, fullName, email, role, isActive);
    }

    boolean isActiveAdmin() {
        return isActive && role == Role.ADMIN;
    }

    /** Names and addresses of the staff are no secrets in the audit, unlike those of customers. */
    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("username", username);
        facts.put("full_name", fullName);
        facts.put("email", email == null ? "" : email.value());
        facts.put("role", role.code());
        facts.put("is_active", isActive);
        return facts;
    }

    /** Nobody may change their own standing, or that of somebody above them. */
    void checkChangedBy(@Nullable Long actor, @Nullable Role actorsRole, User after) {
        if (actor != null && actor == id) {
            if (after.role != role) {
                throw new Refusal("users.own_role");
            }
            if (!after.isActive) {
                throw new Refusal("users.own_account");
            }
        }
        if (actorsRole != null && (role.compareTo(actorsRole) > 0 || after.role.compareTo(actorsRole) > 0)) {
            throw new Refusal("users.above_own_role");
        }
    }
}
