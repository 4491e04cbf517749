package io.telecomcrm.web;

import io.telecomcrm.database.Count;

/**
 * A page of a list for programs.
 *
 * @param count how many rows the list has in all
 */
public record JsonPage(JsonRows rows, Count count) {}
