package io.telecomcrm.sims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.Malformed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImsiTest {

    @ParameterizedTest
    @ValueSource(strings = {"250016123456789", " 250 01 6123456789 ", "25001-6123456789"})
    void takesFifteenDigitsOfRussia(String typed) {
        assertThat(Imsi.parse(typed)).isEqualTo(new Imsi("250016123456789"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "25001612345678", "2500161234567890", "401016123456789", "25001612345678X", "２５００１６１２３４５６７８９"
            })
    void refusesWhatIsNone(String typed) {
        assertThatThrownBy(() -> Imsi.parse(typed))
                .isInstanceOf(Malformed.class)
                .hasMessage("imsi.invalid");
    }
}
