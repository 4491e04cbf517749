package io.telecomcrm.users;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something happened to an account: it was made or changed, or somebody signed in to it or tried to. */
public record UserEvent(String action, @Nullable Long objectId, Map<String, Change> changes) implements DomainEvent {

    static UserEvent of(String what, @Nullable Long user) {
        return new UserEvent("user." + what, user, Map.of());
    }

    static UserEvent of(String what, long user, Map<String, ?> before, Map<String, ?> after) {
        return new UserEvent("user." + what, user, Change.between(before, after));
    }

    @Override
    public String objectType() {
        return "user";
    }
}
