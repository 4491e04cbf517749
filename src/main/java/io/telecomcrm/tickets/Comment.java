package io.telecomcrm.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word on a ticket: to the customer, or among ourselves.
 *
 * @param author as the account was called then
 */
public record Comment(
        long id,
        @Nullable Long authorId,
        String author,
        String text,
        boolean isInternal,
        Instant createdAt,
        List<Attachment> attachments) {}
