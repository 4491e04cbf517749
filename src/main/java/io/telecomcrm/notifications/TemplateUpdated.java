package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wording of a message was changed. */
public record TemplateUpdated(long id, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String action() {
        return "notification_template.updated";
    }

    @Override
    public String objectType() {
        return "notification_template";
    }

    @Override
    public @Nullable Long objectId() {
        return id;
    }
}
