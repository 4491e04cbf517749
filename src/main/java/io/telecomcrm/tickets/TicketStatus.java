package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Coded;

/** How far we are with a ticket. */
public enum TicketStatus implements Coded {
    NEW,
    IN_PROGRESS,
    WAITING,
    RESOLVED,
    CLOSED;

    public static TicketStatus of(String code) {
        return Coded.of(TicketStatus.class, code);
    }

    /** Whether there is still something to do. */
    public boolean isOpen() {
        return switch (this) {
            case NEW, IN_PROGRESS, WAITING -> true;
            case RESOLVED, CLOSED -> false;
        };
    }
}
