package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.telecomcrm.database.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** A page of a list as the API answers it. */
public final class ListAnswer {

    private ListAnswer() {}

    /**
     * The usual envelope. A page past the end is no page, but for the first.
     *
     * @param found the rows of the page and one more, if rows follow it
     */
    public static <L> Map<String, @Nullable Object> of(
            Listing listing, Count count, List<L> found, Function<L, ?> onTheWire) {
        var page = page(listing, count, found.isEmpty());
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("count", count.rows());
        answer.put("next", found.size() > listing.size() ? listing.link(page + 1) : null);
        answer.put("previous", page > 1 ? listing.link(page - 1) : null);
        answer.put(
                "results", found.stream().limit(listing.size()).map(onTheWire).toList());
        if (!count.exact()) {
            answer.put("count_exact", false);
        }
        return answer;
    }

    /** The same around rows that are JSON already, for lists that must be fast. */
    public static byte[] json(Listing listing, Count count, JsonRows found) {
        var page = page(listing, count, found.rows() == 0);
        var head = "{\"count\":" + count.rows() + ",\"next\":" + quoted(found.more() ? listing.link(page + 1) : null)
                + ",\"previous\":" + quoted(page > 1 ? listing.link(page - 1) : null) + ",\"results\":";
        var tail = count.exact() ? "}" : ",\"count_exact\":false}";
        return found.array().between(head.getBytes(UTF_8), tail.getBytes(UTF_8));
    }

    private static int page(Listing listing, Count count, boolean empty) {
        var page = listing.page(() -> count);
        if (empty && page > 1) {
            throw new Listing.InvalidPage();
        }
        return page;
    }

    private static String quoted(@Nullable String text) {
        return text == null
                ? "null"
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
