package io.telecomcrm.tickets;

import io.telecomcrm.web.ListView;
import java.time.Instant;

/**
 * The tickets of a customer or a contract, as a tab of their card shows them.
 *
 * @param of whose they are, a path such as {@code /customers/7}
 * @param name of the customer, or number of the contract
 * @param start where a new ticket of theirs begins
 */
public record TicketTab(
        ListView<TicketLine> view, String of, String name, String start, boolean ofCustomer, Instant now) {}
