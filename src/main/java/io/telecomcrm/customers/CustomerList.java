package io.telecomcrm.customers;

/**
 * A page of the list for programs.
 *
 * @param results an array in JSON
 * @param rows how many are in it
 * @param count how many there are in all, at least
 * @param exact whether it is just as many
 * @param more whether rows follow
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
record CustomerList(byte[] results, int rows, long count, boolean exact, boolean more) {}
