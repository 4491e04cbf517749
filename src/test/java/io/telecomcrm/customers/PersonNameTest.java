package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.HostileTexts;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.SearchKey;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "Иванов,Иванов",
                "~  Салтыков-Щедрин \u00a0~,Салтыков-Щедрин",
                "Салтыков–Щедрин,Салтыков–Щедрин",
                "Анна \t Мария,Анна Мария",
                "д'Артаньян,д'Артаньян",
                "О’Нил,О’Нил",
                "ван дер Ваальс,ван дер Ваальс",
                "Ё,Ё",
                "и\u0306од,и\u0306од",
                "Müller,Müller",
                "Nguyễn,Nguyễn",
                "李,李",
                "محمد,محمد",
                "Հայկ,Հայկ",
                "𠮷田,𠮷田",
            })
    void isKeptAsTyped(String typed, String stored) {
        assertThat(PersonName.parse(typed)).hasToString(stored).isEqualTo(new PersonName(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "'",
                "Иванов2",
                "Иванов٢",
                "Иванов А.",
                "Иванов, Пётр",
                "Иванова (Петрова)",
                "Иван_ов",
                "\u0301Иванов",
                "<b>Иван</b>",
                "Иван😀",
                "Иван\n",
                "Иван\nПётр",
                "Иван\u0000",
                "Иван\u200b",
                "Иван\ud83d",
            })
    void refusesWhatNamesDoNotHold(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> PersonName.parse(typed))
                .withMessage("name.invalid");
    }

    @ParameterizedTest
    @CsvSource({"а, 101", "ß, 51", "\uFDFA, 20", "' ', 1001"})
    void refusesWhatTheDatabaseHasNoRoomFor(String letter, int times) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> PersonName.parse(letter.repeat(times)))
                .withMessage("name.too_long")
                .satisfies(malformed -> assertThat(malformed.text().args()).containsExactly(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {" Иван", "Иван ", "Анна  Мария", "Анна\u00a0Мария"})
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new PersonName(value));
    }

    @ParameterizedTest
    @CsvSource({
        "Иванов, false",
        "Ivanov, false",
        "Салтыков-Schedrin, false",
        "Анна Maria, false",
        "Ивaнов, true",
        "Cидоров, true",
        "Петровa, true",
        "Анна Mapия, true",
        "Салтыков-Щeдрин, true",
        "ё\u0301k, true",
    })
    void seesLatinLettersAmongRussianOnes(String name, boolean mixed) {
        assertThat(new PersonName(name).looksMixed()).isEqualTo(mixed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Пётр", "ПЁТР", "петр", "Пе\u0308тр"})
    void isFoundInEverySpelling(String name) {
        assertThat(new PersonName(name).key()).isEqualTo("ПЕТР");
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            var name = PersonName.parse(typed);
            assertThat(PersonName.parse(name.value())).isEqualTo(name);
            assertThat(name.value().length()).isBetween(1, 100);
            assertThat(name.key()).isEqualTo(SearchKey.of(typed)).hasSizeBetween(1, 100);
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).startsWith("name.");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
