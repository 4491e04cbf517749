package io.telecomcrm.payments;

import io.telecomcrm.contracts.Billing;
import io.telecomcrm.contracts.ContractUse;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What contracts ask of the ledger, with the contract's row locked. */
@Component
class LedgerAnswers implements Billing, ContractUse {

    private final Ledger ledger;
    private final SingleCharges charges;
    private final PromisedPayments promises;
    private final ObjectProvider<Notices> notices;

    LedgerAnswers(Ledger ledger, SingleCharges charges, PromisedPayments promises, ObjectProvider<Notices> notices) {
        this.ledger = ledger;
        this.charges = charges;
        this.promises = promises;
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
    public @Nullable Text promiseObstacle(long contractId) {
        return promises.obstacle(contractId);
    }

    @Override
    public void promise(long contractId, Money amount) {
        promises.give(contractId, amount);
    }

    @Override
    public boolean isSettled(long contractId) {
        return ledger.sumOf(contractId).isZero() && !ledger.hasPending(contractId);
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
