package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;

/** A customer was changed. */
public record CustomerUpdated(Long objectId, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String action() {
        return "customer.updated";
    }

    @Override
    public String objectType() {
        return "customer";
    }
}
