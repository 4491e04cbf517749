package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.SIM;

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
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonpCharacterEscapes;

/** Cards as the API writes them, straight from the rows of the database, for lists must be fast. */
final class SimJson {

    /** What a query must select, before anything else. */
    static final List<? extends Field<?>> FIELDS = List.of(
            SIM.ID,
            SIM.ICCID,
            SIM.IMSI,
            SIM.MSISDN,
            SIM.STATUS,
            SIM.CONTRACT_ID,
            CONTRACT.NUMBER,
            CONTRACT.STATUS,
            SIM.CREATED_AT,
            SIM.UPDATED_AT,
            SIM.VERSION,
            SIM.BATCH);

    /** Where a query may put a value of its own. */
    static final int NEXT_COLUMN = FIELDS.size() + 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .characterEscapes(JsonpCharacterEscapes.instance())
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);

    void beginList() {
        json.writeStartArray();
    }

    void endList() {
        json.writeEndArray();
    }

    /** @param secrets PIN and PUK, which only a reveal tells */
    void write(ResultSet row, @Nullable SimSecrets secrets) throws SQLException {
        json.writeStartObject();
        json.writeNumberProperty("id", row.getLong(1));
        json.writeStringProperty("iccid", row.getString(2));
        text("imsi", row.getString(3));
        text("msisdn", row.getString(4));
        json.writeStringProperty("status", row.getString(5));
        contract(row);
        json.writeStringProperty("created_at", WireInstant.ofStored(row.getString(9)));
        json.writeStringProperty("updated_at", WireInstant.ofStored(row.getString(10)));
        json.writeNumberProperty("version", row.getLong(11));
        text("batch", row.getString(12));
        if (secrets != null) {
            for (var i = 0; i < SimSecrets.FIELDS.size(); i++) {
                text(SimSecrets.FIELDS.get(i), secrets.values().get(i));
            }
        }
        json.writeEndObject();
    }

    byte[] bytes() {
        json.close();
        return bytes.toByteArray();
    }

    private void contract(ResultSet row) throws SQLException {
        json.writeName("contract");
        var number = row.getString(7);
        if (number == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberProperty("id", row.getLong(6));
        json.writeStringProperty("number", number);
        json.writeStringProperty("status", row.getString(8));
        json.writeEndObject();
    }

    private void text(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }
}
