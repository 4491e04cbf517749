package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something happened to a ticket: created, updated, assigned, moved, commented, attached, deleted; or many were loaded. */
public record TicketEvent(String action, @Nullable Long objectId, Map<String, Change> changes) implements DomainEvent {

    static TicketEvent of(String what, @Nullable Long ticket, Map<String, Change> changes) {
        return new TicketEvent("ticket." + what, ticket, changes);
    }

    @Override
    public String objectType() {
        return "ticket";
    }
}
