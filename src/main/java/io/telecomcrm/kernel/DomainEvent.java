package io.telecomcrm.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and can't be undone. Published in the transaction that caused it and heard in the same
 * transaction; the audit writes down each one.
 */
public interface DomainEvent {

    /** What was done, as the audit and its filter call it: {@code customer.updated}. */
    String action();

    /** The kind of thing it was done to: {@code customer}; empty where there is none. */
    String objectType();

    @Nullable
    Long objectId();

    /** Field by field, before and after; empty where the action itself says all. Personal data is masked. */
    default Map<String, Change> changes() {
        return Map.of();
    }
}
