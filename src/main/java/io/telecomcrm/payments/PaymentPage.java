package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Page;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger as its page shows it.
 *
 * @param origin the line that this one gives back or undoes
 * @param reversing the lines that give this one back or undo it, the latest first
 * @param balance of the contract
 * @param free what can be given back of it now, which the contract's balance bounds
 * @param mayReverse whether the one who looks may undo a line of this amount
 * @param taken what was said when it was taken just now; null later
 * @param failed the dialog that was refused
 */
public record PaymentPage(
        PaymentCard card,
        @Nullable PaymentCard origin,
        List<PaymentCard> reversing,
        Money balance,
        Money free,
        boolean mayReverse,
        @Nullable Taken taken,
        @Nullable Failed failed) {

    /**
     * @param change what goes back of the cash; null where nobody counted
     * @param again whether the money had been taken before, and was not taken twice
     * @param resumed whether the contract is served again since
     */
    public record Taken(@Nullable Money change, boolean again, boolean resumed) {}

    /** What was sent in a dialog, and what was wrong with it. */
    public record Failed(String dialog, Map<String, String> values, Map<String, List<Text>> errors) {}

    /** A step of its life, and whether it came there. */
    public record Step(PaymentStatus status, boolean reached, boolean now) {}

    public Payment line() {
        return card.payment();
    }

    public String path() {
        return "/payments/" + card.payment().id();
    }

    /** The way it went, or goes if all is well; what was taken at the desk never waited. */
    public List<Step> steps() {
        var line = line();
        var status = line.status();
        var steps = new ArrayList<Step>();
        if (line.isAtProvider() || status == PaymentStatus.PENDING || status == PaymentStatus.DECLINED) {
            steps.add(new Step(PaymentStatus.PENDING, true, status == PaymentStatus.PENDING));
        }
        if (status == PaymentStatus.DECLINED) {
            steps.add(new Step(PaymentStatus.DECLINED, true, true));
            return steps;
        }
        steps.add(new Step(PaymentStatus.SUCCEEDED, status != PaymentStatus.PENDING, isStanding()));
        if (status == PaymentStatus.REFUNDED) {
            steps.add(new Step(PaymentStatus.REFUNDED, true, true));
        }
        return steps;
    }

    public boolean isRefundable() {
        return line().allowed().contains(Payment.Move.REFUND)
                && !card.refundable().isZero();
    }

    public boolean isReversible() {
        return line().allowed().contains(Payment.Move.REVERSE) && card.isUntouched();
    }

    /** A refund that the provider has in hand can't be called back. */
    public boolean isCancellable() {
        return line().isPending() && line().kind() != PaymentKind.REFUND;
    }

    /** Whether its money is there, and all of it. */
    public boolean isStanding() {
        return line().status() == PaymentStatus.SUCCEEDED && !card.isUndone();
    }

    public boolean hasReceipt() {
        return line().status().tookEffect()
                && !card.isUndone()
                && (line().kind() == PaymentKind.PAYMENT || line().kind() == PaymentKind.REFUND);
    }

    /** How many days a fee was charged for. */
    public long days() {
        var period = line().period();
        return period == null ? 0 : ChronoUnit.DAYS.between(period.start(), period.end());
    }

    /** What a fee comes to in a day. */
    public Money daily() {
        return days() == 0 ? Money.ZERO : line().amount().negated().share(1, days());
    }

    public boolean isOpen(String dialog) {
        return failed != null && failed.dialog().equals(dialog);
    }

    public String value(String dialog, String field, String usual) {
        return failed != null && isOpen(dialog) ? failed.values().getOrDefault(field, usual) : usual;
    }

    public @Nullable String error(Page page, String dialog, String field) {
        return failed != null && isOpen(dialog) ? page.error(failed.errors(), field) : null;
    }
}
