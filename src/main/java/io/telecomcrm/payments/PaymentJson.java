package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PAYMENT;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Lines of the ledger as the API writes them, straight from the rows of the database, for lists must be fast. */
final class PaymentJson {

    /** What a query must select. */
    static final List<? extends Field<?>> FIELDS = List.of(
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
            PAYMENT.CREATED_AT,
            PaymentRepository.REVERSED,
            PaymentRepository.CONFIRMATION_URL);

    private static final byte[] ID = JsonBytes.name("id");
    private static final byte[] KIND = JsonBytes.name("kind");
    private static final byte[] AMOUNT = JsonBytes.name("amount");
    private static final byte[] STATUS = JsonBytes.name("status");
    private static final byte[] METHOD = JsonBytes.name("method");
    private static final byte[] PAID_AT = JsonBytes.name("paid_at");
    private static final byte[] PROVIDER = JsonBytes.name("provider");
    private static final byte[] TRANSACTION_ID = JsonBytes.name("transaction_id");
    private static final byte[] DESCRIPTION = JsonBytes.name("description");
    private static final byte[] REASON = JsonBytes.name("reason");
    private static final byte[] REVERSES = JsonBytes.name("reverses");
    private static final byte[] OF_CONTRACT = JsonBytes.name("contract");
    private static final byte[] NUMBER = JsonBytes.name("number");
    private static final byte[] OF_CUSTOMER = JsonBytes.name("customer");
    private static final byte[] FULL_NAME = JsonBytes.name("full_name");
    private static final byte[] PHONE = JsonBytes.name("phone");
    private static final byte[] PERIOD = JsonBytes.name("period");
    private static final byte[] START = JsonBytes.name("start");
    private static final byte[] END = JsonBytes.name("end");
    private static final byte[] RUN = JsonBytes.name("run");
    private static final byte[] REFUNDABLE = JsonBytes.name("refundable");
    private static final byte[] CREATED_BY = JsonBytes.name("created_by");
    private static final byte[] USERNAME = JsonBytes.name("username");
    private static final byte[] CREATED_AT = JsonBytes.name("created_at");
    private static final byte[] CONFIRMATION_URL = JsonBytes.name("confirmation_url");

    private final JsonBytes json = new JsonBytes();

    void beginList() {
        json.beginArray();
    }

    void endList() {
        json.endArray();
    }

    byte[] bytes() {
        return json.toBytes();
    }

    void line(ResultSet row) throws SQLException {
        var kind = row.getString(2);
        var amount = row.getLong(3);
        var status = row.getString(4);
        json.beginObject();
        number(ID, row, 1);
        json.field(KIND);
        json.text(kind);
        money(AMOUNT, amount);
        json.field(STATUS);
        json.text(status);
        text(METHOD, row, 5);
        json.field(PAID_AT);
        json.text(tookEffect(status) ? WireInstant.ofStored(row.getString(6)) : null);
        text(PROVIDER, row, 7);
        text(TRANSACTION_ID, row, 8);
        text(DESCRIPTION, row, 9);
        text(REASON, row, 10);
        number(REVERSES, row, 11);
        contract(row);
        customer(row);
        period(row);
        number(RUN, row, 20);
        money(REFUNDABLE, isRefundable(kind, status) ? amount + row.getLong(24) : 0);
        author(row);
        json.field(CREATED_AT);
        json.text(WireInstant.ofStored(row.getString(23)));
        text(CONFIRMATION_URL, row, 25);
        json.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        json.field(OF_CONTRACT);
        json.beginObject();
        number(ID, row, 12);
        text(NUMBER, row, 13);
        text(STATUS, row, 14);
        json.endObject();
    }

    private void customer(ResultSet row) throws SQLException {
        json.field(OF_CUSTOMER);
        json.beginObject();
        number(ID, row, 15);
        text(FULL_NAME, row, 16);
        text(PHONE, row, 17);
        json.endObject();
    }

    private void period(ResultSet row) throws SQLException {
        var start = row.getString(18);
        json.field(PERIOD);
        if (start == null) {
            json.text((String) null);
            return;
        }
        json.beginObject();
        json.field(START);
        json.text(start);
        json.field(END);
        json.text(row.getString(19));
        json.endObject();
    }

    private void author(ResultSet row) throws SQLException {
        json.field(CREATED_BY);
        if (row.getString(21) == null) {
            json.text((String) null);
            return;
        }
        json.beginObject();
        number(ID, row, 21);
        text(USERNAME, row, 22);
        json.endObject();
    }

    private static boolean tookEffect(@Nullable String status) {
        return PaymentStatus.SUCCEEDED.code().equals(status)
                || PaymentStatus.REFUNDED.code().equals(status);
    }

    private static boolean isRefundable(@Nullable String kind, @Nullable String status) {
        return PaymentKind.PAYMENT.code().equals(kind)
                && PaymentStatus.SUCCEEDED.code().equals(status);
    }

    private void text(byte[] name, ResultSet row, int column) throws SQLException {
        json.field(name);
        json.text(row.getBytes(column));
    }

    private void number(byte[] name, ResultSet row, int column) throws SQLException {
        var number = row.getLong(column);
        json.field(name);
        if (row.wasNull()) {
            json.text((String) null);
        } else {
            json.number(number);
        }
    }

    private void money(byte[] name, long kopecks) {
        json.field(name);
        json.text(new Money(kopecks).wire());
    }
}
