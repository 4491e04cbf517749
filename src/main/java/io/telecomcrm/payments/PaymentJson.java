package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.jooq.impl.DSL.inline;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.JsonBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Lines of the ledger as the API writes them, straight from the rows of the database, for lists must be fast. */
final class PaymentJson {

    private static final List<? extends Field<?>> WRITTEN = List.of(
            PAYMENT.ID,
            PAYMENT.KIND,
            PAYMENT.AMOUNT,
            PAYMENT.STATUS,
            PAYMENT.METHOD,
            PAYMENT.PAID_AT,
            PAYMENT.PROVIDER,
            PAYMENT.TRANSACTION_ID,
            PAYMENT.DESCRIPTION,
            PAYMENT.REASON,
            PAYMENT.REVERSES_ID,
            CONTRACT.ID,
            CONTRACT.NUMBER,
            CONTRACT.STATUS,
            CUSTOMER.ID,
            CUSTOMER.FULL_NAME,
            CUSTOMER.PHONE,
            PAYMENT.PERIOD_START,
            PAYMENT.PERIOD_END,
            PAYMENT.RUN_ID,
            PAYMENT.CREATED_BY_ID,
            PAYMENT.CREATED_BY,
            PAYMENT.CREATED_AT);

    /** What a query must select. */
    static final List<Field<?>> FIELDS =
            with(PaymentRepository.REVERSED, PaymentRepository.CONFIRMATION_URL, PaymentRepository.RETURNABLE);

    /** The same of a line that was just taken at the desk: nothing of it went back, and the desk can give it back. */
    static final List<Field<?>> FIELDS_AT_FIRST = with(inline(0L), inline(null, SQLDataType.VARCHAR), inline(true));

    private static List<Field<?>> with(Field<Long> reversed, Field<String> address, Field<Boolean> returnable) {
        return Stream.<Field<?>>concat(WRITTEN.stream(), Stream.of(reversed, address, returnable))
                .toList();
    }

    final JsonBytes out = new JsonBytes();

    void line(ResultSet row) throws SQLException {
        var kind = row.getString(2);
        var amount = row.getLong(3);
        var status = row.getString(4);
        out.beginObject();
        number("id", row, 1);
        out.field("kind").text(kind);
        money("amount", amount);
        out.field("status").text(status);
        text("method", row, 5);
        out.field("paid_at").instant(tookEffect(status) ? row.getBytes(6) : null);
        text("provider", row, 7);
        text("transaction_id", row, 8);
        text("description", row, 9);
        text("reason", row, 10);
        number("reverses", row, 11);
        contract(row);
        customer(row);
        period(row);
        number("run", row, 20);
        money("refundable", isRefundable(kind, status) && row.getBoolean(26) ? amount + row.getLong(24) : 0);
        author(row);
        out.field("created_at").instant(row.getBytes(23));
        text("confirmation_url", row, 25);
        out.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        out.field("contract").beginObject();
        number("id", row, 12);
        text("number", row, 13);
        text("status", row, 14);
        out.endObject();
    }

    private void customer(ResultSet row) throws SQLException {
        out.field("customer").beginObject();
        number("id", row, 15);
        text("full_name", row, 16);
        text("phone", row, 17);
        out.endObject();
    }

    private void period(ResultSet row) throws SQLException {
        var start = row.getBytes(18);
        out.field("period");
        if (start == null) {
            out.empty();
            return;
        }
        out.beginObject();
        out.field("start").text(start);
        out.field("end").text(row.getBytes(19));
        out.endObject();
    }

    private void author(ResultSet row) throws SQLException {
        out.field("created_by");
        if (row.getString(21) == null) {
            out.empty();
            return;
        }
        out.beginObject();
        number("id", row, 21);
        text("username", row, 22);
        out.endObject();
    }

    private static boolean tookEffect(@Nullable String status) {
        return PaymentStatus.SUCCEEDED.code().equals(status)
                || PaymentStatus.REFUNDED.code().equals(status);
    }

    private static boolean isRefundable(@Nullable String kind, @Nullable String status) {
        return PaymentKind.PAYMENT.code().equals(kind)
                && PaymentStatus.SUCCEEDED.code().equals(status);
    }

    private void text(String name, ResultSet row, int column) throws SQLException {
        out.field(name);
        out.text(row.getBytes(column));
    }

    private void number(String name, ResultSet row, int column) throws SQLException {
        var number = row.getLong(column);
        out.field(name);
        if (row.wasNull()) {
            out.empty();
        } else {
            out.number(number);
        }
    }

    private void money(String name, long kopecks) {
        out.field(name);
        out.text(new Money(kopecks).wire());
    }
}
