package io.telecomcrm.sims;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cards went from one state to another, all by the same move. Each has its own line in the history, so the audit needs
 * one entry for all of them.
 *
 * @param before as they were, in the order of {@code after}
 */
public record SimsMoved(
        SimMove move,
        List<Sim> before,
        List<Sim> after,
        @Nullable String reason) implements DomainEvent {

    @Override
    public String action() {
        return "sim." + move.code();
    }

    @Override
    public String objectType() {
        return "sim";
    }

    @Override
    public @Nullable Long objectId() {
        return after.size() == 1 ? after.getFirst().id() : null;
    }

    @Override
    public Map<String, Change> changes() {
        var changes = new LinkedHashMap<String, Change>();
        if (after.size() == 1) {
            changes.putAll(Change.between(fields(before.getFirst()), fields(after.getFirst())));
        } else {
            changes.put("count", new Change(null, after.size()));
        }
        if (reason != null) {
            changes.put("reason", new Change(null, reason));
        }
        return changes;
    }

    private static Map<String, @Nullable Object> fields(Sim sim) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("status", sim.status().code());
        fields.put("contract", sim.contractId());
        fields.put("msisdn", sim.msisdn() == null ? null : sim.msisdn().value());
        return fields;
    }
}
