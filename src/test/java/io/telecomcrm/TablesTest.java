package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrmdb.DefaultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/** A table is written only by the feature that owns it; reading is free. */
class TablesTest {

    private static final Map<String, String> OWNER = Map.ofEntries(
            Map.entry("audit_check", "audit"),
            Map.entry("audit_entry", "audit"),
            Map.entry("audit_fence", "audit"),
            Map.entry("audit_seal", "audit"),
            Map.entry("charge_run", "charging"),
            Map.entry("charge_run_parked", "charging"),
            Map.entry("customer", "customers"),
            Map.entry("customer_count", "customers"),
            Map.entry("customer_merge", "customers"),
            Map.entry("contract", "contracts"),
            Map.entry("contract_block", "contracts"),
            Map.entry("contract_count", "contracts"),
            Map.entry("contract_document", "contracts"),
            Map.entry("contract_history", "contracts"),
            Map.entry("contract_text", "contracts"),
            Map.entry("contract_wizard", "contracts"),
            Map.entry("gateway_event", "gateway"),
            Map.entry("gateway_operation", "gateway"),
            Map.entry("gateway_review", "gateway"),
            Map.entry("idempotency_key", "web"),
            Map.entry("known_address", "users"),
            Map.entry("notice", "notices"),
            Map.entry("notice_choice", "notices"),
            Map.entry("notification", "notifications"),
            Map.entry("notification_attempt", "notifications"),
            Map.entry("notification_outbox", "notifications"),
            Map.entry("notification_part", "notifications"),
            Map.entry("notification_receipt", "notifications"),
            Map.entry("notification_template", "notifications"),
            Map.entry("payment", "payments"),
            Map.entry("payment_count", "payments"),
            Map.entry("payment_day", "payments"),
            Map.entry("phone_number", "sims"),
            Map.entry("presence", "presence"),
            Map.entry("promised_payment", "payments"),
            Map.entry("refresh_token", "users"),
            Map.entry("role", "users"),
            Map.entry("role_permission", "users"),
            Map.entry("sign_in_failure", "users"),
            Map.entry("sim", "sims"),
            Map.entry("sim_count", "sims"),
            Map.entry("sim_history", "sims"),
            Map.entry("subscription", "payments"),
            Map.entry("tariff", "tariffs"),
            Map.entry("ticket", "tickets"),
            Map.entry("ticket_attachment", "tickets"),
            Map.entry("ticket_attachment_part", "tickets"),
            Map.entry("ticket_comment", "tickets"),
            Map.entry("ticket_count", "tickets"),
            Map.entry("user_account", "users"),
            Map.entry("user_session", "users"));

    private static final Path SOURCES =
            Path.of(System.getProperty("basedir", "."), "src", "main", "java", "io", "telecomcrm");
    private static final Pattern WRITE =
            Pattern.compile("(?:insertInto|\\bupdate|deleteFrom|mergeInto|truncate)\\(\\s*([A-Z][A-Z_]+)\\b"
                    + "|(?i:insert\\s+into|delete\\s+from|copy)\\s+([a-z_]+)");

    private static final Pattern CONTRACT_WRITE = Pattern.compile("(insertInto|update|deleteFrom)\\(CONTRACT\\)");
    private static final Pattern BALANCE =
            Pattern.compile("update\\(CONTRACT\\)\\s*\\.set\\(\\s*CONTRACT\\.BALANCE,[^;]*?\\)\\)\\s*\\.where\\(");

    @Test
    void everyTableHasAnOwner() {
        assertThat(DefaultSchema.DEFAULT_SCHEMA.getTables())
                .extracting(Table::getName)
                .containsExactlyInAnyOrderElementsOf(OWNER.keySet());
    }

    @Test
    void onlyTheOwnerWritesATable() throws IOException {
        var strangers = new ArrayList<String>();
        var writes = 0;
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var feature = SOURCES.relativize(file).getName(0).toString();
                var found = WRITE.matcher(Files.readString(file));
                while (found.find()) {
                    var table = found.group(1) != null ? found.group(1).toLowerCase(Locale.ROOT) : found.group(2);
                    var owner = OWNER.get(table);
                    if (owner != null) {
                        writes++;
                        if (!owner.equals(feature) && !movesBalance(file, table)) {
                            strangers.add(file + " writes " + table);
                        }
                    }
                }
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(writes).as("writes found at all").isGreaterThan(10);
    }

    /** The one exception: the ledger moves the balance of a contract in the transaction of its line, and nothing else. */
    private static boolean movesBalance(Path file, String table) throws IOException {
        return table.equals("contract")
                && (file.endsWith(Path.of("payments", "Ledger.java"))
                        || file.endsWith(Path.of("payments", "DemoPaymentRepository.java"))
                        || file.endsWith(Path.of("payments", "SubscriptionRepository.java")))
                && BALANCE.matcher(Files.readString(file)).results().count() == 1
                && CONTRACT_WRITE.matcher(Files.readString(file)).results().count() == 1;
    }
}
