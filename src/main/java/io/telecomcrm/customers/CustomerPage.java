package io.telecomcrm.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list.
 *
 * @param previous where the page before ends, null on the first; goes back into {@link CustomerRepository#page}
 * @param next where the page after begins, null on the last
 * @param count how many there are in all, at least
 * @param exact whether it is just as many
 */
public record CustomerPage(
        List<CustomerLine> lines,
        @Nullable String previous,
        @Nullable String next,
        long count,
        boolean exact) {}
