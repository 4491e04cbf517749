package io.telecomcrm.notifications;

import io.telecomcrm.kernel.DomainEvent;
import org.jspecify.annotations.Nullable;

/** Somebody wants a message to be sent once more. */
public record SentAgain(long id) implements DomainEvent {

    @Override
    public String action() {
        return "notification.sent_again";
    }

    @Override
    public String objectType() {
        return "notification";
    }

    @Override
    public @Nullable Long objectId() {
        return id;
    }
}
