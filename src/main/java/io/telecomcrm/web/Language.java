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

    /** Of an API answer: Russian only for a client that prefers it. */
    public static Language accepted(@Nullable String acceptLanguage) {
        return acceptLanguage != null
                        && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("ru")
                ? RU
                : EN;
    }
}
