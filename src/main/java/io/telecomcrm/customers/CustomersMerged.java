package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two customers became one. Whoever hangs things on customers moves all of the other's to the survivor now: the other's
 * row goes away when everybody has heard.
 */
public record CustomersMerged(long survivor, long other, Map<String, Change> chosen) implements DomainEvent {

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

    @Override
    public Map<String, Change> changes() {
        var changes = new LinkedHashMap<String, Change>();
        changes.put("merged", new Change(null, other));
        changes.putAll(chosen);
        return changes;
    }
}
