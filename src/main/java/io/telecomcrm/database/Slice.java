package io.telecomcrm.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list for people, who turn pages and don't number them.
 *
 * @param previous where the page before ends, null on the first; goes back into {@link Rows#slice}
 * @param next where the page after begins, null on the last
 * @param count how many there are in all
 */
public record Slice<L>(
        List<L> lines, @Nullable String previous, @Nullable String next, Count count) {

    /** The page of a list that was never looked for. */
    public static <L> Slice<L> empty() {
        return new Slice<>(List.of(), null, null, Count.exactly(0));
    }
}
