package io.telecomcrm.notifications;

/** How states of messages are coloured, everywhere the same. */
public final class NotificationTag {

    private NotificationTag() {}

    public static String of(NotificationState state) {
        return switch (state) {
            case QUEUED -> "tag tag-info";
            case SENT, DELIVERED -> "tag tag-ok";
            case FAILED -> "tag tag-bad";
            case UNSENT -> "tag tag-mute";
        };
    }
}
