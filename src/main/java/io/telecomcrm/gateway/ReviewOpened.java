package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;

/** Money came or went that nobody could place: a case waits for a decision. */
public record ReviewOpened(long id, ReviewReason reason) implements DomainEvent {

    @Override
    public String action() {
        return "gateway_review.opened";
    }

    @Override
    public String objectType() {
        return "gateway_review";
    }

    @Override
    public Long objectId() {
        return id;
    }

    @Override
    public Map<String, Change> changes() {
        return Map.of("reason", new Change(null, reason.code()));
    }
}
