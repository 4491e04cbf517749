package io.telecomcrm.payments;

/**
 * A page of the ledger as the API writes it.
 *
 * @param json an array
 * @param more whether lines follow it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
record PaymentLines(byte[] json, int lines, boolean more) {}
