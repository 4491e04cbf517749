package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A form about a card that its contract decides on.
 *
 * @param act what it is for: {@code binding}, {@code replacement}, {@code block}, {@code unblock}, {@code closing}
 * @param sim null until it was scanned
 * @param holder the contract that has the card, null for none
 */
public record SimForm(
        String act,
        @Nullable Sim sim,
        @Nullable ContractCard holder,
        Map<String, String> values,
        Map<String, List<Text>> errors) {

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.keySet()
                .forEach(field -> messages.put(
                        field.equals("contract_id") || field.equals("sim_id") ? field + "_text" : field,
                        Objects.requireNonNull(page.error(errors, field))));
        return messages;
    }

    public Map<String, String> replacementReasons(Page page) {
        var reasons = new LinkedHashMap<String, String>();
        for (var reason : ReplacementReason.values()) {
            reasons.put(reason.code(), page.t(reason.text()));
        }
        return reasons;
    }
}
