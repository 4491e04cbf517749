package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many demonstration contracts were entered at once. */
public record ContractsLoaded(long count) implements DomainEvent {

    @Override
    public String action() {
        return "contract.loaded";
    }

    @Override
    public String objectType() {
        return "contract";
    }

    @Override
    public @Nullable Long objectId() {
        return null;
    }

    @Override
    public Map<String, Change> changes() {
        return Map.of("count", new Change(null, count));
    }
}
