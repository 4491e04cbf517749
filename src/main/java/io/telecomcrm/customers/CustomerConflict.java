package io.telecomcrm.customers;

import io.telecomcrm.web.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else saved the customer while the form was open.
 *
 * @param by who, null when that is not known
 * @param rows only what the other one changed, and to something else than stands in the form
 */
public record CustomerConflict(@Nullable String by, Instant at, List<Row> rows) {

    /** Compares the form as it was opened, as it is now, and the customer as saved by the other. */
    static List<Row> rows(Map<String, String> was, Map<String, String> mine, Map<String, String> theirs) {
        return CustomerForm.FIELDS.stream()
                .filter(field -> was.containsKey(field) && mine.containsKey(field))
                .map(field -> new Row(
                        field,
                        was.getOrDefault(field, ""),
                        mine.getOrDefault(field, ""),
                        theirs.getOrDefault(field, "")))
                .filter(row -> !row.theirs.equals(row.was) && !row.theirs.equals(row.mine))
                .toList();
    }

    /** A field and its three values. */
    public record Row(String field, String was, String mine, String theirs) {

        /** Whether the form's owner changed it too; else the other's value is taken unless they object. */
        public boolean changedHere() {
            return !Objects.equals(mine, was);
        }

        /** A value as it is written into its control. */
        public String typed(Page page, String value) {
            return CustomerForm.shown(page, field, value);
        }

        /** A value as people read it. */
        public String show(Page page, String value) {
            if (value.isEmpty()) {
                return page.t("customers.empty-value");
            }
            return switch (field) {
                case "kind", "document_type", "language" -> page.t("customers." + field + "-" + value);
                case "birth_date", "passport_issued_on", "consent_on" ->
                    value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? page.date(LocalDate.parse(value)) : value;
                default -> CustomerForm.shown(page, field, value);
            };
        }
    }
}
