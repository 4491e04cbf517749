package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A customer turned out to be another one; what they were is kept by the audit alone. */
public record CustomerMergedAway(Long objectId, long survivor, Map<String, Change> gone) implements DomainEvent {

    @Override
    public String action() {
        return "customer.merged_away";
    }

    @Override
    public String objectType() {
        return "customer";
    }

    @Override
    public Map<String, Change> changes() {
        var changes = new LinkedHashMap<String, Change>();
        changes.put("merged_into", new Change(null, survivor));
        changes.putAll(gone);
        return changes;
    }
}
