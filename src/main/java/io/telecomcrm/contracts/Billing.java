package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

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
        public @Nullable Text promiseObstacle(long contractId) {
            return null;
        }

        @Override
        public void promise(long contractId, Money amount) {}
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

    /** Why no payment can be promised now; null where one can. */
    @Nullable
    Text promiseObstacle(long contractId);

    /** Gives credit for money that the subscriber promises to pay within a few days. */
    void promise(long contractId, Money amount);

    /** Whether the rows of the ledger add up to nothing and none is pending. */
    boolean isSettled(long contractId);

    /** Whether a notice of suspension for the present debt was sent before a moment. */
    boolean wasWarnedOfDebt(long contractId, Instant before);
}
