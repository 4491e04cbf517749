package io.telecomcrm.contracts;

/** Asked before a draft is removed; features that hang things on contracts answer. */
public interface ContractUse {

    /** Whether something of theirs belongs to the contract, which then can't be removed. */
    boolean isUsed(long contractId);
}
