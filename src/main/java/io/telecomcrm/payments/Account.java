package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;

/** A contract as the ledger sees it. */
record Account(long id, ContractNumber number, ContractStatus status, Money balance) {}
