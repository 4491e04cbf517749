package io.telecomcrm.contracts;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a contract is suspended now.
 *
 * @param until the first day of service again; only where the subscriber wished for the block
 */
public record Block(
        BlockReason reason,
        Instant since,
        @Nullable LocalDate until,
        @Nullable String note,
        String setBy) {}
