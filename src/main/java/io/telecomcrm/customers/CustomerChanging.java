package io.telecomcrm.customers;

/**
 * A customer is about to be changed. Told before their row is locked, so that features whose rows are locked before
 * customers, and follow their names, can lock theirs.
 */
public record CustomerChanging(long id) {}
