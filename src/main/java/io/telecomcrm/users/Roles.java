package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to what each role may do. */
@Service
public class Roles {

    static final String EDIT = "roles.edit";

    private final RoleRepository roles;
    private final ApplicationEventPublisher events;

    Roles(RoleRepository roles, ApplicationEventPublisher events) {
        this.roles = roles;
        this.events = events;
    }

    /**
     * Gives a role exactly these permissions.
     *
     * @param version what the caller has seen; null to change whatever is there
     */
    @Transactional
    public RoleRights change(Role role, Set<String> permissions, @Nullable Long version) {
        changeAll(Map.of(role, permissions), version == null ? Map.of() : Map.of(role, version));
        return roles.get(role);
    }

    /** Changes several roles, all or none; answers what each of them was before. */
    @Transactional
    public Map<Role, Set<String>> changeAll(Map<Role, Set<String>> wanted, Map<Role, Long> versions) {
        Actor.current().demand(EDIT);
        var before = new HashMap<Role, Set<String>>();
        for (var role : new TreeSet<>(wanted.keySet())) {
            roles.lock(role);
            var known = roles.get(role);
            var version = versions.get(role);
            if (version != null && version != known.version()) {
                throw new Stale("role", role.code());
            }
            before.put(role, known.permissions());
            change(known, wanted.getOrDefault(role, Set.of()));
        }
        return before;
    }

    private void change(RoleRights known, Set<String> permissions) {
        if (known.permissions().equals(permissions)) {
            return;
        }
        if (known.isFixed()) {
            throw new Refusal("roles.admin_fixed");
        }
        var added = new HashSet<>(permissions);
        added.removeAll(known.permissions());
        if (!added.stream().allMatch(Actor.current()::may)) {
            throw new Refusal("roles.more_than_own");
        }
        roles.replace(known.role(), permissions);
        events.publishEvent(RoleUpdated.between(known.role(), known.permissions(), permissions));
    }
}
