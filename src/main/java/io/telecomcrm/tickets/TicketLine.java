package io.telecomcrm.tickets;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Phone;
import org.jspecify.annotations.Nullable;

/** A ticket with the names of what it belongs to, as lists and cards show it. */
public record TicketLine(
        Ticket ticket,
        Customer customer,
        @Nullable Contract contract,
        @Nullable Assignee assignedTo) {

    /** Who asked. */
    public record Customer(long id, String fullName, Phone phone) {}

    /** The line it is about. */
    public record Contract(long id, ContractNumber number) {}

    /** Who works on it. */
    public record Assignee(long id, String username, String fullName) {}

    public long id() {
        return ticket.id();
    }
}
