package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Coded;

/** What became of something a provider told us. */
public enum EventState implements Coded {
    RECEIVED,
    PROCESSED,
    IGNORED,
    REVIEW,
    FAILED;

    public static EventState of(String code) {
        return Coded.of(EventState.class, code);
    }
}
