package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.HostileTexts;
import io.telecomcrm.kernel.Malformed;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OgrnTest {

    @ParameterizedTest
    @CsvSource({
        "1027700132195, 1027700132195, false",
        "1 02 77 00 13219 5, 1027700132195, false",
        "5077746887312, 5077746887312, false",
        "304500116000157, 304500116000157, true",
    })
    void readsNumbersOfCompaniesAndSoleProprietors(String typed, String stored, boolean soleProprietor) {
        assertThat(Ogrn.parse(typed)).hasToString(stored).isEqualTo(new Ogrn(stored));
        assertThat(new Ogrn(stored).isSoleProprietor()).isEqualTo(soleProprietor);
    }

    @ParameterizedTest
    @CsvSource({
        "1027700132196, ogrn.check_digit",
        "304500116000158, ogrn.check_digit",
        "'', ogrn.invalid",
        "102770013219, ogrn.invalid",
        "10277001321950, ogrn.invalid",
        "2027700132195, ogrn.invalid",
        "3027700132195, ogrn.invalid",
        "104500116000157, ogrn.invalid",
        "0000000000000, ogrn.invalid",
        "000000000000000, ogrn.invalid",
        "１０２７７００１３２１９５, ogrn.invalid",
        "١٠٢٧٧٠٠١٣٢١٩٥, ogrn.invalid",
        "'1027700132195\n', ogrn.invalid",
    })
    void refusesAnyOther(String typed, String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Ogrn.parse(typed))
                .withMessage(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 027700132195", "1027700132195\n", "１０２７７００１３２１９５"})
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Ogrn(value));
    }

    @Property
    void readsWhatTheFormulaMakes(@ForAll("formed") String ogrn) {
        assertThat(Ogrn.parse(ogrn).value()).isEqualTo(ogrn);
    }

    @Property
    void refusesAMistypedLastDigit(@ForAll("formed") String ogrn, @ForAll @IntRange(min = 1, max = 9) int shift) {
        var last = ogrn.length() - 1;
        var mistyped = ogrn.substring(0, last) + (ogrn.charAt(last) - '0' + shift) % 10;
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Ogrn.parse(mistyped))
                .withMessage("ogrn.check_digit");
    }

    @Provide
    Arbitrary<String> formed() {
        var company = Arbitraries.oneOf(
                Arbitraries.longs().between(100_000_000_000L, 199_999_999_999L),
                Arbitraries.longs().between(500_000_000_000L, 599_999_999_999L));
        var proprietor = Arbitraries.longs().between(30_000_000_000_000L, 39_999_999_999_999L);
        return Arbitraries.oneOf(
                company.map(start -> start + "" + start % 11 % 10),
                proprietor.map(start -> start + "" + start % 13 % 10));
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            assertThat(Ogrn.parse(typed).value()).matches("[0-9]{13}|[0-9]{15}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).startsWith("ogrn.");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
