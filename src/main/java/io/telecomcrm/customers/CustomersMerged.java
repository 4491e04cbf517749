package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;

/**
 * Two customers became one. Whoever hangs things on customers moves all of the other's to the survivor now: the other's
 * row goes away when everybody has heard.
 */
public record CustomersMerged(long survivor, long other, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String action() {
        return "customer.merged";
    }

    @Override
    public String objectType() {
        return "customer";
    }

    @Override
    public Long objectId() {
        return survivor;
    }
}
