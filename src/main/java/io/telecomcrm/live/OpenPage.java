package io.telecomcrm.live;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself as it opens its socket.
 *
 * @param card the path of the card it shows, {@code /contracts/7}; null for none
 * @param list the path of the list it shows; null for none
 * @param since the newest notice it knows of
 * @param opened whether it was loaded just now, not only come back into sight
 */
record OpenPage(@Nullable String card, @Nullable String list, long since, boolean opened) {

    private static final Pattern CARD = Pattern.compile("(/[a-z/-]{1,30}/[0-9]{1,18})(?:/.*)?");
    private static final Pattern LIST = Pattern.compile("/[a-z-]{1,30}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    static OpenPage of(@Nullable String path, @Nullable String since, boolean opened) {
        var at = path == null ? "" : path;
        var card = CARD.matcher(at);
        return new OpenPage(
                card.matches() ? card.group(1) : null,
                LIST.matcher(at).matches() ? at : null,
                since != null && ID.matcher(since).matches() ? Long.parseLong(since) : 0,
                opened);
    }
}
