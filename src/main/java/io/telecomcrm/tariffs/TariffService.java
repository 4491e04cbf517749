package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;

/** Something that a subscriber may add to a tariff, and what it costs for each period. Shown, not yet charged. */
public record TariffService(String code, String name, Money price) {}
