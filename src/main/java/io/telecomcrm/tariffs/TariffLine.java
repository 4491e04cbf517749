package io.telecomcrm.tariffs;

/**
 * A tariff and who has it.
 *
 * @param contracts how many contracts have it, drafts included, terminated ones not
 * @param subscribers how many of them are in service or suspended
 */
public record TariffLine(Tariff tariff, long contracts, long subscribers) {}
