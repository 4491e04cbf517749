package io.telecomcrm.contracts;

import java.time.Instant;

/** A block that has ended. */
public record PastBlock(BlockReason reason, Instant since, Instant liftedAt, String setBy, String liftedBy) {}
