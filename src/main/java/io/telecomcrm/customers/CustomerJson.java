package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CUSTOMER;

import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;

/**
 * Customers as the API writes them, straight from the rows of the database: a list of a hundred has thousands of
 * values, and making objects of them would cost more than all the rest of the request.
 */
final class CustomerJson {

    /** In the order of the wire. */
    private static final List<Column> COLUMNS = List.of(
            new Column(CUSTOMER.ID, Shape.NUMBER),
            new Column(CUSTOMER.KIND, Shape.TEXT),
            new Column(CUSTOMER.LAST_NAME, Shape.TEXT),
            new Column(CUSTOMER.FIRST_NAME, Shape.TEXT),
            new Column(CUSTOMER.MIDDLE_NAME, Shape.TEXT),
            new Column(CUSTOMER.BIRTH_DATE, Shape.PERSONAL_DATE),
            new Column(CUSTOMER.DOCUMENT_TYPE, Shape.TEXT),
            new Column(CUSTOMER.DOCUMENT_COUNTRY, Shape.TEXT),
            new Column(CUSTOMER.PASSPORT_SERIES, Shape.PERSONAL),
            new Column(CUSTOMER.PASSPORT_NUMBER, Shape.DOCUMENT_NUMBER),
            new Column(CUSTOMER.PASSPORT_ISSUED_BY, Shape.PERSONAL),
            new Column(CUSTOMER.PASSPORT_ISSUED_ON, Shape.PERSONAL_DATE),
            new Column(CUSTOMER.INN, Shape.TEXT),
            new Column(CUSTOMER.KPP, Shape.TEXT),
            new Column(CUSTOMER.OGRN, Shape.TEXT),
            new Column(CUSTOMER.COMPANY_NAME, Shape.TEXT),
            new Column(CUSTOMER.CONTACT_PERSON, Shape.TEXT),
            new Column(CUSTOMER.REPRESENTATIVE, Shape.TEXT),
            new Column(CUSTOMER.CITIZENSHIP, Shape.TEXT),
            new Column(CUSTOMER.ADDRESS, Shape.PERSONAL),
            new Column(CUSTOMER.PHONE, Shape.TEXT),
            new Column(CUSTOMER.EMAIL, Shape.TEXT),
            new Column(CUSTOMER.LANGUAGE, Shape.TEXT),
            new Column(CUSTOMER.CODE_WORD, Shape.PERSONAL),
            new Column(CUSTOMER.CONSENT_ON, Shape.DATE),
            new Column(CUSTOMER.NOTE, Shape.TEXT),
            new Column(CUSTOMER.FULL_NAME, Shape.TEXT),
            new Column(CUSTOMER.STATUS, Shape.TEXT),
            new Column(CUSTOMER.CREATED_AT, Shape.INSTANT),
            new Column(CUSTOMER.UPDATED_AT, Shape.INSTANT),
            new Column(CUSTOMER.VERSION, Shape.NUMBER));

    /** What a query must select, before anything else. */
    static final List<? extends Field<?>> FIELDS =
            COLUMNS.stream().map(Column::field).toList();

    /** Where a query may put a value of its own. */
    static final int NEXT_COLUMN = COLUMNS.size() + 1;

    private static final byte[] HIDDEN = PersonalData.HIDDEN.getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONTRACTS = JsonBytes.name("contracts");

    private final boolean masked;
    private final JsonBytes json = new JsonBytes();

    /** @param masked whether personal data is hidden: texts become dots, dates null, for dots are no date */
    CustomerJson(boolean masked) {
        this.masked = masked;
    }

    void beginList() {
        json.beginArray();
    }

    void line(ResultSet row) throws SQLException {
        json.beginObject();
        write(row);
        json.endObject();
    }

    void endList() {
        json.endArray();
    }

    /** The card has its contracts too, once there are contracts to have. */
    void card(ResultSet row) throws SQLException {
        json.beginObject();
        write(row);
        json.field(CONTRACTS);
        json.beginArray();
        json.endArray();
        json.endObject();
    }

    byte[] bytes() {
        return json.toBytes();
    }

    private void write(ResultSet row) throws SQLException {
        for (var i = 0; i < COLUMNS.size(); i++) {
            json.field(COLUMNS.get(i).name);
            value(row, i + 1, COLUMNS.get(i).shape);
        }
    }

    private void value(ResultSet row, int column, Shape shape) throws SQLException {
        switch (shape) {
            case NUMBER -> json.number(row.getLong(column));
            case TEXT -> json.text(row.getBytes(column));
            case DATE -> json.text(row.getString(column));
            case INSTANT -> json.text(WireInstant.ofStored(row.getString(column)));
            case PERSONAL -> {
                var stored = row.getBytes(column);
                json.text(stored == null || !masked ? stored : HIDDEN);
            }
            case PERSONAL_DATE -> json.text(masked ? null : row.getString(column));
            case DOCUMENT_NUMBER -> {
                var stored = row.getString(column);
                json.text(stored == null || !masked ? stored : PersonalData.maskedNumber(stored));
            }
        }
    }

    private enum Shape {
        NUMBER,
        TEXT,
        DATE,
        INSTANT,
        PERSONAL,
        PERSONAL_DATE,
        DOCUMENT_NUMBER
    }

    @SuppressWarnings("ArrayRecordComponent") // a constant
    private record Column(Field<?> field, byte[] name, Shape shape) {

        Column(Field<?> field, Shape shape) {
            this(field, JsonBytes.name(field.getName()), shape);
        }
    }
}
