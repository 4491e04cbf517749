package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demonstration catalogue was filled in. */
public record TariffsLoaded(int count) implements DomainEvent {

    @Override
    public String action() {
        return "tariff.loaded";
    }

    @Override
    public String objectType() {
        return "tariff";
    }

    @Override
    public @Nullable Long objectId() {
        return null;
    }

    @Override
    public Map<String, Change> changes() {
        return Map.of("count", new Change(null, count));
    }
}
