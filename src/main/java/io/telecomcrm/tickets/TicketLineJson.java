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

    final JsonBytes out = new JsonBytes();
    private final Instant now;

    TicketLineJson(Instant now) {
        this.now = now;
    }

    void line(ResultSet row) throws SQLException {
        out.beginObject();
        out.field("id").number(row.getLong(1));
        out.field("number").text(row.getBytes(2));
        out.field("subject").text(row.getBytes(3));
        out.field("description").text(row.getBytes(4));
        out.field("status").text(row.getBytes(5));
        out.field("priority").text(row.getBytes(6));
        out.field("customer").beginObject();
        out.field("id").number(row.getLong(7));
        out.field("full_name").text(row.getBytes(8));
        out.field("phone").text(row.getBytes(9));
        out.endObject();
        contract(row);
        assignee(row);
        out.field("created_at").instant(row.getBytes(15));
        out.field("first_response_due_at").instant(row.getBytes(16));
        out.field("due_at").instant(row.getBytes(17));
        out.field("is_overdue").flag(isPast(row.getString(18)));
        out.field("closed_at").instant(row.getBytes(19));
        previous(row);
        out.field("version").number(row.getLong(21));
        out.field("created_by").text(row.getBytes(22));
        out.field("first_responded_at").instant(row.getBytes(23));
        out.field("waiting_since_at").instant(row.getBytes(24));
        out.field("resolved_at").instant(row.getBytes(25));
        out.field("updated_at").instant(row.getBytes(26));
        out.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        var number = row.getBytes(11);
        out.field("contract");
        if (number == null) {
            out.empty();
            return;
        }
        out.beginObject();
        out.field("id").number(row.getLong(10));
        out.field("number").text(number);
        out.endObject();
    }

    private void assignee(ResultSet row) throws SQLException {
        var username = row.getBytes(13);
        out.field("assigned_to");
        if (username == null) {
            out.empty();
            return;
        }
        out.beginObject();
        out.field("id").number(row.getLong(12));
        out.field("username").text(username);
        out.field("full_name").text(row.getBytes(14));
        out.endObject();
    }

    private void previous(ResultSet row) throws SQLException {
        var previous = row.getLong(20);
        out.field("previous");
        if (previous == 0) {
            out.empty();
        } else {
            out.number(previous);
        }
    }

    private boolean isPast(@Nullable String stored) {
        return stored != null && !now.isBefore(WireInstant.read(stored));
    }
}
