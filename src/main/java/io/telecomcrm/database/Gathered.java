package io.telecomcrm.database;

import java.util.List;
import org.jooq.Record2;
import org.jooq.Result;

/**
 * A page that a search found.
 *
 * @param ids with one more than the page has, if there is one
 * @param count how many were found in all; none beyond the last page
 */
public record Gathered(List<Long> ids, Count count) {

    /** From ids, each of which says how many there are in all. */
    static Gathered of(Result<Record2<Long, Long>> page) {
        return new Gathered(
                page.map(Record2::value1),
                page.isEmpty()
                        ? Count.exactly(0)
                        : Count.bounded(page.getFirst().value2()));
    }
}
