package io.telecomcrm.charging;

import io.telecomcrm.kernel.Coded;

/** How far a run is. */
public enum ChargeRunStatus implements Coded {
    RUNNING,
    FINISHED,
    CANCELLED;

    public static ChargeRunStatus of(String code) {
        return Coded.of(ChargeRunStatus.class, code);
    }

    /** How it is coloured, everywhere the same. */
    public String tag() {
        return switch (this) {
            case RUNNING -> "tag tag-info";
            case FINISHED -> "tag tag-ok";
            case CANCELLED -> "tag tag-mute";
        };
    }
}
