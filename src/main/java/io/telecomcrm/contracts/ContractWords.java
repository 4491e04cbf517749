package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.web.Difference;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The history of contracts in the words of a page. */
public final class ContractWords {

    private static final Set<String> CODES = Set.of("status", "block", "reason", "termination_reason");
    private static final Set<String> DAYS = Set.of("signed_on", "until", "from");

    private ContractWords() {}

    /** Field by field what changed, but for the status, which the event itself tells. */
    public static List<Difference> differences(Page page, Map<String, Change> changes) {
        return changes.entrySet().stream()
                .filter(change -> !change.getKey().equals("status"))
                .map(change -> new Difference(
                        page.t("field.contract." + change.getKey()),
                        value(page, change.getKey(), change.getValue().before()),
                        value(page, change.getKey(), change.getValue().after())))
                .toList();
    }

    /** The name of the picture beside an event. */
    public static String icon(String what) {
        return switch (what) {
            case "created" -> "plus";
            case "activated", "unblocked" -> "circle-check";
            case "blocked" -> "lock";
            case "terminated" -> "x";
            case "sim_replaced" -> "card-sim";
            case "number_changed" -> "phone";
            case "customer_changed" -> "users";
            case "credit_limit_changed", "payment_promised", "promise_ended" -> "wallet";
            case "tariff_changed", "tariff_change_planned", "tariff_change_cancelled" -> "tags";
            default -> "pencil";
        };
    }

    /** Good news, bad news or neither, as {@code part.event} takes it. */
    public static @Nullable String tone(String what) {
        return switch (what) {
            case "activated", "unblocked" -> "ok";
            case "blocked" -> "warn";
            case "terminated" -> "bad";
            default -> null;
        };
    }

    private static @Nullable String value(Page page, String field, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        var text = stored.toString();
        try {
            if (CODES.contains(field)) {
                return page.t("contracts." + field + "-" + text);
            }
            if (DAYS.contains(field)) {
                return page.date(LocalDate.parse(text));
            }
            return switch (field) {
                case "msisdn" -> new Msisdn(text).display();
                case "sim" -> new Iccid(text).display();
                default -> text;
            };
        } catch (Malformed | java.time.DateTimeException odd) {
            return text;
        }
    }
}
