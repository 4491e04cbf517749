package io.telecomcrm.users;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which users to list; null means any. */
record UserFilter(
        List<String> terms,
        @Nullable List<Role> roles,
        @Nullable Boolean isActive,
        @Nullable String username,
        @Nullable String email,
        @Nullable LocalDate createdAfter,
        @Nullable LocalDate createdBefore) {

    static UserFilter of(List<String> terms, @Nullable Role role, @Nullable Boolean isActive) {
        return new UserFilter(terms, role == null ? null : List.of(role), isActive, null, null, null, null);
    }
}
