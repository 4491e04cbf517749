package io.telecomcrm.sims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.HostileTexts;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Malformed;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IccidTest {

    private static final String GOOD = "8970101234567890123";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                " 8970 1012 3456 7890 123 ",
                "8970101234567890123F",
                "8970101234567890123f",
                "8970-1012-3456-7890-123",
                "8970 1012 3456 7890 123 F"
            })
    void takesTheSpellingsOfACard(String typed) {
        assertThat(Iccid.parse(typed)).isEqualTo(new Iccid(GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "F",
                "89701012345678901",
                "897010123456789012345",
                "8997101234567890123",
                "8801101234567890123",
                "8970101234567890123FF",
                "897010123456789012X",
                "٨٩٧٠١٠١٢٣٤٥٦٧٨٩٠١٢٣",
                "8970101234567890123\n8"
            })
    void refusesWhatIsNone(String typed) {
        assertThatThrownBy(() -> Iccid.parse(typed))
                .isInstanceOf(Malformed.class)
                .hasMessage("iccid.invalid");
        assertThatThrownBy(() -> Iccid.lenient(typed)).isInstanceOf(Malformed.class);
    }

    @Property
    void survivesHostileTexts(@ForAll("hostile") String typed) {
        try {
            assertThat(Iccid.parse(Iccid.parse(typed).value())).isEqualTo(Iccid.parse(typed));
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }

    /** Luhn finds every single wrong digit. */
    @Property(tries = 300)
    void noticesOneWrongDigit(
            @ForAll @NumericChars @StringLength(min = 15, max = 16) String serial,
            @ForAll @IntRange(min = 3, max = 18) int place,
            @ForAll @IntRange(min = 1, max = 9) int off) {
        var digits = "897" + serial;
        var good = digits + Luhn.checkDigit(digits);
        assertThat(Iccid.parse(good).display().replace("\u00a0", "")).isEqualTo(good);

        var wrong = new StringBuilder(good);
        wrong.setCharAt(place, (char) ('0' + (good.charAt(place) - '0' + off) % 10));
        assertThatThrownBy(() -> Iccid.parse(wrong.toString()))
                .isInstanceOf(Malformed.class)
                .hasMessage("iccid.check_digit");
        assertThat(Iccid.lenient(wrong.toString()).checkDigitHolds()).isFalse();
    }
}
