package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.SIM;

import io.telecomcrm.web.JsonBytes;
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

    final JsonBytes json = new JsonBytes();

    /** @param secrets PIN and PUK, which only a reveal tells */
    void write(ResultSet row, @Nullable SimSecrets secrets) throws SQLException {
        json.beginObject();
        json.field("id").number(row.getLong(1));
        json.field("iccid").text(row.getBytes(2));
        json.field("imsi").text(row.getBytes(3));
        json.field("msisdn").text(row.getBytes(4));
        json.field("status").text(row.getBytes(5));
        contract(row);
        json.field("created_at").instant(row.getBytes(9));
        json.field("updated_at").instant(row.getBytes(10));
        json.field("version").number(row.getLong(11));
        json.field("batch").text(row.getBytes(12));
        if (secrets != null) {
            for (var i = 0; i < SimSecrets.FIELDS.size(); i++) {
                json.field(SimSecrets.FIELDS.get(i)).text(secrets.values().get(i));
            }
        }
        json.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        json.field("contract");
        var number = row.getBytes(7);
        if (number == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(row.getLong(6));
        json.field("number").text(number);
        json.field("status").text(row.getBytes(8));
        json.endObject();
    }
}
