package io.telecomcrm.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/** An identifier as people write it: spaces, dashes and brackets only decorate, all the rest must be digits. */
public final class Digits {

    /** However it is spaced out, no identifier is longer, so a longer text is not looked at. */
    private static final int LONGEST = 64;

    /** The minus sign is no dash to Unicode, though it is to a typist. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\p{Zs}\\t\\p{Pd}\u2212()\\[\\]]+");

    private Digits() {}

    public static Optional<String> of(String typed) {
        return Optional.of(bare(typed)).filter(text -> !text.isEmpty() && only(text, 0));
    }

    /** Whether nothing but digits of ASCII stands in a text from a place on: checked of every number that is read. */
    public static boolean only(String text, int from) {
        for (var i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The text without its separators; empty when it is too long to be any identifier. */
    public static String bare(String typed) {
        return typed.length() > LONGEST ? "" : SEPARATORS.matcher(typed).replaceAll("");
    }
}
