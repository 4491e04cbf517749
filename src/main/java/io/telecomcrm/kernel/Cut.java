package io.telecomcrm.kernel;

/** Texts of others, as long as there is room for. */
public final class Cut {

    private Cut() {}

    /** The beginning of a text that is longer than so many units of UTF-16, without half a character at its end. */
    public static String to(int longest, String text) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
