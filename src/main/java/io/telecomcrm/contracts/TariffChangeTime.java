package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;

/** When a change of tariff takes effect. */
public enum TariffChangeTime implements Coded {
    NEXT_PERIOD,
    NOW
}
