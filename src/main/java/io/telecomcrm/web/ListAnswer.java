package io.telecomcrm.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
