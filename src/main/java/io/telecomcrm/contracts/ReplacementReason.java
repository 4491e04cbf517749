package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Text;

/** Why a subscriber gets another SIM card. */
public enum ReplacementReason implements Coded {
    LOST,
    STOLEN,
    DAMAGED,
    UPGRADE;

    /** Its name for people. */
    public Text text() {
        return new Text("contracts.reason-" + code());
    }
}
