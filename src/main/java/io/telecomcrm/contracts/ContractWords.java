package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to a contract, in words. */
public final class ContractWords {

    private static final Set<String> DAYS = Set.of("from", "until", "signed_on");

    private ContractWords() {}

    /** A sign for each kind of change. */
    public static String icon(ContractHistoryLine line) {
        return switch (line.what()) {
            case "created", "updated" -> "pencil";
            case "activated" -> "circle-check";
            case "blocked" -> "lock";
            case "unblocked" -> "key-round";
            case "terminated", "deleted" -> "x";
            case "sim_replaced" -> "card-sim";
            case "number_changed" -> "phone";
            case "customer_changed" -> "user";
            default -> "tags";
        };
    }

    public static @Nullable String tone(ContractHistoryLine line) {
        return switch (line.what()) {
            case "activated", "unblocked" -> "ok";
            case "blocked" -> "warn";
            case "terminated" -> "bad";
            default -> null;
        };
    }

    /** {@code Тариф: Свой → Большой}. */
    public static String change(Page page, String field, Change change) {
        var before = value(page, field, change.before());
        var after = value(page, field, change.after());
        var name = page.t("field.contract." + field);
        if (before == null) {
            return page.t("contracts.change-new", name, after == null ? "" : after);
        }
        return page.t("contracts.changed", name, before, after == null ? page.t("contracts.nothing") : after);
    }

    private static @Nullable String value(Page page, String field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        var text = value.toString();
        return switch (field) {
            case "status" -> page.t("contracts.status-" + text);
            case "block" -> page.t("contracts.block-" + text);
            case "reason" -> page.t("contracts.reason-" + text);
            case "termination_reason" -> page.t("contracts.termination_reason-" + text);
            case "msisdn" -> phone(text);
            case "sim" -> card(text);
            default ->
                DAYS.contains(field) && text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                        ? page.date(LocalDate.parse(text))
                        : text;
        };
    }

    private static String phone(String text) {
        try {
            return new Msisdn(text).display();
        } catch (Malformed malformed) {
            return text;
        }
    }

    private static String card(String text) {
        try {
            return new Iccid(text).display();
        } catch (Malformed malformed) {
            return text;
        }
    }
}
