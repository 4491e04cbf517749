package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Text;

/** Why a contract is suspended. Reasons are independent and stack. */
public enum BlockReason implements Coded {
    DEBT,
    VOLUNTARY,
    LOST_SIM,
    FRAUD,
    ADMINISTRATIVE,
    REGULATORY;

    private final String permission = "blocks." + code();

    public static BlockReason of(String code) {
        return Coded.of(BlockReason.class, code);
    }

    /** Its name for people. */
    public Text text() {
        return new Text("contracts.block-" + code());
    }

    /** The right to set and to lift a block of this reason. Nobody has that of debt, which only billing sets and lifts. */
    public String permission() {
        return permission;
    }

    /** Whether the one who acts may set and lift blocks of this reason by a command. */
    public boolean isOpenTo(Actor actor) {
        return this != DEBT && actor.may(permission());
    }
}
