package io.telecomcrm.payments;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the forms need beside the door: a form knows what its page showed, so a second click is told apart from a second refund. */
@Component
class PaymentDesk {

    private final Payments payments;
    private final Ledger ledger;
    private final OnlinePayments online;

    PaymentDesk(Payments payments, Ledger ledger, OnlinePayments online) {
        this.payments = payments;
        this.ledger = ledger;
        this.online = online;
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
}
