package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;

/** Somebody looked at a customer's personal data for the purpose they stated. */
public record CustomerRevealed(Long objectId, String purpose) implements DomainEvent {

    @Override
    public String action() {
        return "customer.revealed";
    }

    @Override
    public String objectType() {
        return "customer";
    }

    @Override
    public Map<String, Change> changes() {
        return Map.of("purpose", new Change(null, purpose));
    }
}
