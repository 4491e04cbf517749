package io.telecomcrm.notifications;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send a message.
 *
 * @param outcome {@code sent}, {@code busy}, {@code failed}, {@code refused} or {@code unsent}
 * @param details in the words of whoever refused it
 * @param parts what became of the parts of a short message
 */
public record Attempt(
        long id, Instant at, String outcome, @Nullable String details, List<Part> parts) {

    /** @param state what the centre said last that counts; null for nothing yet */
    public record Part(
            String messageId,
            @Nullable String state,
            @Nullable Instant at) {}
}
