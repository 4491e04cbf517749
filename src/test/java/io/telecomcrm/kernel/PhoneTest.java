package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+79161234567",
                "79161234567",
                "89161234567",
                "9161234567",
                "8 (916) 123-45-67",
                " +7 916 123-45-67 ",
                "+7\u00a0916\u202f123\u201145\u201167",
                "+ 7 (916) 123–45–67",
                "(+7) 916 123 45 67",
                "8[916]1234567",
            })
    void readsEverySpellingOfARussianNumber(String typed) {
        assertThat(Phone.parse(typed).value()).isEqualTo("+79161234567");
    }

    @ParameterizedTest
    @CsvSource({
        "+375 29 123-45-67, +375291234567",
        "+44 (0)20 7946 0958, +442079460958",
        "+1 650 253-0000, +16502530000",
        "+7 701 123-45-67, +77011234567",
        "87011234567, +77011234567",
        "+39 06 698 12345, +390669812345",
        "8 800 555-35-35, +78005553535",
        "8 495 123 45 67, +74951234567",
        "8 930 066-17-26, +79300661726",
    })
    void readsNumbersOfOtherKindsAndCountries(String typed, String stored) {
        assertThat(Phone.parse(typed).value()).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "+7",
                "911",
                "123-45-67",
                "++79161234567",
                "+79161234567+",
                "8+9161234567",
                "00 7 916 123 45 67",
                "+7 8 916 123-45-67",
                "+89161234567",
                "+7916123456",
                "+791612345678",
                "791612345678",
                "0000000000",
                "+70000000000",
                "+0 916 123 45 67",
                "+999 12345678",
                "+1234567890123456",
                "+٧٩١٦١٢٣٤٥٦٧",
                "٨٩١٦١٢٣٤٥٦٧",
                "+７９１６１２３４５６７",
                "＋79161234567",
                "8-800-PIZZA-RU",
                "+1 800 FLOWERS",
                "+79161234567 доб. 12",
                "+79161234567 ext 12",
                "+79161234567;ext=12",
                "tel:+79161234567",
                "+79161234567,,12",
                "+79161234567#",
                "+79161234567\n",
                "+79161234567\r\n",
                "+79161234567\u2028",
                "+79161234567\u0000",
                "\u0000+79161234567",
                "+7916\n1234567",
                "+79161234567 +79161234568",
                "+79161234567/68",
            })
    void refusesWhatIsNotOneNumber(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Phone.parse(typed))
                .withMessage("phone.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "79161234567",
                "89161234567",
                "9161234567",
                "+7 916 123-45-67",
                "+791612345678",
                "+7916123456",
                "+79161234567\n",
                "+７9161234567",
                "+0123456789",
                "+12345",
                "+1234567890123456",
                "",
            })
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Phone(value));
    }

    @Test
    void staysReadableWhenTheNumberingPlanDropsIt() {
        assertThat(new Phone("+70000000000").display()).isEqualTo("+7 000 000-00-00");
        assertThat(new Phone("+99912345678").display()).isEqualTo("+99912345678");
    }

    @ParameterizedTest
    @CsvSource({
        "+79161234567, +7 916 123-45-67",
        "+77011234567, +7 701 123-45-67",
        "+375291234567, +375 29 123-45-67",
        "+442079460958, +44 20 7946 0958",
        "+687201234, +687 20 12 34",
    })
    void showsNumbersAsPeopleWriteThem(String value, String shown) {
        assertThat(new Phone(value).display()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "+79161234567, true",
        "+79991234567, true",
        "+74951234567, false",
        "+78005553535, false",
        "+77011234567, false",
        "+375291234567, false",
    })
    void knowsRussianMobileNumbers(String value, boolean mobile) {
        assertThat(new Phone(value).isRussianMobile()).isEqualTo(mobile);
    }

    @Test
    void tellsItsDigits() {
        assertThat(new Phone("+79161234567").digits()).isEqualTo("79161234567");
        assertThat(new Phone("+79161234567")).hasToString("+79161234567");
    }

    @ParameterizedTest
    @MethodSource("examplesOfTheWorld")
    void readsBackWhatItShowsAnywhereInTheWorld(String e164) {
        var phone = Phone.parse(e164);
        assertThat(Phone.parse(phone.display())).isEqualTo(phone);
    }

    static Stream<String> examplesOfTheWorld() {
        return PLANS.getSupportedRegions().stream()
                .flatMap(region -> Arrays.stream(PhoneNumberType.values())
                        .map(type -> PLANS.getExampleNumberForType(region, type))
                        .filter(Objects::nonNull)
                        .filter(PLANS::isValidNumber))
                .map(number -> PLANS.format(number, PhoneNumberFormat.E164))
                .distinct();
    }

    @Property
    void readsAnyMobileNumberInEverySpelling(@ForAll @LongRange(min = 9_000_000_000L, max = 9_999_999_999L) long ten) {
        var phone = new Phone("+7" + ten);
        assertThat(Phone.parse("8" + ten)).isEqualTo(phone);
        assertThat(Phone.parse("7" + ten)).isEqualTo(phone);
        assertThat(Phone.parse("" + ten)).isEqualTo(phone);
        assertThat(Phone.parse(phone.display())).isEqualTo(phone);
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed) {
        try {
            assertThat(Phone.parse(typed).value()).matches("\\+[1-9][0-9]{5,14}");
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isEqualTo("phone.invalid");
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
