package io.telecomcrm.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.kernel.HostileTexts;
import io.telecomcrm.kernel.Malformed;
import java.time.LocalDate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

    @ParameterizedTest
    @ValueSource(strings = {"4510123456", "4510 123456", "45 10 123-456", " 45\u00a010\u202f123456 "})
    void splitsAPassportTypedTogether(String typed) {
        assertThat(Document.passport(typed)).isEqualTo(new Document.Passport("4510", "123456"));
    }

    @Test
    void readsSeriesAndNumberApart() {
        assertThat(Document.passport(" 45 10", "123 456 ")).isEqualTo(new Document.Passport("4510", "123456"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4510",
                "451012345",
                "45101234567",
                "4510 № 123456",
                "VI-МЮ 123456",
                "４５１０123456",
                "٤٥١٠١٢٣٤٥٦",
                "4510123456\n",
                "4510123456\u0000",
            })
    void refusesWhatIsNoPassport(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Document.passport(typed))
                .withMessage("passport.invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 123456, passport.series",
        "451, 123456, passport.series",
        "45100, 123456, passport.series",
        "45１0, 123456, passport.series",
        "4510, '', passport.number",
        "4510, 12345, passport.number",
        "4510, 1234567, passport.number",
        "4510, 12345б, passport.number",
        "4510, 000000, passport.number_too_small",
        "4510, 000100, passport.number_too_small",
    })
    void saysWhichPartOfThePassportIsWrong(String series, String number, String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Document.passport(series, number))
                .withMessage(code);
    }

    @Test
    void countsPassportsFromTheFirstNumber() {
        assertThat(Document.passport("4510 000101").number()).isEqualTo("000101");
    }

    @ParameterizedTest
    @CsvSource({"4597, true", "4599, true", "4500, true", "4526, true", "4527, false", "4596, false"})
    void refusesABlankOfTheFuture(String series, boolean printed) {
        var passport = new Document.Passport(series, "123456");
        if (printed) {
            assertThatCode(() -> passport.checkBlank(TODAY)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> passport.checkBlank(TODAY))
                    .withMessage("passport.future_blank");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-15, 2000-01-01, ",
        "2026-03-16, 2000-01-01, document.issued_in_future",
        "2026-03-16, , document.issued_in_future",
        "2020-05-20, 2006-05-20, ",
        "2020-05-19, 2006-05-20, passport.issued_too_early",
        "1999-01-01, , ",
    })
    void refusesAPassportIssuedTooSoon(LocalDate issuedOn, @Nullable LocalDate birthDate, @Nullable String code) {
        var passport = Document.passport("4510 123456");
        if (code == null) {
            assertThatCode(() -> passport.checkIssued(issuedOn, birthDate, TODAY))
                    .doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> passport.checkIssued(issuedOn, birthDate, TODAY))
                    .withMessage(code);
        }
    }

    @Test
    void letsOtherCountriesIssueDocumentsToChildren() {
        var document = Document.foreign("KZ", "N1234567");
        var birthDate = LocalDate.of(2006, 5, 20);

        assertThatCode(() -> document.checkIssued(birthDate.plusYears(3), birthDate, TODAY))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> document.checkIssued(TODAY.plusDays(1), birthDate, TODAY))
                .withMessage("document.issued_in_future");
    }

    @ParameterizedTest
    @CsvSource({
        "KZ, N1234567, F:KZ:N1234567",
        "kz, n 123-4567, F:KZ:N1234567",
        "' by ', МР1234567, F:BY:МР1234567",
        "UZ, ＡＢ１２, F:UZ:AB12",
        "CN, 1, F:CN:1",
        "DE, C01X00T47C01X00T47C01X00T, F:DE:C01X00T47C01X00T47C01X00T",
    })
    void knowsOneForeignDocumentInEverySpelling(String country, String number, String key) {
        assertThat(Document.foreign(country, number).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "KZ, '', document.number",
        "KZ, ' - ', document.number",
        "KZ, N123456789012345678901234X, document.number",
        "KZ, N/123, document.number",
        "KZ, 'N1\u0000', document.number",
        "KZ, N١٢٣, document.number",
        "KZ, '\uFDFA', document.number",
        "KZ, '\uD83D', document.number",
        "'', N123, country.invalid",
        "KAZ, N123, country.invalid",
        "XX, N123, country.invalid",
        "КZ, N123, country.invalid",
        "'KZ\n', N123, country.invalid",
    })
    void refusesOtherForeignDocuments(String country, String number, String code) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Document.foreign(country, number))
                .withMessage(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1", "N 1", "Ｎ1", "N-1"})
    void isNeverMadeOfAnotherForm(String number) {
        var country = new Country("KZ");
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Document.Foreign(country, number));
    }

    @Test
    void masksItsNumber() {
        var passport = Document.passport("4510 561234");
        assertThat(passport.masked()).isEqualTo("•••• ••1234");
        assertThat(passport.display()).isEqualTo("4510 561234");
        assertThat(passport.toString()).doesNotContain("4510", "56");
        assertThat(passport.type()).isEqualTo(DocumentType.PASSPORT_RF);
        assertThat(passport.key()).isEqualTo("RU:4510561234");

        var foreign = Document.foreign("KZ", "N1234567");
        assertThat(foreign.masked()).isEqualTo("••••4567");
        assertThat(foreign.display()).isEqualTo("N1234567");
        assertThat(foreign.toString()).doesNotContain("N123");
        assertThat(foreign.type()).isEqualTo(DocumentType.FOREIGN);
    }

    @ParameterizedTest
    @CsvSource({"1, ••••", "AB, ••••B", "12345, ••••45", "12345678, ••••5678", "𠮷𠮷, ••••𠮷"})
    void showsNoMoreThanHalfOfAShortNumber(String number, String masked) {
        assertThat(Document.foreign("CN", number).masked()).isEqualTo(masked);
    }

    @Property
    void readsBackThePassportItShows(
            @ForAll @IntRange(min = 0, max = 9999) int series, @ForAll @IntRange(min = 101, max = 999_999) int number) {
        var passport = new Document.Passport("%04d".formatted(series), "%06d".formatted(number));
        assertThat(Document.passport(passport.display())).isEqualTo(passport);
        assertThat(passport.toString()).doesNotContain(passport.number());
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            assertThat(Document.passport(typed).key()).matches("RU:[0-9]{10}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).startsWith("passport.");
        }
        try {
            assertThat(Document.foreign("KZ", typed).key()).matches("F:KZ:[\\p{L}0-9]{1,25}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isEqualTo("document.number");
        }
        try {
            assertThat(Country.parse(typed).code()).matches("[A-Z]{2}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isEqualTo("country.invalid");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
