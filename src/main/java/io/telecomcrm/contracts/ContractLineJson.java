package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TARIFF;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/** Lines of the list as {@link ContractJson} has them, straight from the rows of the database, for lists must be fast. */
final class ContractLineJson {

    /** What a query must select. */
    static final List<? extends Field<?>> FIELDS = List.of(
            CONTRACT.ID,
            CONTRACT.NUMBER,
            CONTRACT.STATUS,
            CONTRACT.BALANCE,
            CONTRACT.SIGNED_ON,
            CONTRACT.ACTIVATED_AT,
            CONTRACT.TERMINATED_AT,
            CUSTOMER.ID,
            CUSTOMER.FULL_NAME,
            CUSTOMER.PHONE,
            SIM.ID,
            SIM.ICCID,
            SIM.MSISDN,
            SIM.STATUS,
            TARIFF.ID,
            TARIFF.NAME,
            TARIFF.FEE,
            TARIFF.PERIOD,
            CONTRACT.CREDIT_LIMIT,
            PROMISED_PAYMENT.UNTIL_ON,
            ContractRows.PENDING.ID,
            ContractRows.PENDING.NAME,
            CONTRACT.PENDING_TARIFF_FROM,
            CONTRACT.VERSION,
            CONTRACT_BLOCK.REASON,
            CONTRACT_BLOCK.SINCE_AT,
            CONTRACT_BLOCK.UNTIL_ON,
            CONTRACT_BLOCK.NOTE);

    static final Table<?> TABLES = ContractRows.TIES
            .leftJoin(PROMISED_PAYMENT)
            .on(PROMISED_PAYMENT.CONTRACT_ID.eq(CONTRACT.ID), PROMISED_PAYMENT.ENDED_AT.isNull());

    final JsonBytes out = new JsonBytes();
    private final ZoneId zone;

    ContractLineJson(ZoneId zone) {
        this.zone = zone;
    }

    /** Writes the contract that begins at a row, and says whether another follows. */
    boolean line(ResultSet row) throws SQLException {
        var id = row.getLong(1);
        out.beginObject();
        out.field("id").number(id);
        out.field("number").text(row.getBytes(2));
        out.field("status").text(row.getBytes(3));
        money("balance", row, 4);
        out.field("signed_on").text(row.getBytes(5));
        out.field("activated_at").instant(row.getBytes(6));
        out.field("terminated_at").instant(row.getBytes(7));
        customer(row);
        sim(row);
        tariff(row);
        var limit = new Money(row.getLong(19)).wire();
        var promisedUntil = row.getBytes(20);
        var pendingId = row.getLong(21);
        var pendingName = row.getBytes(22);
        var pendingFrom = row.getBytes(23);
        var version = row.getLong(24);
        var more = blocks(row, id);
        out.field("credit_limit").text(limit);
        out.field("promised_until").text(promisedUntil);
        out.field("pending_tariff");
        if (pendingName == null) {
            out.empty();
        } else {
            out.beginObject();
            out.field("id").number(pendingId);
            out.field("name").text(pendingName);
            out.field("from").text(pendingFrom);
            out.endObject();
        }
        out.field("version").number(version);
        out.endObject();
        return more;
    }

    private void customer(ResultSet row) throws SQLException {
        out.field("customer").beginObject();
        out.field("id").number(row.getLong(8));
        out.field("full_name").text(row.getBytes(9));
        out.field("phone").text(row.getBytes(10));
        out.endObject();
    }

    private void sim(ResultSet row) throws SQLException {
        var iccid = row.getBytes(12);
        out.field("sim");
        if (iccid == null) {
            out.empty();
            return;
        }
        out.beginObject();
        out.field("id").number(row.getLong(11));
        out.field("iccid").text(iccid);
        out.field("msisdn").text(row.getBytes(13));
        out.field("status").text(row.getBytes(14));
        out.endObject();
    }

    private void tariff(ResultSet row) throws SQLException {
        out.field("tariff").beginObject();
        out.field("id").number(row.getLong(15));
        out.field("name").text(row.getBytes(16));
        money("fee", row, 17);
        out.field("period").text(row.getBytes(18));
        out.endObject();
    }

    private boolean blocks(ResultSet row, long contract) throws SQLException {
        out.field("blocks").beginArray();
        var more = true;
        do {
            var reason = row.getBytes(25);
            if (reason != null) {
                var since = WireInstant.read(row.getString(26));
                out.beginObject();
                out.field("reason").text(reason);
                out.field("since").text(LocalDate.ofInstant(since, zone).toString());
                out.field("until").text(row.getBytes(27));
                out.field("note").text(row.getBytes(28));
                out.endObject();
            }
            more = row.next();
        } while (more && row.getLong(1) == contract);
        out.endArray();
        return more;
    }

    private void money(String name, ResultSet row, int column) throws SQLException {
        out.field(name).text(new Money(row.getLong(column)).wire());
    }
}
