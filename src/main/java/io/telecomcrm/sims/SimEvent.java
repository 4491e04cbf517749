package io.telecomcrm.sims;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something was done to a card itself: it was entered, changed, deleted, or its codes were shown. */
public record SimEvent(String action, @Nullable Long objectId, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String objectType() {
        return "sim";
    }
}
