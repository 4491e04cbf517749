package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.WireInstant;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonpCharacterEscapes;

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
            new Column(CUSTOMER.CONSENT_ON, Shape.TEXT),
            new Column(CUSTOMER.NOTE, Shape.TEXT),
            new Column(CUSTOMER.FULL_NAME, Shape.TEXT),
            new Column(CUSTOMER.STATUS, Shape.TEXT),
            new Column(CUSTOMER.CREATED_AT, Shape.INSTANT),
            new Column(CUSTOMER.UPDATED_AT, Shape.INSTANT),
            new Column(CUSTOMER.VERSION, Shape.NUMBER));

    /** What a query must select, before anything else. */
    static final List<? extends Field<?>> FIELDS =
            COLUMNS.stream().map(Column::field).toList();

    /** What a query for a card selects behind them, in the order of the wire. */
    static final List<? extends Field<?>> CONTRACT_FIELDS = List.of(
            CONTRACT.ID,
            CONTRACT.NUMBER,
            CONTRACT.STATUS,
            CONTRACT.BALANCE,
            SIM.ID,
            SIM.ICCID,
            SIM.MSISDN,
            SIM.STATUS,
            TARIFF.ID,
            TARIFF.NAME,
            TARIFF.FEE,
            TARIFF.PERIOD);

    /** Where a query may put a value of its own. */
    static final int NEXT_COLUMN = COLUMNS.size() + 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .characterEscapes(JsonpCharacterEscapes.instance())
            .build();
    private static final SerializableString CONTRACTS = new SerializedString("contracts");

    private final boolean masked;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(65_536);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);

    /** @param masked whether personal data is hidden: texts become dots, dates null, for dots are no date */
    CustomerJson(boolean masked) {
        this.masked = masked;
    }

    void beginList() {
        json.writeStartArray();
    }

    void line(ResultSet row) throws SQLException {
        json.writeStartObject();
        write(row);
        json.writeEndObject();
    }

    void endList() {
        json.writeEndArray();
    }

    /** The card has its contracts too, one in each row; a customer without any has one row. */
    void card(ResultSet row) throws SQLException {
        json.writeStartObject();
        write(row);
        json.writeName(CONTRACTS);
        json.writeStartArray();
        do {
            var column = NEXT_COLUMN;
            if (row.getString(column) == null) {
                break;
            }
            json.writeStartObject();
            json.writeNumberProperty("id", row.getLong(column++));
            json.writeStringProperty("number", row.getString(column++));
            json.writeStringProperty("status", row.getString(column++));
            json.writeStringProperty("balance", new Money(row.getLong(column++)).wire());
            json.writeName("sim");
            if (row.getString(column) == null) {
                json.writeNull();
                column += 4;
            } else {
                json.writeStartObject();
                json.writeNumberProperty("id", row.getLong(column++));
                json.writeStringProperty("iccid", row.getString(column++));
                json.writeStringProperty("msisdn", row.getString(column++));
                json.writeStringProperty("status", row.getString(column++));
                json.writeEndObject();
            }
            json.writeName("tariff");
            json.writeStartObject();
            json.writeNumberProperty("id", row.getLong(column++));
            json.writeStringProperty("name", row.getString(column++));
            json.writeStringProperty("fee", new Money(row.getLong(column++)).wire());
            json.writeStringProperty("period", row.getString(column));
            json.writeEndObject();
            json.writeEndObject();
        } while (row.next());
        json.writeEndArray();
        json.writeEndObject();
    }

    byte[] bytes() {
        json.close();
        return bytes.toByteArray();
    }

    private void write(ResultSet row) throws SQLException {
        for (var i = 0; i < COLUMNS.size(); i++) {
            var column = COLUMNS.get(i);
            json.writeName(column.name);
            if (column.shape == Shape.NUMBER) {
                json.writeNumber(row.getLong(i + 1));
                continue;
            }
            var stored = row.getString(i + 1);
            var shown = stored == null ? null : shown(stored, column.shape);
            if (shown == null) {
                json.writeNull();
            } else {
                json.writeString(shown);
            }
        }
    }

    private @Nullable String shown(String stored, Shape shape) {
        return switch (shape) {
            case NUMBER, TEXT -> stored;
            case INSTANT -> WireInstant.ofStored(stored);
            case PERSONAL -> masked ? PersonalData.HIDDEN : stored;
            case PERSONAL_DATE -> masked ? null : stored;
            case DOCUMENT_NUMBER -> masked ? PersonalData.maskedNumber(stored) : stored;
        };
    }

    private enum Shape {
        NUMBER,
        TEXT,
        INSTANT,
        PERSONAL,
        PERSONAL_DATE,
        DOCUMENT_NUMBER
    }

    private record Column(Field<?> field, SerializableString name, Shape shape) {

        Column(Field<?> field, Shape shape) {
            this(field, new SerializedString(field.getName()), shape);
        }
    }
}
