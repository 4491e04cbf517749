package io.telecomcrm.users;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A role was given permissions or lost some. */
public record RoleUpdated(Role role, Map<String, Change> changes) implements DomainEvent {

    static RoleUpdated between(Role role, Set<String> before, Set<String> after) {
        var all = new TreeSet<>(before);
        all.addAll(after);
        var changes = new LinkedHashMap<String, Change>();
        for (var permission : all) {
            if (before.contains(permission) != after.contains(permission)) {
                changes.put(
                        role.code() + ": " + permission,
                        new Change(before.contains(permission), after.contains(permission)));
            }
        }
        return new RoleUpdated(role, changes);
    }

    @Override
    public String action() {
        return "role.updated";
    }

    @Override
    public String objectType() {
        return "role";
    }

    @Override
    public @Nullable Long objectId() {
        return null;
    }
}
