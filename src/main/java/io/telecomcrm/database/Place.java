package io.telecomcrm.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list: right after, or right before, the row of the given id and value of the order. In a query string it
 * is one opaque word.
 *
 * @param value null where the row's value is unknown
 */
record Place(boolean backwards, long id, @Nullable String value) {

    private static final int LONGEST = 2000;

    /** The place a word names; none where the word makes no sense, for an old link should show something. */
    static @Nullable Place read(@Nullable String word) {
        if (word == null || word.isEmpty() || word.length() > LONGEST) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(word), UTF_8).split(":", 3);
            if (parts.length == 1 || parts[parts.length - 1].contains("\0")) {
                return null;
            }
            return new Place(parts[0].equals("b"), Long.parseLong(parts[1]), parts.length == 3 ? parts[2] : null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String word() {
        var text = (backwards ? "b:" : "a:") + id + (value == null ? "" : ":" + value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
