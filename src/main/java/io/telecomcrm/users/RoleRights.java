package io.telecomcrm.users;

import java.util.Set;

/** A role and what it may do. */
public record RoleRights(Role role, long version, Set<String> permissions) {

    /** The Admin may do everything, for ever: else nobody could give a right back. */
    boolean isFixed() {
        return role == Role.ADMIN;
    }
}
