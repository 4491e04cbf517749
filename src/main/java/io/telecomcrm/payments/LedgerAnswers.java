package io.telecomcrm.payments;

import io.telecomcrm.contracts.Billing;
import io.telecomcrm.contracts.ContractUse;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** What contracts ask of the ledger, with the contract's row locked. */
@Component
class LedgerAnswers implements Billing, ContractUse {

    private final Ledger ledger;
    private final SingleCharges charges;

    LedgerAnswers(Ledger ledger, SingleCharges charges) {
        this.ledger = ledger;
        this.charges = charges;
    }

    @Override
    public boolean chargeDue(long contractId, LocalDate today) {
        return charges.resume(contractId, today);
    }

    @Override
    public boolean isSettled(long contractId) {
        return ledger.sumOf(contractId).isZero() && !ledger.hasPending(contractId);
    }

    /** Without a block for debt there is no notice of one. */
    @Override
    public boolean wasWarnedOfDebt(long contractId, Instant before) {
        return Billing.NONE.wasWarnedOfDebt(contractId, before);
    }

    @Override
    public boolean isUsed(long contractId) {
        return ledger.hasLines(contractId);
    }
}
