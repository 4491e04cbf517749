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

    final JsonBytes out = new JsonBytes();

    /** @param secrets PIN and PUK, which only a reveal tells */
    void write(ResultSet row, @Nullable SimSecrets secrets) throws SQLException {
        out.beginObject();
        out.field("id").number(row.getLong(1));
        out.field("iccid").text(row.getBytes(2));
        out.field("imsi").text(row.getBytes(3));
        out.field("msisdn").text(row.getBytes(4));
        out.field("status").text(row.getBytes(5));
        contract(row);
        out.field("created_at").instant(row.getBytes(9));
        out.field("updated_at").instant(row.getBytes(10));
        out.field("version").number(row.getLong(11));
        out.field("batch").text(row.getBytes(12));
        if (secrets != null) {
            for (var i = 0; i < SimSecrets.FIELDS.size(); i++) {
                out.field(SimSecrets.FIELDS.get(i)).text(secrets.values().get(i));
            }
        }
        out.endObject();
    }

    private void contract(ResultSet row) throws SQLException {
        out.field("contract");
        var number = row.getBytes(7);
        if (number == null) {
            out.empty();
            return;
        }
        out.beginObject();
        out.field("id").number(row.getLong(6));
        out.field("number").text(number);
        out.field("status").text(row.getBytes(8));
        out.endObject();
    }
}
