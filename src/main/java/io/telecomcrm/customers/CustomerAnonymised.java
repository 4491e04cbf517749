package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The personal data of a customer who left was removed. Whoever keeps words about customers removes theirs now.
 *
 * @param formerName what they were called; for those who wrote it down, not for the audit
 * @param name what they are called from now on
 * @param removed the fields, as masked as personal data ever is
 */
public record CustomerAnonymised(
        Long objectId, String formerName, String name, String reason, Map<String, Change> removed)
        implements DomainEvent {

    @Override
    public String action() {
        return "customer.anonymised";
    }

    @Override
    public String objectType() {
        return "customer";
    }

    @Override
    public Map<String, Change> changes() {
        var changes = new LinkedHashMap<String, Change>();
        changes.put("reason", new Change(null, reason));
        changes.putAll(removed);
        return changes;
    }
}
