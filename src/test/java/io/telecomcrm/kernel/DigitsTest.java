package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4510123456",
                " 4510 123456 ",
                "45\u00a010\u202f123456",
                "45\u200910\u3000123456",
                "4510\t123456",
                "4510-123456",
                "4510‐123‑456",
                "4510–123—456",
                "4510\u2212123456",
                "(4510) [123456]",
            })
    void dropsWhatOnlyDecorates(String typed) {
        assertThat(Digits.of(typed)).hasValue("4510123456");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "()",
                "4510123456\n",
                "\n4510123456",
                "4510\n123456",
                "4510123456\u0000",
                "4510123456\u2028",
                "4510\u200b123456",
                "4510.123456",
                "4510/123456",
                "+4510123456",
                "№ 4510123456",
                "451O123456",
                "٤٥١٠١٢٣٤٥٦",
                "४५१०१२३४५६",
                "４５１０１２３４５６",
                "𝟜𝟝𝟙𝟘123456",
                "451012345²",
            })
    void refusesAnythingElse(String typed) {
        assertThat(Digits.of(typed)).isEmpty();
    }

    @Test
    void doesNotLookAtATextTooLongForAnIdentifier() {
        assertThat(Digits.of("1".repeat(64))).isPresent();
        assertThat(Digits.of("1".repeat(65))).isEmpty();
        assertThat(Digits.of(" ".repeat(100_000) + "1")).isEmpty();
    }

    @Property
    void leavesAsciiDigitsOnly(@ForAll("hostile") String typed) {
        Digits.of(typed).ifPresent(digits -> assertThat(digits).matches("[0-9]+"));
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
