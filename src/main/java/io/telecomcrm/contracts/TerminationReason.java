package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Text;

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

    /** Its name for people. */
    public Text text() {
        return new Text("contracts.termination_reason-" + code());
    }
}
