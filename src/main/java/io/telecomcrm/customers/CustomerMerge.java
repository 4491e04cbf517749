package io.telecomcrm.customers;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two customers side by side, and what stays of each.
 *
 * @param survivor the card that stays, with what hangs on it
 * @param other the card that goes
 * @param rows what at least one of them has, in the order of the form
 * @param personal whether the visitor may see, and choose between, personal data
 * @param problems why it could not be done so far
 */
public record CustomerMerge(
        CustomerFrame survivor, CustomerFrame other, List<Row> rows, boolean personal, List<Text> problems) {

    /** The rows of the page: the fields of the wire, but the document is one. */
    static final List<String> FIELDS = List.of(
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "company_name",
            "inn",
            "kpp",
            "ogrn",
            "contact_person",
            "phone",
            "email",
            "address",
            "document",
            "citizenship",
            "representative",
            "language",
            "consent_on",
            "code_word",
            "note");

    private static final List<String> PERSONAL = List.of("birth_date", "address", "document", "code_word");

    /**
     * A field and what both have in it.
     *
     * @param choosable whether they differ and the visitor may say which one stays
     * @param takesOther whether the other's is offered: where the survivor has nothing
     */
    public record Row(String field, String survivors, String others, boolean choosable, boolean takesOther) {

        public boolean same() {
            return survivors.equals(others);
        }

        public String show(Page page, String value) {
            if (value.isEmpty()) {
                return page.t("part.nothing");
            }
            return switch (field) {
                case "language" -> page.t("customers.language-" + value);
                case "citizenship" -> CustomerForm.shown(page, field, value);
                default -> value;
            };
        }
    }

    /** @param chosen what was chosen before, null on the first look */
    static CustomerMerge of(
            CustomerFrame survivor,
            CustomerFrame other,
            boolean personal,
            @Nullable CustomerChoice chosen,
            List<Text> problems) {
        var left = values(survivor.customer().details(), personal);
        var right = values(other.customer().details(), personal);
        var rows = new ArrayList<Row>();
        for (var field : FIELDS) {
            var mine = left.getOrDefault(field, "");
            var theirs = right.getOrDefault(field, "");
            if (mine.isEmpty() && theirs.isEmpty()) {
                continue;
            }
            var hidden = !personal && PERSONAL.contains(field);
            var before = chosen != null
                    && chosen.fromOther()
                            .contains(field.equals("document") ? CustomerChoice.DOCUMENT.getFirst() : field);
            rows.add(new Row(
                    field, mine, theirs, !hidden && !mine.equals(theirs), chosen == null ? mine.isEmpty() : before));
        }
        return new CustomerMerge(survivor, other, rows, personal, problems);
    }

    /** Whether there is anything to choose at all. */
    public boolean hasChoices() {
        return rows.stream().anyMatch(Row::choosable);
    }

    public List<Row> differing() {
        return rows.stream().filter(row -> !row.same()).toList();
    }

    public List<Row> same() {
        return rows.stream().filter(Row::same).toList();
    }

    /** What moves over: the other's tabs with something in them. */
    public List<CustomerFrame.Tab> moving() {
        return other.tabs().stream()
                .filter(tab -> tab.count() != null && tab.count() > 0)
                .toList();
    }

    private static Map<String, String> values(CustomerDetails details, boolean personal) {
        var values = new LinkedHashMap<>(CustomerForm.of(details));
        var shown = personal ? PersonalData.shown(details) : PersonalData.masked(details);
        values.put("birth_date", text(shown.birthDate()));
        values.put("address", text(shown.address()));
        values.put("code_word", text(shown.codeWord()));
        values.put(
                "document",
                Stream.of(shown.document(), shown.documentIssuedOn(), shown.documentIssuedBy())
                        .filter(part -> part != null)
                        .collect(Collectors.joining(", ")));
        values.put("consent_on", text(PersonalData.date(details.consentOn())));
        return values;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
