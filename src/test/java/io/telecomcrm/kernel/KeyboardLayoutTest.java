package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyboardLayoutTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '!',
            delimiter = '|',
            value = {
                "bdfyjd|иванов",
                "Bdfyjd Gtnh|Иванов Петр",
                "[jvzrjd|хомяков",
                "j,]`dktybt|объёвление",
                ";erjdf|жукова",
                "'kmdbhf|эльвира",
                ".kbz|юлия",
                "~KRF|ЁЛКА",
                "{jvzrjd|Хомяков",
                "}|Ъ",
                ":erjd|Жуков",
                "\"kmdbhf|Эльвира",
                "<jhbcjd|Борисов",
                ">kbz|Юлия",
                "шмфтщм|ivanov",
                "шмфтщм\"ьфшдюкг|ivanov@mail.ru",
                "ЩЩЩ|OOO",
            })
    void readsTheSameKeysOnTheOtherLayout(String typed, String meant) {
        assertThat(KeyboardLayout.swap(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "bdfyjd, иванов",
        "gtnhjd-djlrby, петров-водкин",
        "cv, см",
        "шмфтщм, ivanov",
        "шмфтщм\"ьфшдюкг, ivanov@mail.ru"
    })
    void searchesForBothSpellings(String typed, String meant) {
        assertThat(KeyboardLayout.alternatives(typed)).containsExactly(typed, meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "иванов",
                "Петров",
                "ivanov",
                "ivanov@mail.ru",
                "8 (916) 123-45-67",
                "4510 123456",
                "...",
                "[]",
                "李",
                "😀",
            })
    void searchesOnceForWhatMakesNoWordsOnTheOtherLayout(String typed) {
        assertThat(KeyboardLayout.alternatives(typed)).containsExactly(typed);
    }

    @Property
    void findsTheWayBack(@ForAll("latinKeys") String typed) {
        assertThat(KeyboardLayout.swap(KeyboardLayout.swap(typed))).isEqualTo(typed);
    }

    @Provide
    Arbitrary<String> latinKeys() {
        return Arbitraries.strings()
                .withChars("`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?")
                .withChars("@#$^&| 0123456789-_=+!*()")
                .map(typed -> "q" + typed);
    }

    @Property
    void takesAnyText(@ForAll("hostile") String typed) {
        assertThat(KeyboardLayout.alternatives(typed))
                .startsWith(typed)
                .hasSizeBetween(1, 2)
                .doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
