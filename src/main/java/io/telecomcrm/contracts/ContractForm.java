package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of a draft as it is shown.
 *
 * @param conflict what somebody else saved meanwhile and this form has otherwise
 * @param tariffs to choose from, the draft's own first
 */
public record ContractForm(
        ContractCard card,
        Map<String, String> values,
        long version,
        Map<String, List<Text>> errors,
        List<Row> conflict,
        Map<String, String> tariffs,
        LocalDate today) {

    /** A field that stands otherwise in the form than it is saved. */
    public record Row(String field, String mine, String theirs, String value) {}

    public String path() {
        return "/contracts/" + card.contract().id();
    }

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
                        field.equals("customer_id") || field.equals("sim_id") ? field + "_text" : field,
                        Objects.requireNonNull(page.error(errors, field))));
        return messages;
    }
}
