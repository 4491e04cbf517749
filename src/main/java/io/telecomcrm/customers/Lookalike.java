package io.telecomcrm.customers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A customer who resembles the one being entered.
 *
 * @param matched in what: {@code document inn phone email name}
 */
public record Lookalike(long id, String fullName, List<String> matched) {

    /** Whether it is the same by law, and not just alike. */
    public boolean isStrong() {
        return matched.contains("document") || matched.contains("inn");
    }

    Map<String, Object> onTheWire() {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("id", id);
        wire.put("full_name", fullName);
        wire.put("matched", matched);
        return wire;
    }
}
