package io.telecomcrm.kernel;

import java.util.regex.Pattern;

/** Spaces as they come from keyboards, office documents and spreadsheet cells. */
public final class Spaces {

    /** Line breaks are not among them: no value of one line may hide one. */
    private static final Pattern RUN = Pattern.compile("[\\p{Zs}\\t]+");

    private static final Pattern EDGE = Pattern.compile("\\A | \\z");

    /** What shows nothing, or turns round what stands behind it. Joiners are not among them: emoji need them inside. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

    /** More of what shows nothing where it stands at an end; joiners, empty letters and an old line break. */
    private static final Pattern NOTHING = Pattern.compile(UNSEEN + "|[\\u200c\\u200d\\u2800\\u3164\\u0085]");

    private static final Pattern BREAK = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private Spaces() {}

    /** The text without spaces at its ends and with a plain single one inside. */
    public static String single(String typed) {
        return EDGE.matcher(RUN.matcher(typed).replaceAll(" ")).replaceAll("");
    }

    /** A name: like {@link #single}, and without what nobody can see; more than one line is refused. */
    public static String line(String typed) {
        var line = single(UNSEEN.matcher(typed).replaceAll(""));
        if (BREAK.matcher(line).find()) {
            throw new Malformed("field.one_line");
        }
        return line;
    }

    /** The text without spaces of any kind at its ends; empty when there is nothing to be seen in it. */
    public static String trim(String typed) {
        var start = 0;
        var end = typed.length();
        while (start < end && isBlank(typed.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(typed.charAt(end - 1))) {
            end--;
        }
        return typed.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c > 0x7f && NOTHING.matcher(Character.toString(c)).matches();
    }
}
