package io.telecomcrm.customers;

import io.telecomcrm.database.Count;
import io.telecomcrm.web.JsonRows;

/**
 * A page of the list for programs.
 *
 * @param count how many there are in all
 */
record CustomerList(JsonRows rows, Count count) {}
