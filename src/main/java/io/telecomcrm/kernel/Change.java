package io.telecomcrm.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one field was and became, as the audit keeps it. Personal data is masked before it gets here. */
public record Change(@Nullable Object before, @Nullable Object after) {

    /** The fields whose values differ, in the order of {@code after}; an absent map stands for a thing that was not there. */
    public static Map<String, Change> between(Map<String, ?> before, Map<String, ?> after) {
        var changes = new LinkedHashMap<String, Change>();
        after.forEach((field, value) -> {
            var old = before.get(field);
            if (!Objects.equals(old, value)) {
                changes.put(field, new Change(old, value));
            }
        });
        before.forEach((field, old) -> {
            if (!after.containsKey(field) && old != null) {
                changes.put(field, new Change(old, null));
            }
        });
        return changes;
    }
}
