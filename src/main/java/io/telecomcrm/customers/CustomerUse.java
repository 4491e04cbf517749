package io.telecomcrm.customers;

/** Asked before a customer is deleted; features that hang things on customers answer. */
public interface CustomerUse {

    /** Whether something of theirs belongs to the customer, who then can't be deleted. */
    boolean isUsed(long customerId);
}
