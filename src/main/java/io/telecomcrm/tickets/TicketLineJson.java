package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;

import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Lines of the list as {@link TicketJson} has them, straight from the rows of the database, for lists must be fast. */
final class TicketLineJson {

    /** What a query must select. */
    static final List<? extends Field<?>> FIELDS = List.of(
            TICKET.ID,
            TICKET.NUMBER,
            TICKET.SUBJECT,
            TICKET.DESCRIPTION,
            TICKET.STATUS,
            TICKET.PRIORITY,
            CUSTOMER.ID,
            CUSTOMER.FULL_NAME,
            CUSTOMER.PHONE,
            CONTRACT.ID,
            CONTRACT.NUMBER,
            USER_ACCOUNT.ID,
            USER_ACCOUNT.USERNAME,
            USER_ACCOUNT.FULL_NAME,
            TICKET.CREATED_AT,
            TICKET.FIRST_RESPONSE_DUE_AT,
            TICKET.DUE_AT,
            TICKET.OVERDUE_FROM_AT,
            TICKET.CLOSED_AT,
            TICKET.PREVIOUS_ID,
            TICKET.VERSION,
            TICKET.CREATED_BY,
            TICKET.FIRST_RESPONDED_AT,
            TICKET.WAITING_SINCE_AT,
            TICKET.RESOLVED_AT,
            TICKET.UPDATED_AT);

    final JsonBytes json = new JsonBytes();
    private final Instant now;

    TicketLineJson(Instant now) {
        this.now = now;
    }

    void line(ResultSet row) throws SQLException {
        json.beginObject();
        json.field("id").number(row.getLong(1));
        json.field("number").text(row.getBytes(2));
        json.field("subject").text(row.getBytes(3));
        json.field("description").text(row.getBytes(4));
        json.field("status").text(row.getBytes(5));
        json.field("priority").text(row.getBytes(6));
        json.field("customer").beginObject();
        json.field("id").number(row.getLong(7));
        json.field("full_name").text(row.getBytes(8));
        json.field("phone").text(row.getBytes(9));
        json.endObject();
        contract(row);
        assignee(row);
        json.field("created_at").instant(row.getBytes(15));
        json.field("first_response_due_at").instant(row.getBytes(16));
        json.field("due_at").instant(row.getBytes(17));
        json.field("is_overdue").flag(isPast(row.getString(18)));
        json.field("closed_at").instant(row.getBytes(19));
        previous(row);
        json.field("version").number(row.getLong(21));
        json.field("created_by").text(row.getBytes(22));
        json.field("first_responded_at").instant(row.getBytes(23));
        json.field("waiting_since_at").instant(row.getBytes(24));
        json.field("resolved_at").instant(row.getBytes(25));
        json.field("updated_at").instant(row.getBytes(26));
        json.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        var number = row.getBytes(11);
        json.field("contract");
        if (number == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(row.getLong(10));
        json.field("number").text(number);
        json.endObject();
    }

    private void assignee(ResultSet row) throws SQLException {
        var username = row.getBytes(13);
        json.field("assigned_to");
        if (username == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(row.getLong(12));
        json.field("username").text(username);
        json.field("full_name").text(row.getBytes(14));
        json.endObject();
    }

    private void previous(ResultSet row) throws SQLException {
        var previous = row.getLong(20);
        json.field("previous");
        if (previous == 0) {
            json.empty();
        } else {
            json.number(previous);
        }
    }

    private boolean isPast(@Nullable String stored) {
        return stored != null && !now.isBefore(Instant.parse(WireInstant.ofStored(stored)));
    }
}
