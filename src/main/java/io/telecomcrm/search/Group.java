package io.telecomcrm.search;

import java.util.List;

/**
 * What was found of one kind.
 *
 * @param key of the kind's name
 * @param list the address of the list that shows all of them
 */
public record Group(String code, String key, List<Hit> hits, String list) {}
