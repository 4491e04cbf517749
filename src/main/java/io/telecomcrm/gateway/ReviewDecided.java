package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody did something about a case of the review list.
 *
 * @param move what was done: {@code link}, {@code accept}, {@code refuse} or {@code note}
 */
public record ReviewDecided(long id, ReviewCase.Move move, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String action() {
        return "gateway_review."
                + switch (move) {
                    case LINK -> "linked";
                    case ACCEPT -> "accepted";
                    case REFUSE -> "refused";
                    case NOTE -> "noted";
                };
    }

    @Override
    public String objectType() {
        return "gateway_review";
    }

    @Override
    public @Nullable Long objectId() {
        return id;
    }
}
