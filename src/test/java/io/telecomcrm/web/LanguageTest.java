package io.telecomcrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which language a client prefers. */
class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | EN",
                "'' | EN",
                "ru | RU",
                "ru-RU,ru;q=0.9,en;q=0.8 | RU",
                "en;q=0.5,ru | RU",
                "fr,ru;q=0.5,en;q=0.4 | RU",
                "ru;q=0.1,en;q=0.9 | EN",
                "ru;q=0 | EN",
                "*,ru;q=0.5 | EN",
                "fr | EN",
                "ru;q=much | RU",
                "ru,,en | RU",
                "en,,ru | EN",
                "\u0440\u0443 | EN"
            })
    void isTheOneWithTheGreatestWeight(String header, Language language) {
        assertThat(Language.accepted(header)).isEqualTo(language);
    }
}
