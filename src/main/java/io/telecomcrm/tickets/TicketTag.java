package io.telecomcrm.tickets;

/** How statuses and priorities of tickets are coloured, everywhere the same. */
public final class TicketTag {

    private TicketTag() {}

    public static String of(TicketStatus status) {
        return switch (status) {
            case NEW, IN_PROGRESS -> "tag tag-info";
            case WAITING -> "tag tag-warn";
            case RESOLVED -> "tag tag-ok";
            case CLOSED -> "tag tag-mute";
        };
    }

    public static String of(TicketPriority priority) {
        return switch (priority) {
            case URGENT -> "tag tag-bad";
            case HIGH -> "tag tag-warn";
            case NORMAL, LOW -> "tag tag-mute";
        };
    }
}
