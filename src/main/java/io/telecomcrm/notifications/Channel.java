package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Coded;

/** A way to reach a customer. */
public enum Channel implements Coded {
    EMAIL,
    SMS;

    public static Channel of(String code) {
        return Coded.of(Channel.class, code);
    }
}
