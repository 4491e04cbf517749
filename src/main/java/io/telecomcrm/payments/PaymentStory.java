package io.telecomcrm.payments;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.customers.StoryLine;
import io.telecomcrm.kernel.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a customer paid and was charged, for the time line on their card. */
@Component
class PaymentStory implements CustomerStory {

    private final PaymentRepository rows;

    PaymentStory(PaymentRepository rows) {
        this.rows = rows;
    }

    @Override
    public String code() {
        return "payments";
    }

    @Override
    public String key() {
        return "payments.title";
    }

    @Override
    public String permission() {
        return Payments.VIEW;
    }

    @Override
    public List<StoryLine> before(long customer, Place place, int most) {
        return rows.storyOf(customer, place, most).stream()
                .map(card -> {
                    var line = card.payment();
                    return new StoryLine(
                            line.paidAt(),
                            line.id(),
                            "wallet",
                            card.isUndone() ? null : tone(line),
                            new Text(
                                    card.isUndone() ? "payments.story-undone" : "payments.story-line",
                                    new Text("payments.kind-" + line.kind().code()),
                                    line.amount().display(),
                                    card.contract().number().value()),
                            "/payments/" + line.id(),
                            line.createdBy());
                })
                .toList();
    }

    private static @Nullable String tone(Payment line) {
        return switch (line.status()) {
            case PENDING -> null;
            case DECLINED -> "bad";
            case SUCCEEDED, REFUNDED ->
                line.kind() == PaymentKind.PAYMENT ? "ok" : line.kind() == PaymentKind.REFUND ? "warn" : null;
        };
    }
}
