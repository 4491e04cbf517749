package io.telecomcrm.customers;

/**
 * Two customers are about to become one. Told before any row of theirs is locked, so that features whose rows are locked
 * before customers can lock theirs of both.
 */
public record CustomersMerging(long survivor, long other) {}
