package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

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

class InnTest {

    @ParameterizedTest
    @CsvSource({
        "7707083893, 7707083893, true",
        "7736050003, 7736050003, true",
        "' 77 0708-3893 ', 7707083893, true",
        "500100732259, 500100732259, false",
        "5001 0073 2259, 500100732259, false",
    })
    void readsNumbersOfCompaniesAndPeople(String typed, String stored, boolean company) {
        assertThat(Inn.parse(typed)).hasToString(stored).isEqualTo(new Inn(stored));
        assertThat(new Inn(stored).isCompany()).isEqualTo(company);
    }

    @ParameterizedTest
    @CsvSource({
        "7707083894, inn.check_digits",
        "500100732258, inn.check_digits",
        "500100732249, inn.check_digits",
        "0000000000, inn.invalid",
        "000000000000, inn.invalid",
        "'', inn.invalid",
        "770708389, inn.invalid",
        "77070838930, inn.invalid",
        "5001007322590, inn.invalid",
        "770708389З, inn.invalid",
        "+7707083893, inn.invalid",
        "٧٧٠٧٠٨٣٨٩٣, inn.invalid",
        "７７０７０８３８９３, inn.invalid",
        "'7707083893\n', inn.invalid",
        "'7707083893\u0000', inn.invalid",
    })
    void refusesAnyOther(String typed, String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Inn.parse(typed))
                .withMessage(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7707 083893", " 7707083893", "7707083893\n", "７７０７０８３８９３", "0000000000"})
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Inn(value));
    }

    @Property
    void readsWhatTheFormulaMakes(@ForAll("formed") String inn) {
        assertThat(Inn.parse(inn).value()).isEqualTo(inn);
    }

    @Property
    void refusesAMistypedLastDigit(@ForAll("formed") String inn, @ForAll @IntRange(min = 1, max = 9) int shift) {
        var last = inn.length() - 1;
        var mistyped = inn.substring(0, last) + (inn.charAt(last) - '0' + shift) % 10;
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Inn.parse(mistyped))
                .withMessage("inn.check_digits");
    }

    /** Remainders 0 and 10 give one check digit, so the sums do not see every mistake. */
    @Property
    void refusesAMistypedDigitUnlessTheSumsCannotTell(
            @ForAll("formed") String inn,
            @ForAll @IntRange(min = 0, max = 8) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        var digits = inn.toCharArray();
        digits[place] = (char) ('0' + (digits[place] - '0' + shift) % 10);
        var mistyped = new String(digits);
        assumeThat(completed(mistyped.substring(0, inn.length() == 10 ? 9 : 10)))
                .isNotEqualTo(mistyped);

        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Inn.parse(mistyped));
    }

    @Provide
    Arbitrary<String> formed() {
        var company = Arbitraries.longs().between(1, 999_999_999L).map("%09d"::formatted);
        var person = Arbitraries.longs().between(1, 9_999_999_999L).map("%010d"::formatted);
        return Arbitraries.oneOf(company, person).map(InnTest::completed);
    }

    private static String completed(String start) {
        if (start.length() == 9) {
            return start + checkDigit(start, 2, 4, 10, 3, 5, 9, 4, 6, 8);
        }
        var eleven = start + checkDigit(start, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
        return eleven + checkDigit(eleven, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
    }

    private static int checkDigit(String digits, int... weights) {
        var sum = 0;
        for (var place = 0; place < weights.length; place++) {
            sum += weights[place] * Character.digit(digits.charAt(place), 10);
        }
        return sum % 11 % 10;
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            assertThat(Inn.parse(typed).value()).matches("[0-9]{10}|[0-9]{12}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).startsWith("inn.");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
