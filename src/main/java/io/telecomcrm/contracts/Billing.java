package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;

/** What contracts need of the ledger in their own transactions, with the contract's row locked; whoever bills answers. */
public interface Billing {

    /** Before there is a ledger: nothing was paid, so nothing is owed. */
    Billing NONE = new Billing() {

        @Override
        public boolean chargeDue(long contractId, LocalDate today) {
            return false;
        }

        @Override
        public boolean isSettled(long contractId) {
            return true;
        }

        @Override
        public boolean wasWarnedOfDebt(long contractId, Instant before) {
            return false;
        }

        @Override
        public boolean isDue(long contractId, LocalDate today) {
            return false;
        }

        @Override
        public void catchUp(long contractId, LocalDate day) {}

        @Override
        public void promise(ContractCard card, Money amount) {}

        @Override
        public FirstPayment.Limits firstPaymentLimits() {
            return new FirstPayment.Limits(Money.ZERO, Money.ZERO);
        }

        @Override
        public void takeFirst(long contractId, FirstPayment payment) {
            throw new IllegalStateException("nobody takes money");
        }
    };

    /**
     * Charges the fee that is due when service resumes, before the last block is lifted. May leave a debt, and then
     * blocks the contract for it through {@link Contracts#block(java.util.Collection, BlockReason)}.
     *
     * @return whether a new period begins today, from which the following ones are counted
     */
    boolean chargeDue(long contractId, LocalDate today);

    /** Whether the paid period is over, so that another one begins with the service. */
    boolean isDue(long contractId, LocalDate today);

    /**
     * Charges a contract in service for the periods that have begun by a day and that no run has come to. May leave a debt,
     * and then blocks the contract for it.
     */
    void catchUp(long contractId, LocalDate day);

    /** Gives credit for money that the subscriber promises to pay within a few days. */
    void promise(ContractCard card, Money amount);

    /** How much is taken at the desk, as everywhere. */
    FirstPayment.Limits firstPaymentLimits();

    /** Takes the money that is paid as the contract is signed; needs the right to take payments. */
    void takeFirst(long contractId, FirstPayment payment);

    /** Whether the rows of the ledger add up to nothing and none is pending. */
    boolean isSettled(long contractId);

    /** Whether a notice of suspension for the present debt was sent before a moment. */
    boolean wasWarnedOfDebt(long contractId, Instant before);
}
