package io.telecomcrm.sims;

import io.telecomcrm.kernel.Coded;

/** What happened to a card, as its history and the audit call it. */
public enum SimMove implements Coded {
    CREATED,
    BOUND,
    UNBOUND,
    ACTIVATED,
    BLOCKED,
    UNBLOCKED,
    CLOSED,
    /** Another card stands in for it. */
    REPLACED,
    /** It stands in for another card. */
    TOOK_OVER,
    NUMBER_CHANGED;

    public static SimMove of(String code) {
        return Coded.of(SimMove.class, code);
    }
}
