package io.telecomcrm.contracts;

import java.time.LocalDate;

/** A tariff that a contract will have from a day on. */
public record PendingTariff(long tariffId, LocalDate from) {}
