package io.telecomcrm.customers;

/** Asked before a customer's personal data is removed; features that do business with customers answer. */
public interface CustomerBusiness {

    /** Whether something with the customer isn't finished yet, so that we still have to know who they are. */
    boolean isUnfinished(long customerId);
}
