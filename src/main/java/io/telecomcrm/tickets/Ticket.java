package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer asked or complained about. Each verb says where it may start and returns the ticket as it becomes.
 *
 * @param number what people call it
 * @param assignedTo the user who works on it
 * @param createdBy who took it in, as the account was called then
 * @param previous the closed ticket that this one goes on from
 * @param quietSince when the last word was said on it after it was resolved
 * @param version goes up with every change, comments and files aside
 */
public record Ticket(
        long id,
        String number,
        TicketDetails details,
        TicketStatus status,
        @Nullable Long assignedTo,
        @Nullable Long createdById,
        String createdBy,
        @Nullable Long previous,
        TicketClock clock,
        @Nullable Instant resolvedAt,
        @Nullable Instant quietSince,
        @Nullable Instant closedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String updatedBy,
        long version) {

    public TicketPriority priority() {
        return details.priority();
    }

    /** Where it can go from here. */
    public List<TicketStatus> allowed(Instant now, TicketSettings settings) {
        return switch (status) {
            case NEW -> List.of(TicketStatus.IN_PROGRESS);
            case IN_PROGRESS -> List.of(TicketStatus.WAITING, TicketStatus.RESOLVED);
            case WAITING -> List.of(TicketStatus.IN_PROGRESS, TicketStatus.RESOLVED);
            case RESOLVED ->
                isQuietFor(settings.reopenHours(), now)
                        ? List.of(TicketStatus.CLOSED)
                        : List.of(TicketStatus.IN_PROGRESS, TicketStatus.CLOSED);
            case CLOSED -> List.of();
        };
    }

    /** From when on it is overdue if nothing is done; null where nothing has to be done in time. */
    public @Nullable Instant overdueFrom() {
        return status.isOpen() ? clock.missedFrom() : null;
    }

    public boolean isOverdue(Instant now) {
        var from = overdueFrom();
        return from != null && !now.isBefore(from);
    }

    /** Whether the first answer is due before the solution. */
    boolean isResponseNext() {
        return clock.respondedAt() == null && clock.responseDueAt().isBefore(clock.dueAt());
    }

    Ticket move(TicketStatus to, Instant now, TicketSettings settings) {
        if (!allowed(now, settings).contains(to)) {
            throw refused("ticket_move", now, settings, status, to);
        }
        return switch (to) {
            case NEW -> throw new IllegalStateException("No ticket becomes new again");
            case IN_PROGRESS -> become(to, assignedTo, clock.running(now), null, null, null);
            case WAITING -> become(to, assignedTo, clock.paused(now), null, null, null);
            case RESOLVED -> become(to, assignedTo, clock.running(now), now, now, null);
            case CLOSED -> become(to, assignedTo, clock, resolvedAt, null, now);
        };
    }

    /** A new ticket that gets somebody is in progress; taking them off keeps the status. */
    Ticket assign(@Nullable Long to, Instant now, TicketSettings settings) {
        notClosed(now, settings);
        var begins = status == TicketStatus.NEW && to != null;
        return become(begins ? TicketStatus.IN_PROGRESS : status, to, clock, resolvedAt, quietSince, closedAt);
    }

    Ticket edit(TicketDetails as, Instant now, TicketSettings settings) {
        notClosed(now, settings);
        var counted = as.priority() == priority() ? clock : clock.counting(as.priority(), createdAt, settings);
        return new Ticket(
                id,
                number,
                as,
                status,
                assignedTo,
                createdById,
                createdBy,
                previous,
                counted,
                resolvedAt,
                quietSince,
                closedAt,
                createdAt,
                updatedAt,
                updatedBy,
                version);
    }

    /** Something was said on it: the first public word is our answer, any word breaks the silence after a solution. */
    Ticket hear(boolean internal, Instant now, TicketSettings settings) {
        notClosed(now, settings);
        return become(
                status,
                assignedTo,
                internal ? clock : clock.responded(now),
                resolvedAt,
                status == TicketStatus.RESOLVED ? now : null,
                closedAt);
    }

    /** A closed ticket stays as it is; what is new is said in a new one. */
    void notClosed(Instant now, TicketSettings settings) {
        if (status == TicketStatus.CLOSED) {
            throw refused("ticket_closed", now, settings);
        }
    }

    boolean isQuietFor(int hours, Instant now) {
        return !Objects.requireNonNull(quietSince).plus(Duration.ofHours(hours)).isAfter(now);
    }

    Refusal refused(String code, Instant now, TicketSettings settings, TicketStatus... states) {
        var words = new Object[states.length];
        for (var i = 0; i < states.length; i++) {
            words[i] = new Text("tickets.status-" + states[i].code());
        }
        return refused(new Text(code, words), now, settings);
    }

    Refusal refused(Text text, Instant now, TicketSettings settings) {
        return new Refusal(
                text,
                status.code(),
                allowed(now, settings).stream().map(TicketStatus::code).toList());
    }

    private Ticket become(
            TicketStatus as,
            @Nullable Long assignee,
            TicketClock running,
            @Nullable Instant resolved,
            @Nullable Instant quiet,
            @Nullable Instant closed) {
        return new Ticket(
                id,
                number,
                details,
                as,
                assignee,
                createdById,
                createdBy,
                previous,
                running,
                resolved,
                quiet,
                closed,
                createdAt,
                updatedAt,
                updatedBy,
                version);
    }
}
