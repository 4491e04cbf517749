package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Coded;

/** How often a tariff's fee is charged. */
public enum TariffPeriod implements Coded {
    MONTHLY,
    DAILY;

    public static TariffPeriod of(String code) {
        return Coded.of(TariffPeriod.class, code);
    }
}
