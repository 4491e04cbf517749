package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuhnTest {

    @ParameterizedTest
    @CsvSource({"79927398713, true", "79927398710, false", "0, true", "18, true", "81, false", "4539578763621486, true"
    })
    void knowsTheTextbookNumbers(String digits, boolean holds) {
        assertThat(Luhn.holds(digits)).isEqualTo(holds);
    }

    @Property(tries = 300)
    void onlyOneDigitHolds(
            @ForAll @NumericChars @StringLength(min = 1, max = 19) String digits, @ForAll @IntRange(max = 9) int last) {
        assertThat(Luhn.holds(digits + last)).isEqualTo(last == Luhn.checkDigit(digits));
    }
}
