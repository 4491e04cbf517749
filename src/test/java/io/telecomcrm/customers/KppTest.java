package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.HostileTexts;
import io.telecomcrm.kernel.Malformed;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KppTest {

    @ParameterizedTest
    @CsvSource({"773601001, 773601001", "7736 01 001, 773601001", "7736ab001, 7736AB001", "99979Z001, 99979Z001"})
    void readsDigitsAndLatinLetters(String typed, String stored) {
        assertThat(Kpp.parse(typed)).hasToString(stored).isEqualTo(new Kpp(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "77360100",
                "7736010010",
                "A73601001",
                "77360100A",
                "7736АВ001",
                "7736ß001",
                "7736ıı001",
                "７７３６０１００１",
                "٧٧٣٦٠١٠٠١",
                "773601001\n",
                "773601001\u0000",
            })
    void refusesAnyOther(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Kpp.parse(typed))
                .withMessage("kpp.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7736ab001", "7736 01001", "773601001\n"})
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Kpp(value));
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            assertThat(Kpp.parse(typed).value()).matches("[0-9]{4}[0-9A-Z]{2}[0-9]{3}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isEqualTo("kpp.invalid");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
