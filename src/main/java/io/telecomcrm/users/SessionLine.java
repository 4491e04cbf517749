package io.telecomcrm.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session as its owner sees it in the profile. */
public record SessionLine(
        long id, @Nullable String address, @Nullable String browser, Instant createdAt, Instant seenAt) {}
