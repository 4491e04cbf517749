package io.telecomcrm.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the log, newest first.
 *
 * @param newer from where the page before this one ends, null on the first
 * @param older from where the next page begins, null on the last
 */
public record AuditPage(
        List<AuditEntry> entries,
        @Nullable Position newer,
        @Nullable Position older) {}
