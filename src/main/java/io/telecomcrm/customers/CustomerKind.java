package io.telecomcrm.customers;

import io.telecomcrm.kernel.Coded;

/** Who a customer is in law. */
public enum CustomerKind implements Coded {
    PERSON,
    COMPANY;

    public static CustomerKind of(String code) {
        return Coded.of(CustomerKind.class, code);
    }
}
