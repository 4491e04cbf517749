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
import io.telecomcrmdb.tables.Tariff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/** Lines of the list as {@link ContractJson} has them, straight from the rows of the database, for lists must be fast. */
final class ContractLineJson {

    private static final Tariff PENDING = TARIFF.as("pending");

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
            PENDING.ID,
            PENDING.NAME,
            CONTRACT.PENDING_TARIFF_FROM,
            CONTRACT.VERSION,
            CONTRACT_BLOCK.REASON,
            CONTRACT_BLOCK.SINCE_AT,
            CONTRACT_BLOCK.UNTIL_ON,
            CONTRACT_BLOCK.NOTE);

    /** From what; a contract that is suspended for several reasons has a row for each. */
    static final Table<?> TABLES = CONTRACT.join(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
            .join(TARIFF)
            .on(TARIFF.ID.eq(CONTRACT.TARIFF_ID))
            .leftJoin(SIM)
            .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
            .leftJoin(PENDING)
            .on(PENDING.ID.eq(CONTRACT.PENDING_TARIFF_ID))
            .leftJoin(PROMISED_PAYMENT)
            .on(PROMISED_PAYMENT.CONTRACT_ID.eq(CONTRACT.ID), PROMISED_PAYMENT.ENDED_AT.isNull())
            .leftJoin(CONTRACT_BLOCK)
            .on(CONTRACT_BLOCK.CONTRACT_ID.eq(CONTRACT.ID), CONTRACT_BLOCK.LIFTED_AT.isNull());

    final JsonBytes json = new JsonBytes();
    private final ZoneId zone;

    ContractLineJson(ZoneId zone) {
        this.zone = zone;
    }

    /** Writes the contract that begins at a row, and says whether another follows. */
    boolean line(ResultSet row) throws SQLException {
        var id = row.getLong(1);
        json.beginObject();
        json.field("id").number(id);
        json.field("number").text(row.getBytes(2));
        json.field("status").text(row.getBytes(3));
        money("balance", row, 4);
        json.field("signed_on").text(row.getBytes(5));
        json.field("activated_at").instant(row.getBytes(6));
        json.field("terminated_at").instant(row.getBytes(7));
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
        json.field("credit_limit").text(limit);
        json.field("promised_until").text(promisedUntil);
        json.field("pending_tariff");
        if (pendingName == null) {
            json.empty();
        } else {
            json.beginObject();
            json.field("id").number(pendingId);
            json.field("name").text(pendingName);
            json.field("from").text(pendingFrom);
            json.endObject();
        }
        json.field("version").number(version);
        json.endObject();
        return more;
    }

    private void customer(ResultSet row) throws SQLException {
        json.field("customer").beginObject();
        json.field("id").number(row.getLong(8));
        json.field("full_name").text(row.getBytes(9));
        json.field("phone").text(row.getBytes(10));
        json.endObject();
    }

    private void sim(ResultSet row) throws SQLException {
        var iccid = row.getBytes(12);
        json.field("sim");
        if (iccid == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(row.getLong(11));
        json.field("iccid").text(iccid);
        json.field("msisdn").text(row.getBytes(13));
        json.field("status").text(row.getBytes(14));
        json.endObject();
    }

    private void tariff(ResultSet row) throws SQLException {
        json.field("tariff").beginObject();
        json.field("id").number(row.getLong(15));
        json.field("name").text(row.getBytes(16));
        money("fee", row, 17);
        json.field("period").text(row.getBytes(18));
        json.endObject();
    }

    private boolean blocks(ResultSet row, long contract) throws SQLException {
        json.field("blocks").beginArray();
        var more = true;
        do {
            var reason = row.getBytes(25);
            if (reason != null) {
                var since = Instant.parse(WireInstant.ofStored(row.getString(26)));
                json.beginObject();
                json.field("reason").text(reason);
                json.field("since").text(LocalDate.ofInstant(since, zone).toString());
                json.field("until").text(row.getBytes(27));
                json.field("note").text(row.getBytes(28));
                json.endObject();
            }
            more = row.next();
        } while (more && row.getLong(1) == contract);
        json.endArray();
        return more;
    }

    private void money(String name, ResultSet row, int column) throws SQLException {
        json.field(name).text(new Money(row.getLong(column)).wire());
    }
}
