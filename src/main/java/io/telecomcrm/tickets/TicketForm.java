package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a ticket as it stands on the page.
 *
 * @param id null for a ticket to be
 * @param number what it is called; empty for a ticket to be
 * @param values as they are typed, by field
 * @param before what stood in it as it was opened; empty for a ticket to be
 * @param conflict what somebody else changed meanwhile, null when nobody did
 */
public record TicketForm(
        @Nullable Long id,
        String number,
        long version,
        Map<String, String> values,
        Map<String, String> before,
        Map<String, List<Text>> errors,
        @Nullable Conflict conflict) {

    static final List<String> FIELDS = List.of(
            "customer",
            "customer_text",
            "contract",
            "contract_text",
            "subject",
            "description",
            "priority",
            "previous",
            "mine");

    /** What is picked by its words, which stand beside it. */
    private static final List<String> PICKED = List.of("customer", "contract");

    private static final List<String> COMPARED = List.of("customer", "contract", "subject", "description", "priority");

    static TicketForm blank(Map<String, String> values) {
        return new TicketForm(null, "", 0, values, Map.of(), Map.of(), null);
    }

    static TicketForm of(TicketLine line) {
        var values = values(line);
        return new TicketForm(
                line.id(), line.ticket().number(), line.ticket().version(), values, values, Map.of(), null);
    }

    static Map<String, String> values(TicketLine line) {
        var details = line.ticket().details();
        var values = new LinkedHashMap<String, String>();
        values.put("customer", Long.toString(line.customer().id()));
        values.put("customer_text", line.customer().fullName());
        values.put(
                "contract",
                line.contract() == null ? "" : Long.toString(line.contract().id()));
        values.put(
                "contract_text",
                line.contract() == null ? "" : line.contract().number().value());
        values.put("subject", details.subject());
        values.put(
                "description",
                details.description() == null ? "" : details.description().replace("\r\n", "\n"));
        values.put("priority", details.priority().code());
        return values;
    }

    /** What was sent to correct a ticket, after the choices of a conflict's table. */
    static TicketForm chosen(long id, String number, long version, Fields fields) {
        var values = Conflict.chosen(fields, prefix -> fields.raw(FIELDS, prefix));
        return new TicketForm(id, number, version, values, fields.raw(FIELDS, "was_"), Map.of(), null);
    }

    /** The values as programs send them. */
    Fields wire() {
        return Fields.typed(values);
    }

    TicketForm refused(Map<String, List<Text>> wrong) {
        return new TicketForm(id, number, version, values, before, wrong, null);
    }

    /** The same form for another customer. */
    TicketForm of(long customer, String name) {
        var changed = new LinkedHashMap<>(values);
        changed.put("customer", Long.toString(customer));
        changed.put("customer_text", name);
        return new TicketForm(id, number, version, changed, before, errors, conflict);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    TicketForm over(TicketLine saved, @Nullable String by) {
        var theirs = values(saved);
        var names = Conflict.picked(PICKED, List.of(before, values, theirs));
        var ticket = saved.ticket();
        var other = Conflict.of(by, ticket.updatedAt(), COMPARED, before, values, theirs, new ConflictWords(names));
        return new TicketForm(id, number, ticket.version(), other.over(values, theirs), theirs, Map.of(), other);
    }

    public boolean isNew() {
        return id == null;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public String accepted() {
        return FileKind.accepted();
    }

    public String back() {
        return id == null ? "/tickets" : "/tickets/" + id;
    }

    /** By the ids of the controls. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        errors.forEach((field, texts) -> messages.put(
                field.equals("customer") || field.equals("contract") ? field + "_text" : field,
                page.t(said(field, texts.getFirst()))));
        return messages;
    }

    public Map<String, String> priorities(Page page) {
        var choices = new LinkedHashMap<String, String>();
        for (var priority : TicketPriority.values()) {
            choices.put(priority.code(), page.t("tickets.priority-" + priority.code()));
        }
        return choices;
    }

    /** What is said to programs in general is said to people in the words of the field. */
    private static Text said(String field, Text text) {
        var missing = text.code().equals("field.required")
                || text.code().equals("field.null")
                || text.code().equals("field.blank");
        return missing && (field.equals("customer") || field.equals("subject"))
                ? new Text("tickets.enter-" + field)
                : text;
    }

    /** @param names of what can be picked, by field and id */
    private record ConflictWords(Map<String, String> names) implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t("tickets." + field);
        }

        @Override
        public String read(Page page, String field, String value) {
            return switch (field) {
                case "customer", "contract" -> names.getOrDefault(field + value, value);
                case "priority" -> page.t("tickets.priority-" + value);
                default -> value;
            };
        }
    }
}
