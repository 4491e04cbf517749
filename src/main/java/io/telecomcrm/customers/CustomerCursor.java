package io.telecomcrm.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list: right after, or right before, the row of the given id and value of the order. In a query string it
 * is one opaque word.
 */
record CustomerCursor(boolean backwards, long id, String value) {

    /** The place a word names; none where the word makes no sense, for an old link should show something. */
    static @Nullable CustomerCursor read(@Nullable String word) {
        if (word == null || word.isEmpty() || word.length() > 2000) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(word), UTF_8).split(":", 3);
            return parts.length == 3 && !parts[2].contains("\0")
                    ? new CustomerCursor(parts[0].equals("b"), Long.parseLong(parts[1]), parts[2])
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String word() {
        var text = (backwards ? "b" : "a") + ":" + id + ":" + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
