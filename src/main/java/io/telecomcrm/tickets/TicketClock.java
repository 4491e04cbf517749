package io.telecomcrm.tickets;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a ticket's first answer and its solution are due. The clock runs around the clock from the creation on and stands
 * still only while we wait for the customer.
 *
 * @param respondedAt when the first answer was given; its target doesn't move after that
 * @param waitingSince null while the clock runs
 * @param waited how long it has stood still so far, the present pause not counted
 */
public record TicketClock(
        Instant responseDueAt,
        @Nullable Instant respondedAt,
        Instant dueAt,
        @Nullable Instant waitingSince,
        Duration waited) {

    static TicketClock started(TicketPriority priority, Instant createdAt, TicketSettings targets) {
        return new TicketClock(
                createdAt.plus(targets.response(priority)),
                null,
                createdAt.plus(targets.resolution(priority)),
                null,
                Duration.ZERO);
    }

    /** A changed priority counts anew from the creation. */
    TicketClock counting(TicketPriority priority, Instant createdAt, TicketSettings targets) {
        var from = createdAt.plus(waited);
        return new TicketClock(
                respondedAt == null ? from.plus(targets.response(priority)) : responseDueAt,
                respondedAt,
                from.plus(targets.resolution(priority)),
                waitingSince,
                waited);
    }

    /** An answer given during a pause was due that much later. */
    TicketClock responded(Instant now) {
        return respondedAt != null
                ? this
                : new TicketClock(responseDueAt.plus(pause(now)), now, dueAt, waitingSince, waited);
    }

    TicketClock paused(Instant now) {
        return new TicketClock(responseDueAt, respondedAt, dueAt, now, waited);
    }

    /** What was due moves by the length of the pause. */
    TicketClock running(Instant now) {
        if (waitingSince == null) {
            return this;
        }
        var pause = pause(now);
        return new TicketClock(
                respondedAt == null ? responseDueAt.plus(pause) : responseDueAt,
                respondedAt,
                dueAt.plus(pause),
                null,
                waited.plus(pause));
    }

    private Duration pause(Instant now) {
        return waitingSince != null && now.isAfter(waitingSince) ? Duration.between(waitingSince, now) : Duration.ZERO;
    }

    /** When the next of the two targets is missed; null while it can't be, for the clock stands. */
    @Nullable
    Instant missedFrom() {
        var next = respondedAt == null && responseDueAt.isBefore(dueAt) ? responseDueAt : dueAt;
        return waitingSince != null && next.isAfter(waitingSince) ? null : next;
    }
}
