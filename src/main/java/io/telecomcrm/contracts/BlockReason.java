package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;

/** Why a contract is suspended. Reasons are independent and stack. */
public enum BlockReason implements Coded {
    DEBT,
    VOLUNTARY,
    LOST_SIM,
    FRAUD,
    ADMINISTRATIVE,
    REGULATORY;

    public static BlockReason of(String code) {
        return Coded.of(BlockReason.class, code);
    }
}
