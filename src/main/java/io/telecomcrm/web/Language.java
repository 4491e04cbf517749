package io.telecomcrm.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language of the product's texts. */
public enum Language {
    RU,
    EN;

    private static final int LONGEST_HEADER = 500;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.of(code());
    }

    /** The language of a code, Russian for any other. */
    public static Language of(@Nullable String code) {
        return "en".equals(code) ? EN : RU;
    }

    /** Of an API answer: Russian only for a client that prefers it (RFC 9110, 12.5.4). */
    public static Language accepted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return EN;
        }
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> range.getRange().replaceFirst("-.*", ""))
                    .filter(range -> range.equals("ru") || range.equals("en") || range.equals("*"))
                    .findFirst()
                    .filter("ru"::equals)
                    .map(_ -> RU)
                    .orElse(EN);
        } catch (IllegalArgumentException malformed) {
            return EN;
        }
    }
}
