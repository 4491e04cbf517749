package io.telecomcrm.database;

import org.jooq.Record2;
import org.jooq.Result;

/**
 * A page of what a search found.
 *
 * @param count how many were found in all; none beyond the last page
 */
public record Gathered(Found page, Count count) {

    /** From ids, one more than the page has, each of which says how many there are in all. */
    static Gathered of(Result<Record2<Long, Long>> found, int size) {
        return new Gathered(
                Found.of(found.map(Record2::value1), size),
                found.isEmpty()
                        ? Count.exactly(0)
                        : Count.bounded(found.getFirst().value2()));
    }
}
