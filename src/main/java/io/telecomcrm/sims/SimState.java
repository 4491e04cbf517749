package io.telecomcrm.sims;

import io.telecomcrm.kernel.Coded;
import org.jspecify.annotations.Nullable;

/** A card's status as people see it: one that waits for its contract is no longer there to be taken. */
public enum SimState implements Coded {
    FREE,
    RESERVED,
    ACTIVE,
    BLOCKED,
    CLOSED;

    static SimState of(SimStatus status, boolean isBound) {
        return switch (status) {
            case FREE -> isBound ? RESERVED : FREE;
            case ACTIVE -> ACTIVE;
            case BLOCKED -> BLOCKED;
            case CLOSED -> CLOSED;
        };
    }

    /** Of the status as it is stored. */
    SimStatus status() {
        return switch (this) {
            case FREE, RESERVED -> SimStatus.FREE;
            case ACTIVE -> SimStatus.ACTIVE;
            case BLOCKED -> SimStatus.BLOCKED;
            case CLOSED -> SimStatus.CLOSED;
        };
    }

    /** Whether cards in it have a contract; null where some have and some have not. */
    @Nullable
    Boolean isBound() {
        return switch (this) {
            case FREE -> false;
            case RESERVED -> true;
            case ACTIVE, BLOCKED, CLOSED -> null;
        };
    }

    /** How it is coloured, everywhere the same. */
    public String tag() {
        return switch (this) {
            case FREE -> "tag tag-info";
            case RESERVED -> "tag tag-warn";
            case ACTIVE -> "tag tag-ok";
            case BLOCKED -> "tag tag-bad";
            case CLOSED -> "tag tag-mute";
        };
    }
}
