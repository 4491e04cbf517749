package io.telecomcrm.tariffs;

import java.util.LinkedHashMap;
import java.util.Map;

/** A tariff as the API answers it. */
final class TariffJson {

    private TariffJson() {}

    static Map<String, Object> of(TariffLine line) {
        var tariff = line.tariff();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", tariff.id());
        json.put("name", tariff.name());
        json.put("description", tariff.description());
        json.put("fee", tariff.fee().wire());
        json.put("period", tariff.period().code());
        json.put("options", tariff.options().wire());
        json.put("refund_unused_days", tariff.refundUnusedDays());
        json.put("is_active", tariff.isActive());
        json.put("contracts_count", line.contracts());
        json.put("version", tariff.version());
        return json;
    }
}
