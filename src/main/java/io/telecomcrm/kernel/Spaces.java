package io.telecomcrm.kernel;

import java.util.regex.Pattern;

/** Spaces as they come from keyboards, office documents and spreadsheet cells. */
public final class Spaces {

    /** Line breaks are not among them: no value of one line may hide one. */
    private static final Pattern RUN = Pattern.compile("[\\p{Zs}\\t]+");

    private static final Pattern EDGE = Pattern.compile("\\A | \\z");

    private Spaces() {}

    /** The text without spaces at its ends and with a plain single one inside. */
    public static String single(String typed) {
        return EDGE.matcher(RUN.matcher(typed).replaceAll(" ")).replaceAll("");
    }
}
