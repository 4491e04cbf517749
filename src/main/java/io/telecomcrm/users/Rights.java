package io.telecomcrm.users;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every permission there is, by section; those of features still to come are known, but not yet shown. */
final class Rights {

    static final Set<String> ALL = new LinkedHashSet<>(List.of(
            "customers.view",
            "customers.edit",
            "customers.personal_data",
            "customers.confirm_duplicate",
            "customers.merge",
            "customers.delete",
            "customers.anonymise",
            "sims.view",
            "sims.edit",
            "sims.close",
            "sims.secrets",
            "tariffs.view",
            "tariffs.edit",
            "contracts.view",
            "contracts.edit",
            "contracts.activate",
            "contracts.terminate",
            "contracts.change_tariff",
            "contracts.replace_sim",
            "contracts.change_number",
            "contracts.change_customer",
            "contracts.credit_limit",
            "blocks.voluntary",
            "blocks.lost_sim",
            "blocks.fraud",
            "blocks.administrative",
            "blocks.regulatory",
            "payments.view",
            "payments.take",
            "payments.refund",
            "payments.adjust",
            "promised_payments.give",
            "gateway.review",
            "charging.view",
            "charging.run",
            "tickets.view",
            "tickets.edit",
            "tickets.assign",
            "notifications.templates",
            "imports.run",
            "exports.run",
            "reports.view",
            "audit.view",
            "users.edit",
            "roles.edit",
            "settings.edit",
            "jobs.view",
            "backups.run"));

    /** What the matrix shows: the sections of the product as it is. */
    static final Map<String, List<String>> SHOWN = sections();

    private Rights() {}

    private static Map<String, List<String>> sections() {
        var sections = new LinkedHashMap<String, List<String>>();
        sections.put(
                "customers",
                List.of(
                        "customers.view",
                        "customers.edit",
                        "customers.personal_data",
                        "customers.confirm_duplicate",
                        "customers.merge",
                        "customers.delete",
                        "customers.anonymise"));
        sections.put("sims", List.of("sims.view", "sims.edit", "sims.close", "sims.secrets"));
        sections.put("tariffs", List.of("tariffs.view", "tariffs.edit"));
        sections.put(
                "contracts",
                List.of(
                        "contracts.view",
                        "contracts.edit",
                        "contracts.activate",
                        "contracts.terminate",
                        "contracts.change_tariff",
                        "contracts.replace_sim",
                        "contracts.change_number",
                        "contracts.change_customer",
                        "contracts.credit_limit"));
        sections.put(
                "blocks",
                List.of(
                        "blocks.voluntary",
                        "blocks.lost_sim",
                        "blocks.fraud",
                        "blocks.administrative",
                        "blocks.regulatory"));
        sections.put(
                "payments",
                List.of(
                        "payments.view",
                        "payments.take",
                        "payments.refund",
                        "payments.adjust",
                        "promised_payments.give",
                        "gateway.review"));
        sections.put("charging", List.of("charging.view", "charging.run"));
        sections.put("tickets", List.of("tickets.view", "tickets.edit", "tickets.assign"));
        sections.put(
                "control",
                List.of("reports.view", "notifications.templates", "audit.view", "users.edit", "roles.edit"));
        return sections;
    }
}
