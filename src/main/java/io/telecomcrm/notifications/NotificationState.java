package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Coded;

/** How far a message to a customer has got. */
public enum NotificationState implements Coded {
    QUEUED,
    SENT,
    DELIVERED,
    FAILED,
    /** There was nothing to send it with. */
    UNSENT;

    public static NotificationState of(String code) {
        return Coded.of(NotificationState.class, code);
    }
}
