package io.telecomcrm.tickets;

import org.jspecify.annotations.Nullable;

/** What staff write down of a ticket and may correct until it is closed. */
public record TicketDetails(
        long customerId,
        @Nullable Long contractId,
        String subject,
        @Nullable String description,
        TicketPriority priority) {}
