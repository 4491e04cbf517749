package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;

/** Why a contract ended. */
public enum TerminationReason implements Coded {
    CUSTOMER,
    DEBT,
    FRAUD,
    DEATH,
    PORT_OUT,
    OTHER;

    public static TerminationReason of(String code) {
        return Coded.of(TerminationReason.class, code);
    }
}
