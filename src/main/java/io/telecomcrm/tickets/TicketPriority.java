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
}
