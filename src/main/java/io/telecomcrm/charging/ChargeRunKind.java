package io.telecomcrm.charging;

import io.telecomcrm.kernel.Coded;

/** What began a run, and whether it is in earnest. */
public enum ChargeRunKind implements Coded {
    SCHEDULED,
    MANUAL,
    DRY;

    public static ChargeRunKind of(String code) {
        return Coded.of(ChargeRunKind.class, code);
    }
}
