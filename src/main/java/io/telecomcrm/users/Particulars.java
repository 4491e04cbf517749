package io.telecomcrm.users;

import io.telecomcrm.kernel.Email;
import org.jspecify.annotations.Nullable;

/** What an Admin says about a user, but for the password. */
public record Particulars(
        String username, String fullName, @Nullable Email email, Role role, boolean isActive) {}
