package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsisdnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+7 916 123-45-67",
                "8 (916) 123-45-67",
                "79161234567",
                "9161234567",
                " +79161234567 ",
                "8−916−123−45−67"
            })
    void takesTheSpellingsOfAMobileNumber(String typed) {
        assertThat(Msisdn.parse(typed)).isEqualTo(new Msisdn("+79161234567"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+7 701 456-20-31",
                "+7 495 123-45-67",
                "++79161234567",
                "+89161234567",
                "916123456",
                "+791612345678",
                "+7916123456a",
                "+7٩١٦١٢٣٤٥٦٧",
                "79161234567 доб. 5"
            })
    void refusesAllOthers(String typed) {
        assertThatThrownBy(() -> Msisdn.parse(typed))
                .isInstanceOf(Malformed.class)
                .hasMessage("msisdn.invalid");
    }

    @Property
    void survivesHostileTexts(@ForAll("hostile") String typed) {
        try {
            assertThat(Msisdn.parse(Msisdn.parse(typed).value())).isEqualTo(Msisdn.parse(typed));
        } catch (Malformed malformed) {
            assertThat(malformed.text().code()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }

    @Property(tries = 200)
    void readsWhatItShows(@ForAll @IntRange(max = 999_999_999) int number) {
        var msisdn = new Msisdn("+79%09d".formatted(number));

        assertThat(Msisdn.parse(msisdn.display())).isEqualTo(msisdn);
        assertThat(Msisdn.parse(msisdn.digits())).isEqualTo(msisdn);
        assertThat(Msisdn.parse("8" + msisdn.digits().substring(1))).isEqualTo(msisdn);
    }
}
