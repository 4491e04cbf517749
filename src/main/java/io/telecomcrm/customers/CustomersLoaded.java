package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many demonstration customers were entered at once. */
public record CustomersLoaded(long count) implements DomainEvent {

    @Override
    public String action() {
        return "customer.loaded";
    }

    @Override
    public String objectType() {
        return "customer";
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
