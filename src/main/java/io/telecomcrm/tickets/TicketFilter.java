package io.telecomcrm.tickets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows; what is absent doesn't matter.
 *
 * @param statuses one of which a ticket has
 * @param priorities one of which a ticket has
 * @param open whether there is still something to do
 * @param assigned whether somebody works on it
 * @param overdue whether it is overdue, at {@code now}
 * @param search words, all of which must be found
 */
public record TicketFilter(
        Instant now,
        @Nullable List<TicketStatus> statuses,
        @Nullable List<TicketPriority> priorities,
        @Nullable Boolean open,
        @Nullable Boolean assigned,
        @Nullable Long assignedTo,
        @Nullable Boolean overdue,
        @Nullable Long customer,
        @Nullable Long contract,
        @Nullable Long previous,
        @Nullable String number,
        Period created,
        Period due,
        @Nullable String search) {

    /** From the first instant on, up to the second but without it. */
    public record Period(@Nullable Instant from, @Nullable Instant to) {

        static final Period ALWAYS = new Period(null, null);
    }

    static TicketFilter all(Instant now) {
        return of(null, null, now);
    }

    /** The tickets of a customer or of a contract. */
    static TicketFilter of(@Nullable Long customer, @Nullable Long contract, Instant now) {
        return new TicketFilter(
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                customer,
                contract,
                null,
                null,
                Period.ALWAYS,
                Period.ALWAYS,
                null);
    }

    /** Whether the kept counts answer how many there are. */
    boolean isByStatusOnly() {
        return priorities == null
                && open == null
                && assigned == null
                && assignedTo == null
                && overdue == null
                && customer == null
                && contract == null
                && previous == null
                && number == null
                && created.equals(Period.ALWAYS)
                && due.equals(Period.ALWAYS)
                && search == null;
    }
}
