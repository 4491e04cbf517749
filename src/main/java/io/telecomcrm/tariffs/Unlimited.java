package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Coded;

/** What a tariff doesn't count. */
public enum Unlimited implements Coded {
    MINUTES,
    ON_NET,
    SMS,
    TRAFFIC,
    MESSENGERS,
    SOCIAL,
    MUSIC,
    VIDEO,
    MAPS;

    public static Unlimited of(String code) {
        return Coded.of(Unlimited.class, code);
    }
}
