package io.telecomcrm.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which version of a thing the caller has seen, and wants to change no other. */
public final class IfMatch {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    /** No thing has it, so that a tag of another kind matches nothing. */
    private static final long NO_VERSION = -1;

    private IfMatch() {}

    /** The header's version, else the body's; null where the caller named none, or any. */
    public static @Nullable Long version(@Nullable String header, Fields fields) {
        return header == null ? fields.whole("version") : version(header);
    }

    /**
     * The header's version; null where the caller named none, or any. Of several the newest: versions only grow, so that
     * whoever has seen it knows that the older ones are past.
     */
    public static @Nullable Long version(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        return Arrays.stream(header.split(","))
                .map(tag -> TAG.matcher(tag.strip()))
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .max(Comparator.naturalOrder())
                .orElse(NO_VERSION);
    }

    /** The {@code ETag} of a version. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }
}
