package io.telecomcrm.customers;

import io.telecomcrm.kernel.Coded;

/** Where a customer stands, as the contracts they have make it. */
public enum CustomerStatus implements Coded {
    NEW,
    ACTIVE,
    BLOCKED,
    FORMER;

    public static CustomerStatus of(String code) {
        return Coded.of(CustomerStatus.class, code);
    }
}
