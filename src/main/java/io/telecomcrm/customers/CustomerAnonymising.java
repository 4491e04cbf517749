package io.telecomcrm.customers;

/**
 * The personal data of a customer is about to be removed. Told before their row is locked, like {@link CustomerChanging}.
 */
public record CustomerAnonymising(long id) {}
