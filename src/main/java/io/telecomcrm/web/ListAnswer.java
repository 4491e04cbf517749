package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** A page of a list as the API answers it. */
public final class ListAnswer {

    private ListAnswer() {}

    /**
     * The usual envelope. A page past the end is no page, but for the first.
     *
     * @param count all rows, or the bound where counting stopped
     * @param exact whether the count is that of all rows
     * @param more whether rows follow this page
     */
    public static Map<String, Object> of(
            Listing listing, int page, long count, boolean exact, boolean more, List<?> rows) {
        if (rows.isEmpty() && page > 1) {
            throw new Listing.InvalidPage();
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("count", count);
        answer.put("next", more ? listing.link(page + 1) : null);
        answer.put("previous", page > 1 ? listing.link(page - 1) : null);
        answer.put("results", rows);
        if (!exact) {
            answer.put("count_exact", false);
        }
        return answer;
    }

    /** The same around rows that are JSON already, for lists that must be fast. */
    public static byte[] json(
            Listing listing, int page, long count, boolean exact, boolean more, int rows, byte[] results) {
        if (rows == 0 && page > 1) {
            throw new Listing.InvalidPage();
        }
        var head = "{\"count\":" + count + ",\"next\":" + quoted(more ? listing.link(page + 1) : null)
                + ",\"previous\":" + quoted(page > 1 ? listing.link(page - 1) : null) + ",\"results\":";
        var answer = new ByteArrayOutputStream(results.length + head.length() + 32);
        answer.writeBytes(head.getBytes(UTF_8));
        answer.writeBytes(results);
        answer.writeBytes((exact ? "}" : ",\"count_exact\":false}").getBytes(UTF_8));
        return answer.toByteArray();
    }

    private static String quoted(@Nullable String text) {
        return text == null
                ? "null"
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
