package io.telecomcrm.customers;

import io.telecomcrm.database.Count;

/**
 * A page of the list for programs.
 *
 * @param results an array in JSON
 * @param rows how many are in it
 * @param count how many there are in all
 * @param more whether rows follow
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
record CustomerList(byte[] results, int rows, Count count, boolean more) {}
