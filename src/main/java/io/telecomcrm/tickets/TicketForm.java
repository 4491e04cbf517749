package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Page;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param conflict what somebody else changed meanwhile, null when nobody did
 */
public record TicketForm(
        @Nullable Long id,
        String number,
        long version,
        Map<String, String> values,
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

    /** Whoever else saved it, and which fields they left otherwise than they stand here. */
    public record Conflict(String by, Instant at, List<Row> rows) {}

    /** A field that is one thing here and another in what was saved. */
    public record Row(String field, String mine, String theirs) {}

    static TicketForm blank(Map<String, String> values) {
        return new TicketForm(null, "", 0, values, Map.of(), null);
    }

    static TicketForm of(TicketLine line) {
        return new TicketForm(line.id(), line.ticket().number(), line.ticket().version(), values(line), Map.of(), null);
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
        values.put("description", details.description() == null ? "" : details.description());
        values.put("priority", details.priority().code());
        return values;
    }

    static Map<String, String> sent(Fields fields) {
        var values = new LinkedHashMap<String, String>();
        FIELDS.stream().filter(fields::has).forEach(field -> values.put(field, fields.raw(field)));
        return values;
    }

    TicketForm refused(Map<String, List<Text>> wrong) {
        return new TicketForm(id, number, version, values, wrong, null);
    }

    /** What stays as it was typed is told apart from what the other one saved; saving again takes what stands here. */
    TicketForm over(TicketLine saved) {
        var theirs = values(saved);
        var rows = new ArrayList<Row>();
        for (var field : List.of("customer_text", "contract_text", "subject", "description", "priority")) {
            var mine = values.getOrDefault(field, "").replace("\r\n", "\n").strip();
            if (!mine.equals(theirs.getOrDefault(field, ""))) {
                rows.add(new Row(field, mine, theirs.getOrDefault(field, "")));
            }
        }
        var ticket = saved.ticket();
        var by = ticket.updatedBy() == null ? "" : ticket.updatedBy();
        return new TicketForm(
                id, number, ticket.version(), values, Map.of(), new Conflict(by, ticket.updatedAt(), rows));
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

    public String shown(Page page, Row row, String value) {
        if (value.isEmpty()) {
            return page.t("tickets.empty-value");
        }
        return row.field().equals("priority") ? page.t("tickets.priority-" + value) : value;
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
}
