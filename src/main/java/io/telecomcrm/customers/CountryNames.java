package io.telecomcrm.customers;

import static java.util.stream.Collectors.toMap;

import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.web.Language;
import java.text.Collator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Map;

/** Countries as people write them: they type a name, in Russian or English, and we keep its two letters. */
final class CountryNames {

    private static final List<String> CODES = List.copyOf(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2));
    private static final Map<String, String> CODE_BY_NAME = Arrays.stream(Language.values())
            .flatMap(language -> CODES.stream().map(code -> Map.entry(SearchKey.of(name(language, code)), code)))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
    private static final Map<Language, List<String>> ALL =
            Arrays.stream(Language.values()).collect(toMap(language -> language, CountryNames::sorted));

    private CountryNames() {}

    /** The name of a code; what is no code comes back as it is. */
    static String name(Language language, String code) {
        return CODES.contains(code) ? Locale.of("", code).getDisplayCountry(language.locale()) : code;
    }

    /** The code of a name; what names no country comes back as it is, to be refused where it is read. */
    static String code(String typed) {
        return CODE_BY_NAME.getOrDefault(SearchKey.of(typed), typed);
    }

    /** All of them, in the order of the alphabet. */
    static List<String> all(Language language) {
        return ALL.getOrDefault(language, List.of());
    }

    private static List<String> sorted(Language language) {
        return CODES.stream()
                .map(code -> name(language, code))
                .sorted(Collator.getInstance(language.locale()))
                .toList();
    }
}
