package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as a page shows it.
 *
 * @param events what the provider said about it, the latest first
 * @param dialog the dialog that is open, because something in it was wrong
 */
public record ReviewPage(
        ReviewCase taken,
        List<GatewayEvent> events,
        @Nullable String decidedBy,
        Map<String, List<Text>> errors,
        Map<String, String> values,
        String dialog) {

    public boolean may(ReviewCase.Move move) {
        return taken.allowed().contains(move);
    }

    public String path() {
        return "/gateway/review/" + taken.id();
    }

    /** Which text says what happened and what to do. */
    public String explanation() {
        if (taken.isPlaceable()
                && taken.reason() == ReviewReason.AMOUNT
                && taken.said().details() != null) {
            return "refused";
        }
        if (!taken.reason().isPayment() || taken.isPlaceable()) {
            return taken.reason().code();
        }
        if (taken.isBooked()) {
            return "booked";
        }
        return taken.said().amount() == null ? "unreadable" : ReviewReason.CURRENCY.code();
    }

    /** Which text says what refusing does. */
    public String refusal() {
        return switch (taken.reason()) {
            case UNANSWERED -> "unanswered";
            case LOST -> "lost";
            default -> "any";
        };
    }

    /** With the currency as the provider names it, for it may be the wrong one. */
    public String amount() {
        var amount = taken.said().amount();
        return amount == null
                ? ""
                : taken.said().isRoubles()
                        ? amount.display()
                        : amount.displayBare() + "\u00a0" + taken.said().currency();
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }
}
