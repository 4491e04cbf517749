package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.telecomcrm.database.Count;
import java.io.ByteArrayOutputStream;
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
    public static byte[] json(Listing listing, Count count, boolean more, int rows, byte[] results) {
        var page = page(listing, count, rows == 0);
        var head = "{\"count\":" + count.rows() + ",\"next\":" + quoted(more ? listing.link(page + 1) : null)
                + ",\"previous\":" + quoted(page > 1 ? listing.link(page - 1) : null) + ",\"results\":";
        var answer = new ByteArrayOutputStream(results.length + head.length() + 32);
        answer.writeBytes(head.getBytes(UTF_8));
        answer.writeBytes(results);
        answer.writeBytes((count.exact() ? "}" : ",\"count_exact\":false}").getBytes(UTF_8));
        return answer.toByteArray();
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
