package io.telecomcrm.customers;

import java.util.Set;

/**
 * A customer is about to be changed. Told before their row is locked, so that features whose rows are locked before
 * customers, and follow some of these fields, can lock theirs.
 *
 * @param fields that change, as {@link CustomerUpdated} has them; that tells of no others
 */
public record CustomerChanging(long id, Set<String> fields) {}
