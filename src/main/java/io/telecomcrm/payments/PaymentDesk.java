package io.telecomcrm.payments;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.AllowedMoves;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What forms and programs need beside the door: a form knows what its page showed, so a second click is told apart from a second refund. */
@Component
class PaymentDesk implements AllowedMoves {

    private final Payments payments;
    private final Ledger ledger;
    private final PaymentRepository rows;
    private final OnlinePayments online;

    PaymentDesk(Payments payments, Ledger ledger, PaymentRepository rows, OnlinePayments online) {
        this.payments = payments;
        this.ledger = ledger;
        this.rows = rows;
        this.online = online;
    }

    @Override
    public String type() {
        return "payment";
    }

    @Override
    public List<String> allowed(long id) {
        var card = rows.card(id);
        return card.payment().allowed().stream()
                .filter(move -> isPossible(move, card))
                .map(Coded::code)
                .toList();
    }

    /**
     * Takes money at the desk.
     *
     * @param answer is told what programs are answered, which is asked for with all that the transaction writes
     */
    @Transactional
    public Payments.Taken take(PaymentDetails details, Consumer<byte[]> answer) {
        var taken = payments.take(details, null);
        rows.jsonAsItEnds(taken, answer);
        return taken;
    }

    /**
     * Gives a payment back the way it came. What a provider gives back waits for its answer, see {@link OnlinePayments#send}.
     *
     * @param seen what had been given back of it when the form was shown
     */
    @Transactional
    public Payment refund(long id, @Nullable Money amount, String reason, Money seen) {
        Actor.current().demand(Payments.REFUND);
        var paid = ledger.get(id);
        ledger.lock(paid.contractId());
        if (!ledger.reversed(id).equals(seen)) {
            throw paid.refusal("payment_moved");
        }
        return online.givesBack(paid) ? online.beginRefund(id, amount, reason) : payments.refund(id, amount, reason);
    }

    /** What can be given back of a payment now. */
    Money free(PaymentCard card) {
        var contract = card.payment().contractId();
        var free = ledger.account(contract).balance().plus(ledger.pendingRefunds(contract));
        var most = card.refundable();
        return free.isNegative() ? Money.ZERO : free.compareTo(most) < 0 ? free : most;
    }

    private boolean isPossible(Payment.Move move, PaymentCard card) {
        var line = card.payment();
        return switch (move) {
            case EDIT, DELETE -> Actor.current().may(Payments.TAKE);
            case REFUND ->
                Actor.current().may(Payments.REFUND)
                        && !free(card).isZero()
                        && (!line.isGivenBackByProvider() || online.givesBack(line));
            case REVERSE -> card.isUntouched() && payments.mayAdjust(line.amount());
        };
    }
}
