package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.Malformed;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "1984-02-29", "2012-03-15"})
    void acceptsThoseOldEnoughToSign(LocalDate birthDate) {
        assertThatCode(() -> Age.check(birthDate, TODAY, 14)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-16, birth_date.future",
        "+999999999-12-31, birth_date.future",
        "1899-12-31, birth_date.too_early",
        "-999999999-01-01, birth_date.too_early",
        "2026-03-15, birth_date.too_young",
        "2012-03-16, birth_date.too_young",
    })
    void refusesAnyOther(LocalDate birthDate, String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Age.check(birthDate, TODAY, 14))
                .withMessage(code);
    }
}
