package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

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

    /** Behind all others, those of the card too. */
    private static final Column ANONYMISED = new Column(CUSTOMER.ANONYMISED_AT, Shape.INSTANT);

    /** What a query must select, before anything else. */
    static final List<? extends Field<?>> FIELDS = Stream.concat(COLUMNS.stream(), Stream.of(ANONYMISED))
            .map(Column::field)
            .toList();

    private static final List<Column> CONTRACT_COLUMNS = List.of(
            new Column(CONTRACT.ID, Shape.NUMBER),
            new Column(CONTRACT.NUMBER, Shape.TEXT),
            new Column(CONTRACT.STATUS, Shape.TEXT),
            new Column(CONTRACT.BALANCE, Shape.MONEY));
    private static final List<Column> SIM_COLUMNS = List.of(
            new Column(SIM.ID, Shape.NUMBER),
            new Column(SIM.ICCID, Shape.TEXT),
            new Column(SIM.MSISDN, Shape.TEXT),
            new Column(SIM.STATUS, Shape.TEXT));
    private static final List<Column> TARIFF_COLUMNS = List.of(
            new Column(TARIFF.ID, Shape.NUMBER),
            new Column(TARIFF.NAME, Shape.TEXT),
            new Column(TARIFF.FEE, Shape.MONEY),
            new Column(TARIFF.PERIOD, Shape.TEXT));

    /** What a query for a card selects behind them. */
    static final List<? extends Field<?>> CONTRACT_FIELDS = Stream.of(CONTRACT_COLUMNS, SIM_COLUMNS, TARIFF_COLUMNS)
            .flatMap(List::stream)
            .map(Column::field)
            .toList();

    /** Where a query may put a value of its own. */
    static final int NEXT_COLUMN = COLUMNS.size() + 2;

    static final int VERSION_COLUMN = COLUMNS.size();
    private static final int ANONYMISED_COLUMN = COLUMNS.size() + 1;

    private static final byte[] HIDDEN = PersonalData.HIDDEN.getBytes(StandardCharsets.UTF_8);

    private final boolean masked;
    final JsonBytes out = new JsonBytes();

    /** @param masked whether personal data is hidden: texts become dots, dates null, for dots are no date */
    CustomerJson(boolean masked) {
        this.masked = masked;
    }

    void line(ResultSet row) throws SQLException {
        out.beginObject();
        write(row);
        anonymised(row.getBytes(ANONYMISED_COLUMN));
        out.endObject();
    }

    /** The card has its contracts too, one in each row; a customer without any has one row. */
    void card(ResultSet row) throws SQLException {
        out.beginObject();
        write(row);
        var anonymised = row.getBytes(ANONYMISED_COLUMN);
        out.field("contracts");
        out.beginArray();
        if (row.getString(NEXT_COLUMN) != null) {
            do {
                contract(row);
            } while (row.next());
        }
        out.endArray();
        anonymised(anonymised);
        out.endObject();
    }

    private void anonymised(byte @Nullable [] stored) {
        out.field(ANONYMISED.name).instant(stored);
    }

    private void contract(ResultSet row) throws SQLException {
        var sim = NEXT_COLUMN + CONTRACT_COLUMNS.size();
        out.beginObject();
        write(row, CONTRACT_COLUMNS, NEXT_COLUMN);
        out.field("sim");
        if (row.getString(sim) == null) {
            out.empty();
        } else {
            out.beginObject();
            write(row, SIM_COLUMNS, sim);
            out.endObject();
        }
        out.field("tariff");
        out.beginObject();
        write(row, TARIFF_COLUMNS, sim + SIM_COLUMNS.size());
        out.endObject();
        out.endObject();
    }

    private void write(ResultSet row) throws SQLException {
        write(row, COLUMNS, 1);
    }

    private void write(ResultSet row, List<Column> columns, int first) throws SQLException {
        for (var i = 0; i < columns.size(); i++) {
            out.field(columns.get(i).name);
            value(row, first + i, columns.get(i).shape);
        }
    }

    private void value(ResultSet row, int column, Shape shape) throws SQLException {
        switch (shape) {
            case NUMBER -> out.number(row.getLong(column));
            case MONEY -> out.text(new Money(row.getLong(column)).wire());
            case TEXT, DATE -> out.text(row.getBytes(column));
            case INSTANT -> out.instant(row.getBytes(column));
            case PERSONAL -> {
                var stored = row.getBytes(column);
                out.text(stored == null || !masked ? stored : HIDDEN);
            }
            case PERSONAL_DATE -> out.text(masked ? null : row.getBytes(column));
            case DOCUMENT_NUMBER -> {
                if (masked) {
                    var stored = row.getString(column);
                    out.text(stored == null ? null : PersonalData.maskedNumber(stored));
                } else {
                    out.text(row.getBytes(column));
                }
            }
        }
    }

    private enum Shape {
        NUMBER,
        MONEY,
        TEXT,
        DATE,
        INSTANT,
        PERSONAL,
        PERSONAL_DATE,
        DOCUMENT_NUMBER
    }

    private record Column(Field<?> field, String name, Shape shape) {

        Column(Field<?> field, Shape shape) {
            this(field, field.getName(), shape);
        }
    }
}
