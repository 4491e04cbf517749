package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Coded;

/** Whether somebody has decided yet. */
public enum ReviewState implements Coded {
    OPEN,
    ACCEPTED,
    REFUSED;

    public static ReviewState of(String code) {
        return Coded.of(ReviewState.class, code);
    }
}
