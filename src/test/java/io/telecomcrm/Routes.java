package io.telecomcrm;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who may use which route, as the rules of the product say: one line for each route, by feature. */
final class Routes {

    private static final String NOTHING = "nothing";
    private static final String SIGNED_IN = "signed-in";

    static final Map<String, String> PERMISSIONS = new TreeMap<>();

    /** The permissions that each role has beyond those of the role before it. */
    private static final Map<String, Set<String>> BEYOND = Map.of(
            "employee",
            Set.of(
                    "customers.view",
                    "sims.view",
                    "tariffs.view",
                    "contracts.view",
                    "payments.view",
                    "tickets.view",
                    "tickets.edit"),
            "operator",
            Set.of(
                    "customers.edit",
                    "customers.personal_data",
                    "sims.edit",
                    "contracts.edit",
                    "contracts.activate",
                    "contracts.terminate",
                    "contracts.change_tariff",
                    "contracts.replace_sim",
                    "contracts.change_number",
                    "contracts.change_customer",
                    "blocks.voluntary",
                    "blocks.lost_sim",
                    "payments.take",
                    "promised_payments.give",
                    "tickets.assign"),
            "supervisor",
            Set.of(
                    "customers.confirm_duplicate",
                    "customers.merge",
                    "customers.delete",
                    "sims.secrets",
                    "sims.close",
                    "tariffs.edit",
                    "blocks.fraud",
                    "blocks.administrative",
                    "blocks.regulatory",
                    "payments.refund",
                    "payments.adjust",
                    "contracts.credit_limit",
                    "gateway.review",
                    "notifications.templates",
                    "reports.view",
                    "audit.view",
                    "charging.view"),
            "admin",
            Set.of("users.edit", "roles.edit", "customers.anonymise", "charging.run"));

    private static final List<String> ORDER = List.of("employee", "operator", "supervisor", "admin");

    private Routes() {}

    static {
        // the shell
        route(NOTHING, "GET /error", "GET /api", "GET /api/schema", "GET /api/docs", "GET /api/redoc");
        route(SIGNED_IN, "GET /", "GET /api/dashboard", "GET /search");

        // signing in, the profile
        route(NOTHING, "GET /login", "POST /login", "GET /login/password", "POST /login/password", "POST /logout");
        route(NOTHING, "POST /profile/language", "POST /profile/theme");
        route(SIGNED_IN, "GET /profile", "POST /profile/password", "POST /profile/sessions/end");
        route(NOTHING, "POST /api/auth/login", "POST /api/auth/refresh", "POST /api/auth/verify");
        route(NOTHING, "POST /api/auth/logout");
        route(SIGNED_IN, "GET /api/auth/me", "POST /api/auth/password");

        // users and roles
        route("users.edit", "GET /users", "GET /users/new", "POST /users", "GET /users/{id}", "POST /users/{id}");
        route("users.edit", "POST /users/{id}/password");
        route("users.edit", "GET /api/users", "POST /api/users", "GET /api/users/{id}", "PUT /api/users/{id}");
        route("users.edit", "PATCH /api/users/{id}", "DELETE /api/users/{id}", "POST /api/users/{id}/password");
        route("roles.edit", "GET /roles", "POST /roles");
        route("roles.edit", "GET /api/roles", "GET /api/roles/{code}", "PATCH /api/roles/{code}");

        // SIM cards
        route("sims.view", "GET /api/sims", "GET /api/sims/{id}", "GET /api/sims/{id}/history");
        route("sims.edit", "POST /api/sims", "PUT /api/sims/{id}", "PATCH /api/sims/{id}", "DELETE /api/sims/{id}");
        route("sims.secrets", "POST /api/sims/{id}/reveal", "POST /sims/{id}/reveal");
        route("sims.view", "GET /sims", "GET /sims/{id}", "GET /sims/{id}/secrets");
        route("sims.edit", "GET /sims/new", "POST /sims", "GET /sims/{id}/edit", "POST /sims/{id}");
        route("sims.edit", "POST /sims/check", "POST /sims/{id}/deletion");

        // customers
        route("customers.view", "GET /api/customers", "GET /api/customers/{id}");
        route("customers.view", "POST /api/customers/lookalikes");
        route("customers.edit", "POST /api/customers", "PUT /api/customers/{id}", "PATCH /api/customers/{id}");
        route("customers.delete", "DELETE /api/customers/{id}", "POST /customers/{id}/deletion");
        route("customers.personal_data", "POST /api/customers/{id}/reveal", "POST /customers/{id}/reveal");
        route("customers.view", "GET /customers", "GET /customers/{id}", "GET /customers/{id}/personal");
        route("customers.edit", "GET /customers/new", "POST /customers", "GET /customers/{id}/edit");
        route("customers.edit", "POST /customers/{id}", "POST /customers/check", "POST /customers/lookalikes");

        route(
                "customers.view",
                "GET /customers/{id}/history",
                "POST /customers/{id}/presence",
                "GET /customers/options");
        route("customers.merge", "GET /customers/{id}/merge", "POST /customers/{id}/merge");
        route("customers.merge", "POST /api/customers/{id}/merge");
        route("customers.anonymise", "POST /api/customers/{id}/anonymise", "POST /customers/{id}/anonymisation");

        // tariffs
        route("tariffs.view", "GET /api/tariffs", "GET /api/tariffs/active", "GET /api/tariffs/{id}");
        route("tariffs.edit", "POST /api/tariffs", "PUT /api/tariffs/{id}", "PATCH /api/tariffs/{id}");
        route("tariffs.edit", "DELETE /api/tariffs/{id}", "POST /api/tariffs/{id}/archive");
        route("tariffs.edit", "POST /api/tariffs/{id}/restore");
        route("tariffs.view", "GET /tariffs", "GET /tariffs/{id}", "GET /tariffs/{id}/history");
        route("tariffs.edit", "GET /tariffs/new", "POST /tariffs", "GET /tariffs/{id}/edit", "POST /tariffs/{id}");
        route("tariffs.edit", "POST /tariffs/preview", "POST /tariffs/check", "POST /tariffs/{id}/archive");
        route("tariffs.edit", "POST /tariffs/{id}/restore", "POST /tariffs/{id}/deletion");

        // contracts, and the cards they bind
        route("contracts.view", "GET /api/contracts", "GET /api/contracts/{id}", "GET /api/contracts/{id}/history");
        route("contracts.edit", "POST /api/contracts", "PUT /api/contracts/{id}", "PATCH /api/contracts/{id}");
        route("contracts.edit", "DELETE /api/contracts/{id}");
        route("contracts.activate", "POST /api/contracts/{id}/activate");
        route("contracts.view", "POST /api/contracts/{id}/block", "POST /api/contracts/{id}/unblock");
        route("contracts.terminate", "POST /api/contracts/{id}/terminate");
        route("contracts.change_tariff", "POST /api/contracts/{id}/change-tariff");
        route("contracts.change_tariff", "DELETE /api/contracts/{id}/change-tariff");
        route("contracts.replace_sim", "POST /api/contracts/{id}/replace-sim");
        route("contracts.change_number", "POST /api/contracts/{id}/change-number");
        route("contracts.change_customer", "POST /api/contracts/{id}/change-customer");
        route("contracts.view", "GET /customers/{id}/contracts", "GET /contracts/{id}/history");
        route("contracts.edit", "POST /api/sims/{id}/bind", "POST /api/sims/{id}/unbind");
        route("blocks.lost_sim", "POST /api/sims/{id}/block", "POST /api/sims/{id}/unblock");
        route("sims.close", "POST /api/sims/{id}/close");

        // the pages of contracts, and of cards as far as their contract decides
        route("contracts.view", "GET /contracts", "GET /contracts/{id}", "POST /contracts/{id}/presence");
        route("contracts.view", "GET /contracts/options/sims", "GET /contracts/options/drafts");
        route("customers.personal_data", "GET /contracts/{id}/document", "GET /contracts/{id}/document.pdf");
        route("contracts.edit", "GET /contracts/new", "POST /contracts/new");
        route("contracts.edit", "GET /contracts/new/{wizard}/customer", "POST /contracts/new/{wizard}/customer");
        route("contracts.edit", "GET /contracts/new/{wizard}/sim", "POST /contracts/new/{wizard}/sim");
        route("contracts.edit", "GET /contracts/new/{wizard}/tariff", "POST /contracts/new/{wizard}/tariff");
        route("contracts.edit", "GET /contracts/new/{wizard}/check", "POST /contracts/new/{wizard}/check");
        route("contracts.edit", "POST /contracts/new/{wizard}/deletion");
        route("contracts.edit", "GET /contracts/{id}/edit", "POST /contracts/{id}", "POST /contracts/{id}/deletion");
        route("contracts.activate", "POST /contracts/{id}/activation");
        route("contracts.view", "POST /contracts/{id}/block", "POST /contracts/{id}/unblock");
        route("contracts.terminate", "POST /contracts/{id}/termination");
        route("contracts.change_tariff", "POST /contracts/{id}/tariff", "POST /contracts/{id}/tariff/cancellation");
        route("contracts.replace_sim", "POST /contracts/{id}/sim");
        route("contracts.change_number", "POST /contracts/{id}/number");
        route("contracts.change_customer", "POST /contracts/{id}/customer");
        route("contracts.edit", "GET /sims/binding", "GET /sims/{id}/binding", "POST /sims/{id}/binding");
        route("contracts.edit", "POST /sims/{id}/unbinding");
        route("contracts.replace_sim", "GET /sims/{id}/replacement", "POST /sims/{id}/replacement");
        route("blocks.lost_sim", "GET /sims/{id}/block", "POST /sims/{id}/block");
        route("blocks.lost_sim", "GET /sims/{id}/unblock", "POST /sims/{id}/unblock");
        route("sims.close", "GET /sims/{id}/closing", "POST /sims/{id}/closing");

        // the gateway
        route(NOTHING, "POST /api/webhooks/{provider}");
        route("gateway.review", "GET /api/gateway/review", "GET /api/gateway/review/{id}");
        route("gateway.review", "POST /api/gateway/review/{id}/link", "POST /api/gateway/review/{id}/accept");
        route("gateway.review", "POST /api/gateway/review/{id}/refuse", "POST /api/gateway/review/{id}/note");
        route("gateway.review", "GET /api/gateway/events", "GET /api/gateway/events/{id}");
        route("gateway.review", "GET /gateway/review", "GET /gateway/review/{id}");
        route("gateway.review", "POST /gateway/review/{id}/link", "POST /gateway/review/{id}/accept");
        route("gateway.review", "POST /gateway/review/{id}/refuse", "POST /gateway/review/{id}/note");
        route("gateway.review", "GET /gateway/events", "GET /gateway/events/{id}");
        route(NOTHING, "GET /osmp", "POST /osmp", "GET /osmp/", "POST /osmp/");
        route(NOTHING, "GET /simulator/pay/{id}", "POST /simulator/pay/{id}", "GET /simulator/paid");

        // messages to customers
        route("customers.view", "GET /api/notifications", "GET /api/notifications/{id}");
        route("customers.edit", "POST /api/notifications/{id}/send-again", "POST /notifications/{id}/repetition");
        route("customers.view", "GET /notifications", "GET /notifications/{id}", "GET /customers/{id}/notifications");
        route("notifications.templates", "GET /api/notification-templates", "GET /api/notification-templates/{id}");
        route("notifications.templates", "PATCH /api/notification-templates/{id}");
        route("notifications.templates", "GET /notification-templates", "GET /notification-templates/{id}");
        route(
                "notifications.templates",
                "POST /notification-templates/{id}",
                "POST /notification-templates/{id}/preview");

        // payments
        route("payments.view", "GET /api/payments", "GET /api/payments/{id}");
        route("payments.take", "POST /api/payments", "PUT /api/payments/{id}", "PATCH /api/payments/{id}");
        route("payments.take", "DELETE /api/payments/{id}");
        route("payments.refund", "POST /api/payments/{id}/refund");
        route("payments.view", "GET /payments", "GET /payments/{id}", "GET /payments/{id}/receipt");
        route("payments.view", "GET /payments/fresh", "POST /payments/{id}/presence");
        route("payments.take", "GET /payments/new", "GET /payments/options/contracts", "POST /payments");
        route("payments.take", "POST /payments/{id}/reversal", "POST /payments/{id}/deletion");
        route("payments.refund", "POST /payments/{id}/refund");
        route("payments.view", "GET /contracts/{id}/payments", "GET /customers/{id}/payments");
        route("payments.take", "POST /contracts/{id}/adjustments");
        route("payments.view", "GET /api/contracts/{id}/promised-payments");
        route("promised_payments.give", "POST /api/contracts/{id}/promised-payments", "POST /contracts/{id}/promise");
        route("contracts.credit_limit", "POST /api/contracts/{id}/credit-limit", "POST /contracts/{id}/credit-limit");
        route("payments.view", "GET /api/contracts/{id}/adjustments");
        route("payments.take", "POST /api/contracts/{id}/adjustments");

        // tickets
        route("tickets.view", "GET /api/tickets", "GET /api/tickets/{id}", "GET /api/tickets/{id}/comments");
        route("tickets.view", "GET /api/tickets/{id}/attachments", "GET /api/tickets/{id}/attachments/{file}");
        route("tickets.edit", "POST /api/tickets", "PUT /api/tickets/{id}", "PATCH /api/tickets/{id}");
        route("tickets.edit", "DELETE /api/tickets/{id}", "POST /api/tickets/{id}/status");
        route("tickets.edit", "POST /api/tickets/{id}/comments", "POST /api/tickets/{id}/attachments");
        route("tickets.assign", "POST /api/tickets/{id}/assign");
        route("tickets.view", "GET /tickets", "GET /tickets/{id}", "POST /tickets/{id}/presence");
        route("tickets.view", "GET /tickets/fresh");
        route("tickets.view", "GET /tickets/{id}/attachments/{file}", "GET /tickets/{id}/history");
        route("tickets.view", "GET /customers/{id}/tickets", "GET /contracts/{id}/tickets");
        route("tickets.edit", "GET /tickets/new", "POST /tickets", "GET /tickets/{id}/edit", "POST /tickets/{id}");
        route("tickets.edit", "POST /tickets/{id}/comments", "POST /tickets/{id}/deletion");
        route("tickets.edit", "POST /tickets/{id}/status", "POST /tickets/{id}/status/{status}/{version}");
        route("tickets.edit", "GET /tickets/options/contracts", "POST /tickets/new");
        route("tickets.assign", "POST /tickets/{id}/assignee", "POST /tickets/{id}/assignee/{user}/{version}");

        // charging
        route("charging.view", "GET /charge-runs", "GET /charge-runs/{id}", "GET /charge-runs/{id}/progress");
        route("charging.run", "POST /charge-runs", "POST /charge-runs/{id}/cancel");
        route("charging.view", "GET /api/charge-runs", "GET /api/charge-runs/{id}");
        route("charging.view", "GET /api/charge-runs/{id}/parked");
        route("charging.run", "POST /api/charge-runs", "POST /api/charge-runs/{id}/cancel");

        // what the staff is told
        route(SIGNED_IN, "GET /notices", "GET /notices/latest", "POST /notices/read", "POST /notices/{id}/read");
        route(SIGNED_IN, "POST /notices/choices");
        route(SIGNED_IN, "GET /api/notices", "GET /api/notices/{id}", "POST /api/notices/{id}/read");
        route(SIGNED_IN, "POST /api/notices/read", "GET /api/notices/choices", "PATCH /api/notices/choices");

        // audit
        route("audit.view", "GET /audit", "GET /audit/state", "POST /audit/check", "GET /api/audit");
        route("audit.view", "GET /api/audit/{id}");
        route("users.edit", "GET /users/{id}/history");
    }

    static boolean mayUse(String role, String permission) {
        if (permission.equals(NOTHING) || permission.equals(SIGNED_IN)) {
            return true;
        }
        var permissions = new HashSet<String>();
        for (var each : ORDER.subList(0, ORDER.indexOf(role) + 1)) {
            permissions.addAll(BEYOND.getOrDefault(each, Set.of()));
        }
        return permissions.contains(permission);
    }

    /** Every permission that does anything so far. */
    static Set<String> permissions() {
        var permissions = new TreeSet<String>();
        BEYOND.values().forEach(permissions::addAll);
        return permissions;
    }

    private static void route(String permission, String... routes) {
        for (var route : routes) {
            PERMISSIONS.put(route, permission);
        }
    }
}
