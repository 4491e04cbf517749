package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.SIM;

import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

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

    private final JsonBytes json = new JsonBytes();

    void beginList() {
        json.beginArray();
    }

    void endList() {
        json.endArray();
    }

    /** @param secrets PIN and PUK, which only a reveal tells */
    void write(ResultSet row, @Nullable SimSecrets secrets) throws SQLException {
        json.beginObject();
        json.field("id").number(row.getLong(1));
        json.field("iccid").text(row.getString(2));
        json.field("imsi").text(row.getString(3));
        json.field("msisdn").text(row.getString(4));
        json.field("status").text(row.getString(5));
        contract(row);
        json.field("created_at").text(WireInstant.ofStored(row.getString(9)));
        json.field("updated_at").text(WireInstant.ofStored(row.getString(10)));
        json.field("version").number(row.getLong(11));
        json.field("batch").text(row.getString(12));
        if (secrets != null) {
            for (var i = 0; i < SimSecrets.FIELDS.size(); i++) {
                json.field(SimSecrets.FIELDS.get(i)).text(secrets.values().get(i));
            }
        }
        json.endObject();
    }

    byte[] bytes() {
        return json.toBytes();
    }

    private void contract(ResultSet row) throws SQLException {
        json.field("contract");
        var number = row.getString(7);
        if (number == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(row.getLong(6));
        json.field("number").text(number);
        json.field("status").text(row.getString(8));
        json.endObject();
    }
}
