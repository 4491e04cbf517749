package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tariff was created, changed, archived, restored or deleted.
 *
 * @param action {@code tariff.updated} and the like
 */
public record TariffChanged(String action, Long objectId, Map<String, Change> changes) implements DomainEvent {

    @Override
    public String objectType() {
        return "tariff";
    }

    static TariffChanged created(Tariff tariff) {
        return new TariffChanged("tariff.created", tariff.id(), between(null, tariff.details()));
    }

    static TariffChanged updated(Tariff before, Tariff after) {
        return new TariffChanged("tariff.updated", after.id(), between(before.details(), after.details()));
    }

    static TariffChanged deleted(Tariff tariff) {
        return new TariffChanged("tariff.deleted", tariff.id(), between(tariff.details(), null));
    }

    /** The catalogue was or became without it. */
    static TariffChanged moved(Tariff after) {
        return new TariffChanged(
                after.isActive() ? "tariff.restored" : "tariff.archived",
                after.id(),
                Map.of("is_active", new Change(!after.isActive(), after.isActive())));
    }

    private static Map<String, Change> between(@Nullable TariffDetails before, @Nullable TariffDetails after) {
        return Change.between(fields(before), fields(after));
    }

    private static Map<String, @Nullable Object> fields(@Nullable TariffDetails details) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (details == null) {
            return fields;
        }
        var options = details.options();
        fields.put("name", details.name());
        fields.put("description", details.description());
        fields.put("fee", details.fee().wire());
        fields.put("period", details.period().code());
        fields.put("minutes", options.minutes());
        fields.put("sms", options.sms());
        fields.put("traffic_mb", options.trafficMb());
        fields.put(
                "unlimited", options.unlimited().stream().map(Unlimited::code).toList());
        fields.put(
                "services",
                options.services().stream()
                        .map(service -> service.name() + " " + service.price().wire())
                        .toList());
        fields.put("refund_unused_days", details.refundUnusedDays());
        return fields;
    }
}
