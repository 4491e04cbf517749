package io.telecomcrm.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When money came, as somebody else's clock says. */
final class PaidAt {

    /** Older than that is no memory but a mistake, and would get into books that are closed. */
    private static final Duration OLDEST = Duration.ofDays(366);

    private PaidAt() {}

    /** The time that was told if it can be true, else the time when we heard of it. */
    static Instant of(@Nullable Instant told, Instant heard) {
        return told == null || told.isAfter(heard) || told.isBefore(heard.minus(OLDEST)) ? heard : told;
    }
}
