package io.telecomcrm.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell one another in a line of text: that somebody has news, or must show anew who they are. Only ids, for
 * anybody who may listen on the database reads them.
 *
 * @param what {@code news} or {@code check}
 */
record Signal(String what, List<To> to) {

    static final String NEWS = "news";
    static final String CHECK = "check";

    /** PostgreSQL takes 8000 bytes. */
    private static final int LONGEST = 7_500;

    /** A user and, where a card they have open is out of date, its path. */
    record To(long user, @Nullable String card) {

        private String word() {
            return card == null ? Long.toString(user) : user + ":" + card;
        }
    }

    /** As many lines as it takes. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(what);
        for (var each : to) {
            var word = each.word();
            if (line.length() + word.length() + 1 > LONGEST) {
                lines.add(line.toString());
                line = new StringBuilder(what);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static Signal read(String line) {
        var words = line.split(" ");
        var to = new ArrayList<To>();
        for (var i = 1; i < words.length; i++) {
            var parts = words[i].split(":", 2);
            to.add(new To(Long.parseLong(parts[0]), parts.length < 2 ? null : parts[1]));
        }
        return new Signal(words[0], to);
    }
}
