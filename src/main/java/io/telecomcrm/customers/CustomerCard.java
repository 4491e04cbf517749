package io.telecomcrm.customers;

/** One customer for programs: the JSON, and the version it shows. */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
record CustomerCard(byte[] json, long version) {}
