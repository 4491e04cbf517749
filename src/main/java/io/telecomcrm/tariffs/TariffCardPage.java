package io.telecomcrm.tariffs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tariff as its page shows it.
 *
 * @param used whether a contract ever had it, so that it can't be deleted
 * @param history whether the tab of the history is open
 */
public record TariffCardPage(
        TariffLine line,
        boolean used,
        boolean history,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String updatedBy) {

    public Tariff tariff() {
        return line.tariff();
    }

    public String path() {
        return "/tariffs/" + tariff().id();
    }

    /** How many drafts there are, which can't be activated while it is archived. */
    public long drafts() {
        return line.contracts() - line.subscribers();
    }
}
