package io.telecomcrm.sims;

/** A card that a contract has is about to be changed. Told before the card is locked, for contracts are locked first. */
public record SimChanging(long contractId) {}
