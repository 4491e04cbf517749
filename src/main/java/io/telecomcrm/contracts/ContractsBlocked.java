package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many contracts got a block at once, or lost one. Each has a line in its own history; this tells of all in one.
 *
 * @param lifted whether the block ended
 */
public record ContractsBlocked(List<Long> contractIds, BlockReason reason, boolean lifted) implements DomainEvent {

    @Override
    public String action() {
        return lifted ? "contract.unblocked" : "contract.blocked";
    }

    @Override
    public String objectType() {
        return "contract";
    }

    @Override
    public @Nullable Long objectId() {
        return contractIds.size() == 1 ? contractIds.getFirst() : null;
    }

    @Override
    public Map<String, Change> changes() {
        var block = lifted ? new Change(reason.code(), null) : new Change(null, reason.code());
        return contractIds.size() == 1
                ? Map.of("block", block)
                : Map.of("block", block, "count", new Change(null, contractIds.size()));
    }
}
