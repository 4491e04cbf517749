package io.telecomcrm.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language of the product's texts. */
public enum Language {
    RU,
    EN;

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

    /** Of an API answer: Russian only for a client that prefers it (RFC 9110, 12.5.4). What isn't
     * well formed is taken by how it begins. */
    public static Language accepted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
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
            return acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("ru") ? RU : EN;
        }
    }
}
