package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.GATEWAY_EVENT;

import io.telecomcrm.kernel.Money;
import io.telecomcrmdb.tables.records.GatewayEventRecord;
import io.telecomcrmdb.tables.records.GatewayReviewRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A few payments that nobody could place and one that somebody did, for trying the review list out. */
@Component
class DemoCases {

    private static final String BANK = "sbp";

    private final ReviewRepository rows;
    private final DSLContext db;
    private final JsonMapper json;
    private final Clock clock;

    DemoCases(ReviewRepository rows, DSLContext db, JsonMapper json, Clock clock) {
        this.rows = rows;
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    void make() {
        var now = clock.instant();
        var contract = db.select(CONTRACT.ID)
                .from(CONTRACT)
                .orderBy(CONTRACT.ID.desc())
                .limit(1)
                .fetchOne(CONTRACT.ID);
        told(BANK, "A6270914", "79995550142", "500.00", "RUB", ReviewReason.ACCOUNT, null, ago(now, 26));
        told(BANK, "A6271355", "1234567890", "350.00", "RUB", ReviewReason.ACCOUNT, null, ago(now, 3));
        told(BANK, "A6271402", "1234567897", "2500.00", "KZT", ReviewReason.CURRENCY, contract, ago(now, 2));
        var hinted = new LinkedHashMap<String, Object>();
        hinted.put("type", "notification");
        hinted.put("event", "payment.succeeded");
        hinted.put(
                "object",
                Map.of(
                        "id", "2ea1f0c4-000f-5000-8000-18db351245c7",
                        "status", "succeeded",
                        "amount", Map.of("value", "1000.00", "currency", "RUB")));
        event(YooKassa.CODE, "2ea1f0c4-000f-5000-8000-18db351245c7", hinted, ReviewReason.UNKNOWN, ago(now, 1));
        review(
                YooKassa.CODE,
                "2ea1f0c4-000f-5000-8000-18db351245c7",
                null,
                "1000.00",
                "RUB",
                ReviewReason.UNKNOWN,
                null,
                ago(now, 1));
    }

    private void told(
            String provider,
            String transaction,
            String account,
            String amount,
            String currency,
            ReviewReason reason,
            @Nullable Long contract,
            Instant at) {
        var body = new LinkedHashMap<String, Object>();
        body.put("event_id", "E" + transaction);
        body.put("type", Notice.SUCCEEDED);
        body.put("transaction_id", transaction);
        body.put("account", account);
        body.put("amount", amount);
        body.put("currency", currency);
        body.put("paid_at", at.minusSeconds(4).toString());
        event(provider, transaction, body, reason, at);
        review(provider, transaction, account, amount, currency, reason, contract, at);
    }

    private void event(String provider, String transaction, Map<String, Object> body, ReviewReason reason, Instant at) {
        var row = new GatewayEventRecord();
        row.setProvider(provider);
        row.setReceivedAt(at);
        row.setAddress("203.0.113.17");
        row.setBody(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        row.setState(EventState.REVIEW);
        row.setType(Notice.SUCCEEDED);
        row.setTransactionId(transaction);
        row.setAttempts(1);
        row.setNote(reason.code());
        row.setProcessedAt(at.plusMillis(120));
        db.insertInto(GATEWAY_EVENT).set(row).execute();
    }

    private void review(
            String provider,
            String transaction,
            @Nullable String account,
            String amount,
            String currency,
            ReviewReason reason,
            @Nullable Long contract,
            Instant at) {
        var row = new GatewayReviewRecord();
        row.setProvider(provider);
        row.setTransactionId(transaction);
        row.setReason(reason);
        row.setState(ReviewState.OPEN);
        row.setContractId(contract);
        row.setAmount(Money.parse(amount));
        row.setCurrency(currency);
        row.setAccount(account);
        row.setPaidAt(at.minusSeconds(4));
        row.setCreatedAt(at);
        rows.add(row);
    }

    private static Instant ago(Instant now, long hours) {
        return now.minus(Duration.ofHours(hours));
    }
}
