package io.telecomcrm.web;

import static io.telecomcrm.web.ListView.PLACE;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list that came after its page was made. They are offered, not put in: a table must not move under the
 * cursor.
 *
 * @param list where they can be seen
 * @param since the newest row there was when the page was made
 * @param count how many there are, at most one more than {@link #MOST}
 */
public record FreshRows(Address list, long since, long count) {

    /** Where counting stops; the page then says «99+». */
    public static final int MOST = 99;

    private static final String SINCE = "since";
    private static final String UNDER = "/fresh";

    /** None yet, for the page of a list. */
    public static FreshRows after(Address list, long newest) {
        return new FreshRows(list.without(PLACE), newest, 0);
    }

    /** The list that a page asks about at {@code <list>/fresh}. */
    public static Address list(HttpServletRequest request, List<String> parameters) {
        var asked = Address.of(request, parameters).without(PLACE);
        return new Address(asked.path().substring(0, asked.path().length() - UNDER.length()), asked.parameters());
    }

    public static long since(HttpServletRequest request) {
        @Nullable String since = request.getParameter(SINCE);
        return since != null && since.matches("[0-9]{1,18}") ? Long.parseLong(since) : Long.MAX_VALUE;
    }

    public boolean isNone() {
        return count == 0;
    }

    /** Where a page asks how many there are. */
    public String source() {
        return new Address(list.path() + UNDER, list.parameters())
                .with(SINCE, Long.toString(since))
                .toString();
    }

    public String href() {
        return list.toString();
    }

    public String figure() {
        return count > MOST ? MOST + "+" : Long.toString(count);
    }
}
