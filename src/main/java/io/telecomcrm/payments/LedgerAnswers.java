package io.telecomcrm.payments;

import io.telecomcrm.contracts.Billing;
import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractUse;
import io.telecomcrm.contracts.FirstPayment;
import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What contracts ask of the ledger, with the contract's row locked. */
@Component
class LedgerAnswers implements Billing, ContractUse {

    private final Ledger ledger;
    private final SingleCharges charges;
    private final PromisedPayments promises;
    private final PaymentSettings settings;
    private final ObjectProvider<Payments> payments;
    private final ObjectProvider<Notices> notices;

    LedgerAnswers(
            Ledger ledger,
            SingleCharges charges,
            PromisedPayments promises,
            PaymentSettings settings,
            ObjectProvider<Payments> payments,
            ObjectProvider<Notices> notices) {
        this.ledger = ledger;
        this.charges = charges;
        this.promises = promises;
        this.settings = settings;
        this.payments = payments;
        this.notices = notices;
    }

    @Override
    public boolean chargeDue(long contractId, LocalDate today) {
        return charges.resume(contractId, today);
    }

    @Override
    public boolean isDue(long contractId, LocalDate today) {
        return charges.isDue(contractId, today);
    }

    @Override
    public void catchUp(long contractId, LocalDate day) {
        charges.catchUp(contractId, day);
    }

    @Override
    public void promise(ContractCard card, Money amount) {
        promises.give(card, amount);
    }

    @Override
    public FirstPayment.Limits firstPaymentLimits() {
        return new FirstPayment.Limits(settings.largestAmount(), settings.undoubted());
    }

    @Override
    public void takeFirst(long contractId, FirstPayment payment) {
        payments.getObject()
                .take(
                        new PaymentDetails(
                                contractId, payment.amount(), PaymentMethod.of(payment.method()), null, null),
                        null);
    }

    @Override
    public boolean isSettled(long contractId) {
        return ledger.isSettled(contractId);
    }

    @Override
    public boolean wasWarnedOfDebt(long contractId, Instant before) {
        return notices.stream().anyMatch(notice -> notice.wasWarnedOfDebt(contractId, before));
    }

    @Override
    public boolean isUsed(long contractId) {
        return ledger.hasLines(contractId);
    }
}
