package io.telecomcrm.sims;

import io.telecomcrm.kernel.Coded;

/** Where a SIM card stands. The contract it serves decides; a closed card never comes back. */
public enum SimStatus implements Coded {
    FREE,
    ACTIVE,
    BLOCKED,
    CLOSED;

    public static SimStatus of(String code) {
        return Coded.of(SimStatus.class, code);
    }
}
