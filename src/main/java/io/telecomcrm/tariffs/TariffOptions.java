package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a tariff includes for each period, and what can be added to it.
 *
 * @param minutes of calls; 0 where none are included
 * @param trafficMb mebibytes of traffic; 1024 of them are a gigabyte on the screen
 */
public record TariffOptions(
        int minutes, int sms, int trafficMb, List<Unlimited> unlimited, List<TariffService> services) {

    public static final int MB_IN_GB = 1024;

    static final TariffOptions NONE = new TariffOptions(0, 0, 0, List.of(), List.of());

    public TariffOptions {
        unlimited = unlimited.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(unlimited));
        services = List.copyOf(services);
    }

    public boolean has(Unlimited thing) {
        return unlimited.contains(thing);
    }

    /** As the API writes them and the database keeps them. */
    Map<String, Object> wire() {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("minutes", minutes);
        wire.put("sms", sms);
        wire.put("traffic_mb", trafficMb);
        wire.put("unlimited", unlimited.stream().map(Unlimited::code).toList());
        wire.put("services", services.stream().map(TariffOptions::wire).toList());
        return wire;
    }

    private static Map<String, Object> wire(TariffService service) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("code", service.code());
        wire.put("name", service.name());
        wire.put("price", service.price().wire());
        return wire;
    }

    static TariffOptions stored(JsonNode json) {
        var unlimited = new ArrayList<Unlimited>();
        json.path("unlimited").forEach(code -> unlimited.add(Unlimited.of(code.stringValue())));
        var services = new ArrayList<TariffService>();
        json.path("services")
                .forEach(service -> services.add(new TariffService(
                        service.get("code").stringValue(),
                        service.get("name").stringValue(),
                        Money.parse(service.get("price").stringValue()))));
        return new TariffOptions(
                json.path("minutes").intValue(),
                json.path("sms").intValue(),
                json.path("traffic_mb").intValue(),
                unlimited,
                services);
    }
}
