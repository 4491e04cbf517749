package io.telecomcrm.database;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;

/**
 * How many rows there are.
 *
 * @param rows never more than {@link #BOUND} unless the count is kept
 * @param exact false where there are more than anybody counts
 */
public record Count(long rows, boolean exact) {

    /** Where counting stops; beyond it a list says only that there are more. */
    public static final int BOUND = 10_000;

    /** Of a list that doesn't say how long it is. */
    public static final Count UNKNOWN = new Count(0, false);

    public static Count exactly(long rows) {
        return new Count(rows, true);
    }

    /** From what {@link #upToBound} found. */
    public static Count bounded(long found) {
        return new Count(Math.min(found, BOUND), found <= BOUND);
    }

    /** Counts what is found; one more than the bound stands for any greater number. */
    public static Field<Long> upToBound(Select<?> found) {
        return selectCount().from(found).asField().cast(Long.class);
    }

    /** Counts what matches; one more than the bound stands for any greater number. */
    public static Field<Long> upToBound(Table<?> from, Condition matches) {
        return selectCount()
                .from(selectOne().from(from).where(matches).limit(inline(BOUND + 1)))
                .asField()
                .cast(Long.class);
    }
}
