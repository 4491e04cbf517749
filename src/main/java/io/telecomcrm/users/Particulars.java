package io.telecomcrm.users;

import org.jspecify.annotations.Nullable;

/** What an Admin says about a user, but for the password. */
public record Particulars(
        String username, String fullName, @Nullable String email, Role role, boolean isActive) {}
