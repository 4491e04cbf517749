package io.telecomcrm.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page of the log ends: in an address it is {@code 1764547200000.4711}. */
public record Position(Instant at, long id) {

    static Position of(AuditEntry entry) {
        return new Position(entry.at(), entry.id());
    }

    /** Null for what is no position: the list then begins at its beginning. */
    static @Nullable Position parse(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,14}\\.[0-9]{1,18}")) {
            return null;
        }
        var parts = text.split("\\.");
        return new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "." + id;
    }
}
