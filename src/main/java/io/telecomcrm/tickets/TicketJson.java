package io.telecomcrm.tickets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tickets as the API writes them; the order of the fields is that of the wire. */
final class TicketJson {

    private TicketJson() {}

    static Map<String, @Nullable Object> detail(
            TicketLine line, List<Comment> comments, List<Attachment> attachments, List<String> allowed, Instant now) {
        var json = head(line, now);
        json.put("comments", comments.stream().map(TicketJson::comment).toList());
        json.putAll(tail(line.ticket()));
        json.put("attachments", attachments.stream().map(TicketJson::attachment).toList());
        json.put("allowed", allowed);
        return json;
    }

    static Map<String, @Nullable Object> comment(Comment comment) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", comment.id());
        json.put("author", comment.author());
        json.put("text", comment.text());
        json.put("is_internal", comment.isInternal());
        json.put("created_at", comment.createdAt());
        json.put(
                "attachments",
                comment.attachments().stream().map(TicketJson::attachment).toList());
        return json;
    }

    static Map<String, @Nullable Object> attachment(Attachment file) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", file.id());
        json.put("comment", file.comment());
        json.put("name", file.name());
        json.put("media_type", file.mediaType());
        json.put("size", file.size());
        json.put("author", file.author());
        json.put("created_at", file.createdAt());
        return json;
    }

    private static Map<String, @Nullable Object> head(TicketLine line, Instant now) {
        var ticket = line.ticket();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", ticket.id());
        json.put("number", ticket.number());
        json.put("subject", ticket.details().subject());
        json.put("description", ticket.details().description());
        json.put("status", ticket.status().code());
        json.put("priority", ticket.priority().code());
        json.put("customer", customer(line.customer()));
        json.put("contract", line.contract() == null ? null : contract(line.contract()));
        json.put("assigned_to", line.assignedTo() == null ? null : user(line.assignedTo()));
        json.put("created_at", ticket.createdAt());
        json.put("first_response_due_at", ticket.clock().responseDueAt());
        json.put("due_at", ticket.clock().dueAt());
        json.put("is_overdue", ticket.isOverdue(now));
        json.put("closed_at", ticket.closedAt());
        json.put("previous", ticket.previous());
        json.put("version", ticket.version());
        return json;
    }

    private static Map<String, @Nullable Object> tail(Ticket ticket) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("created_by", ticket.createdBy());
        json.put("first_responded_at", ticket.clock().respondedAt());
        json.put("waiting_since_at", ticket.clock().waitingSince());
        json.put("resolved_at", ticket.resolvedAt());
        json.put("updated_at", ticket.updatedAt());
        return json;
    }

    private static Map<String, Object> customer(TicketLine.Customer customer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", customer.id());
        json.put("full_name", customer.fullName());
        json.put("phone", customer.phone().value());
        return json;
    }

    private static Map<String, Object> contract(TicketLine.Contract contract) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", contract.id());
        json.put("number", contract.number().value());
        return json;
    }

    private static Map<String, Object> user(TicketLine.Assignee user) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", user.id());
        json.put("username", user.username());
        json.put("full_name", user.fullName());
        return json;
    }
}
