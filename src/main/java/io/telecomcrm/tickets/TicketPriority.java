package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Coded;

/** How urgent a ticket is; decides when it is due. */
public enum TicketPriority implements Coded {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    public static TicketPriority of(String code) {
        return Coded.of(TicketPriority.class, code);
    }

    /** To be ordered by: the more urgent, the greater. */
    int urgency() {
        return switch (this) {
            case LOW -> 1;
            case NORMAL -> 2;
            case HIGH -> 3;
            case URGENT -> 4;
        };
    }
}
