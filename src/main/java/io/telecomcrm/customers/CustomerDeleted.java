package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;

/** A customer was deleted. */
public record CustomerDeleted(Long objectId, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String action() {
        return "customer.deleted";
    }

    @Override
    public String objectType() {
        return "customer";
    }
}
