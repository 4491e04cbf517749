package io.telecomcrm.tickets;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a ticket, without its content.
 *
 * @param comment the word it came with; null where it came alone
 * @param mediaType ours, by what the file really is, and never what its sender called it
 * @param size in bytes
 */
public record Attachment(
        long id, @Nullable Long comment, String name, String mediaType, long size, String author, Instant createdAt) {}
