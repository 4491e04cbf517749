package io.telecomcrm.tickets;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What staff write down of a ticket and may correct until it is closed. */
public record TicketDetails(
        long customerId,
        @Nullable Long contractId,
        String subject,
        @Nullable String description,
        TicketPriority priority) {

    /** Whether it is about the same customer and contract. */
    boolean concernsSameAs(TicketDetails other) {
        return customerId == other.customerId && Objects.equals(contractId, other.contractId);
    }
}
