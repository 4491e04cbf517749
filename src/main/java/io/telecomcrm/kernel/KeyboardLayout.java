package io.telecomcrm.kernel;

import java.util.List;
import java.util.regex.Pattern;

/** What comes out when one types without looking whether the keyboard is Latin or Russian. */
public final class KeyboardLayout {

    /** The same keys in the same order on both: US English, and Russian for Windows. */
    private static final String LATIN =
            "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?" + "@#$^&|";

    private static final String RUSSIAN =
            "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ," + "\"№;:?/";

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern VOWEL = Pattern.compile("(?iu)[аеёиоуыэюяaeiou]");
    private static final Pattern SEARCHABLE = Pattern.compile("[\\p{IsCyrillic}0-9 -]+|[A-Za-z0-9 @._+'-]+");

    /** From so many letters on, a word has a vowel. */
    private static final int WORD_LENGTH = 4;

    private KeyboardLayout() {}

    /** The spellings worth a search: the text itself, then the same keys on the other layout if that may be words. */
    public static List<String> alternatives(String text) {
        var swapped = swap(text);
        return !swapped.equals(text) && LETTER.matcher(text).find() && mayBeWords(swapped)
                ? List.of(text, swapped)
                : List.of(text);
    }

    /** A text with any Russian letter was meant in Latin ones, any other in Russian. */
    public static String swap(String text) {
        return CYRILLIC.matcher(text).find() ? retype(text, RUSSIAN, LATIN) : retype(text, LATIN, RUSSIAN);
    }

    private static boolean mayBeWords(String text) {
        var letters = LETTER.matcher(text).results().count();
        return SEARCHABLE.matcher(text).matches()
                && letters > 0
                && (letters < WORD_LENGTH || VOWEL.matcher(text).find());
    }

    private static String retype(String text, String from, String to) {
        var typed = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var key = from.indexOf(text.charAt(i));
            typed.append(key < 0 ? text.charAt(i) : to.charAt(key));
        }
        return typed.toString();
    }
}
