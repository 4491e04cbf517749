package io.telecomcrm.web;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else saved what a form shows while it was open: field by field, whose value stays is chosen
 * ({@code part/conflict.jte}).
 *
 * @param by their full name, null when it is not known
 * @param rows only what the other one changed, and to something else than stands in the form
 */
public record Conflict(@Nullable String by, Instant at, List<Row> rows, Words words) {

    /** Compares the form as it was opened, as it is now, and what the other one saved. */
    public static Conflict of(
            @Nullable String by,
            Instant at,
            Collection<String> fields,
            Map<String, String> was,
            Map<String, String> mine,
            Map<String, String> theirs,
            Words words) {
        var rows = fields.stream()
                .filter(field -> was.containsKey(field) && mine.containsKey(field))
                .map(field -> new Row(
                        field,
                        was.getOrDefault(field, ""),
                        mine.getOrDefault(field, ""),
                        theirs.getOrDefault(field, "")))
                .filter(row -> !row.theirs.equals(row.was) && !row.theirs.equals(row.mine))
                .toList();
        return new Conflict(by, at, rows, words);
    }

    /** What stood in the form, with what only the other one changed taken over. */
    public Map<String, String> over(Map<String, String> mine, Map<String, String> theirs) {
        var merged = new LinkedHashMap<>(mine);
        rows.stream().filter(row -> !row.changedHere()).forEach(row -> {
            merged.put(row.field, row.theirs);
            merged.computeIfPresent(beside(row.field), (words, own) -> theirs.getOrDefault(words, own));
        });
        return merged;
    }

    /**
     * The words of what is picked from a list, by field and value; forms have them in a control beside the one with the
     * value ({@code part/combobox.jte}).
     */
    public static Map<String, String> picked(Collection<String> fields, List<Map<String, String>> forms) {
        var words = new HashMap<String, String>();
        forms.forEach(form -> fields.forEach(
                field -> words.put(field + form.getOrDefault(field, ""), form.getOrDefault(beside(field), ""))));
        return words;
    }

    private static String beside(String field) {
        return field + "_text";
    }

    /**
     * What was sent, after the choices of the table. The script writes each choice into its control at once; a control
     * that holds neither of the two was filled in by hand, and counts.
     *
     * @param sent reads the form's controls as they were sent with something in front of their names
     */
    public static Map<String, String> chosen(Fields fields, Function<String, Map<String, String>> sent) {
        var values = new LinkedHashMap<>(sent.apply(""));
        var theirs = sent.apply("was_");
        sent.apply("mine_").forEach((field, own) -> {
            var value = values.get(field);
            var other = theirs.get(field);
            if (value != null && other != null && (value.equals(own) || value.equals(other))) {
                switch (fields.raw("choose_" + field)) {
                    case "mine" -> values.put(field, own);
                    case "theirs" -> values.put(field, other);
                    default -> {}
                }
            }
        });
        return values;
    }

    /** How a form calls its fields and writes their values. */
    public interface Words {

        /** The name beside the control. */
        String name(Page page, String field);

        /** A value as people read it, never an empty one. */
        String read(Page page, String field, String value);

        /** A value as it is written into its control. */
        default String typed(Page page, String field, String value) {
            return value;
        }

        /** Whether one control shows it whole, so that a choice can be written into it at once. */
        default boolean hasOneControl(String field) {
            return true;
        }
    }

    /** A field and its three values. */
    public record Row(String field, String was, String mine, String theirs) {

        /** Whether the form's owner changed it too; else the other's value is taken unless they object. */
        public boolean changedHere() {
            return !Objects.equals(mine, was);
        }
    }

    public String read(Page page, Row row, String value) {
        return value.isEmpty() ? page.t("part.nothing") : words.read(page, row.field, value);
    }
}
