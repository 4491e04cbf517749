package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchKeyTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '~',
            value = {
                "Иванов,ИВАНОВ",
                "  Иванов \u00a0 Пётр ,ИВАНОВ ПЕТР",
                "Пе\u0308тр,ПЕТР",
                "сергеи\u0306,СЕРГЕЙ",
                "Салтыков–Щедрин,САЛТЫКОВ-ЩЕДРИН",
                "Салтыков\u2011Щедрин,САЛТЫКОВ-ЩЕДРИН",
                "Салтыков\u2212Щедрин,САЛТЫКОВ-ЩЕДРИН",
                "д’Артаньян,Д'АРТАНЬЯН",
                "Strauß,STRAUSS",
                "ＡＢＣ,ABC",
                "istanbul,ISTANBUL",
                "Ива\u200bнов,ИВАНОВ",
                "Ива\u00adнов,ИВАНОВ",
            })
    void foldsSpellingsThatAPersonTakesForOne(String text, String key) {
        assertThat(SearchKey.of(text)).isEqualTo(key);
    }

    @Test
    void takesLineBreaksForSpaces() {
        assertThat(SearchKey.of("ООО\r\n\tРомашка\n")).isEqualTo("ООО РОМАШКА");
    }

    @Test
    void dropsWhatADatabaseCannotStore() {
        assertThat(SearchKey.of("А\u0000Б\ud83dВ\ude00Г")).isEqualTo("АБВГ");
        assertThat(SearchKey.of("😀")).isEqualTo("😀");
    }

    @Property
    void takesAnyText(@ForAll("hostile") String text) {
        assertThat(SearchKey.of(text))
                .doesNotContain("\u0000", "\n", "  ", "Ё")
                .doesNotStartWith(" ")
                .doesNotEndWith(" ");
    }

    @Property
    void doesNotChangeAKey(
            @ForAll
                    @Chars({
                        'а', 'Ё', 'ё', 'й', 'ß', 'ı', 'İ', 'ŉ', 'ΐ', 'ﬁ', '-', '–', ' ', '\u00a0', '\'', '’', '1', 'q'
                    })
                    String text) {
        var key = SearchKey.of(text);
        assertThat(SearchKey.of(key)).isEqualTo(key);
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
