package io.telecomcrm.kernel;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a name is stored and sought under, so that spellings which look alike to a person are equal to the database. */
public final class SearchKey {

    /** No database stores NUL or half a surrogate pair, and nobody can see the rest. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s]]+");

    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\u2212]");
    private static final Pattern APOSTROPHE = Pattern.compile("[\u2018\u2019\u02BC`]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private SearchKey() {}

    public static String of(String text) {
        var key = upper(INVISIBLE.matcher(text).replaceAll("")).replace('Ё', 'Е');
        key = DASH.matcher(key).replaceAll("-");
        key = APOSTROPHE.matcher(key).replaceAll("'");
        return SPACES.matcher(key).replaceAll(" ").strip();
    }

    /** A letter without a capital of its own falls apart into several, hence the second normalisation. */
    private static String upper(String text) {
        var capitals = Normalizer.normalize(text, Form.NFKC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(capitals, Form.NFKC);
    }
}
