package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Msisdn;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ContractNumberTest {

    @Property
    void everyDrawGivesANumberThatCanBeRead(@ForAll long draw) {
        var number = ContractNumber.of(draw);

        assertThat(number.value()).matches("[1-8][0-9]{9}");
        assertThat(Luhn.holds(number.value())).isTrue();
        assertThat(ContractNumber.parse(number.value())).isEqualTo(number);
        var spaced = number.value().substring(0, 3) + "\u00a0" + number.value().substring(3, 6) + "-"
                + number.value().substring(6);
        assertThat(ContractNumber.parse(" " + spaced + " ")).isEqualTo(number);
    }

    @Property
    void differentDrawsGiveDifferentNumbers(
            @ForAll @LongRange(min = 0, max = 799_999_999) long one,
            @ForAll @LongRange(min = 0, max = 799_999_999) long other) {
        assertThat(ContractNumber.of(one).equals(ContractNumber.of(other))).isEqualTo(one == other);
    }

    @Property
    void oneWrongDigitIsNoticed(
            @ForAll long draw, @ForAll @IntRange(max = 9) int place, @ForAll @IntRange(min = 1, max = 9) int by) {
        var digits = ContractNumber.of(draw).value().toCharArray();
        digits[place] = (char) ('0' + (digits[place] - '0' + by) % 10);

        assertThatThrownBy(() -> ContractNumber.parse(new String(digits))).isInstanceOf(Malformed.class);
    }

    @Property
    void neverReadsAsAMobileNumber(@ForAll long draw) {
        assertThatThrownBy(() -> Msisdn.parse(ContractNumber.of(draw).value())).isInstanceOf(Malformed.class);
    }

    @Example
    void takesOnlyTenPlainDigits() {
        var number = ContractNumber.of(7).value();
        for (var wrong : List.of(
                "",
                " ",
                number + "\n1",
                number.substring(1),
                number + "0",
                "9" + number.substring(1),
                "0" + number.substring(1),
                "٣" + number.substring(1),
                "１" + number.substring(1),
                number + "x")) {
            assertThatThrownBy(() -> ContractNumber.parse(wrong)).as(wrong).isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> new ContractNumber(number + "\n")).isInstanceOf(Malformed.class);
    }
}
