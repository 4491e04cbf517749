package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;

/** A contract as the ledger sees it. */
record Account(long id, ContractNumber number, ContractStatus status, Money balance) {

    /** As it was before so much came. */
    Account without(Money more) {
        return new Account(id, number, status, balance.minus(more));
    }

    /** Whether so much money leaves the contract as it is: it has no block that could end and no debt. */
    boolean isUnmovedBy(Money more) {
        return switch (status) {
            case DRAFT, TERMINATED -> true;
            case ACTIVE -> !balance.plus(more).isNegative();
            case SUSPENDED -> false;
        };
    }
}
