package io.telecomcrm.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How texts that are searched in, and searched for, are brought to one spelling and cut into words. */
public final class SearchTerms {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}@._+]+");
    private static final Pattern TERM = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s,]+)");

    /** What stands in front of a number where the product prints one, and what a scanner adds to that of a card. */
    private static final Pattern LABEL = Pattern.compile(
            "(?iu)^(?:(?:договор|обращение|contract|ticket)[\\s\\p{Z}]*)?(?:№|#|no\\.?)?(?=[0-9\\s\\p{Z}\\p{Pd}]+$)");

    private static final Pattern FILLER = Pattern.compile("(?<=^897[0-9\\s\\p{Z}\\p{Pd}]{10,40})[Ff]$");

    private SearchTerms() {}

    /** A number without its label: {@code Договор № 123} asks for the same as {@code 123}. */
    public static String bare(String text) {
        return LABEL.matcher(FILLER.matcher(text.strip()).replaceFirst(""))
                .replaceFirst("")
                .strip();
    }

    /** Words set apart by single spaces; hyphens and quotes set apart too. */
    public static String key(String text) {
        // a sign to us, to Unicode the letters "No"
        return BETWEEN_WORDS
                .matcher(SearchKey.of(text.replace('№', ' ')))
                .replaceAll(" ")
                .strip();
    }

    /** The words and quoted phrases of what somebody looks for, as typed. */
    public static List<String> of(String text) {
        var terms = new ArrayList<String>();
        var found = TERM.matcher(text);
        while (found.find()) {
            var term =
                    found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3);
            if (!term.isBlank()) {
                terms.add(term.strip());
            }
        }
        return terms;
    }
}
