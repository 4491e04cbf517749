package io.telecomcrm.customers;

import io.telecomcrm.kernel.SearchKey;
import java.util.regex.Pattern;

/** How texts that are searched in, and searched for, are brought to one spelling. */
final class SearchTerms {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}@._+]+");

    private SearchTerms() {}

    /** Words set apart by single spaces; hyphens and quotes set apart too. */
    static String key(String text) {
        return BETWEEN_WORDS.matcher(SearchKey.of(text)).replaceAll(" ").strip();
    }
}
