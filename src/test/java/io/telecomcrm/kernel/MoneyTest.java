package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MoneyTest {

    private static final long LARGEST = 99_999_999_999_999_999L;

    @Property
    void isReadAsItIsWritten(@ForAll @LongRange(min = -LARGEST, max = LARGEST) long kopecks) {
        var money = new Money(kopecks);
        assertThat(Money.parse(money.wire())).isEqualTo(money);
        assertThat(Money.parse(money.displayBare())).isEqualTo(money);
        assertThat(money.wire()).matches("-?[0-9]+\\.[0-9]{2}");
        assertThat(money.display()).endsWith("\u00a0₽").doesNotContain(" ");
    }

    @Property
    void addsUpWithoutLoss(
            @ForAll @LongRange(min = -LARGEST, max = LARGEST) long one,
            @ForAll @LongRange(min = -LARGEST, max = LARGEST) long other) {
        var sum = new Money(one).plus(new Money(other));
        assertThat(sum.kopecks()).isEqualTo(one + other);
        assertThat(sum.minus(new Money(other))).isEqualTo(new Money(one));
        assertThat(sum.negated().plus(sum)).isEqualTo(Money.ZERO);
        assertThat(new Money(one).compareTo(new Money(other))).isEqualTo(Long.compare(one, other));
    }

    @Property
    void aShareIsRoundedOnceAndHalfUp(
            @ForAll @LongRange(min = -LARGEST, max = LARGEST) long kopecks,
            @ForAll @LongRange(min = 0, max = 31) long part,
            @ForAll @LongRange(min = 1, max = 31) long of) {
        var exact = BigDecimal.valueOf(kopecks).multiply(BigDecimal.valueOf(part));
        var share = new Money(kopecks).share(Math.min(part, of), of);
        if (part <= of) {
            assertThat(share.kopecks())
                    .isEqualTo(exact.divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP)
                            .longValueExact());
            var off = exact.subtract(BigDecimal.valueOf(share.kopecks()).multiply(BigDecimal.valueOf(of)))
                    .abs();
            assertThat(off.multiply(BigDecimal.TWO)).isLessThanOrEqualTo(BigDecimal.valueOf(of));
        }
        assertThat(new Money(kopecks).share(of, of)).isEqualTo(new Money(kopecks));
        assertThat(new Money(kopecks).share(0, of)).isEqualTo(Money.ZERO);
    }

    @Example
    void roundsHalvesAwayFromZero() {
        assertThat(new Money(1).share(1, 2)).isEqualTo(new Money(1));
        assertThat(new Money(-1).share(1, 2)).isEqualTo(new Money(-1));
        assertThat(new Money(45_000).share(10, 31)).isEqualTo(new Money(14_516));
    }

    @Example
    void takesTheSpellingsOfPeople() {
        for (var spelling :
                List.of("1234.50", "1234,5", "1 234,50", "1\u00a0234,50", " 1234.500 ", "1\u00a0234,50\u00a0₽")) {
            assertThat(Money.parse(spelling)).as(spelling).isEqualTo(new Money(123_450));
        }
        for (var spelling : List.of("-1234.5", "\u22121234,50", "–1 234,50")) {
            assertThat(Money.parse(spelling)).as(spelling).isEqualTo(new Money(-123_450));
        }
        assertThat(new Money(-123_450).display()).isEqualTo("\u22121\u00a0234,50\u00a0₽");
        assertThat(new Money(5).wire()).isEqualTo("0.05");
        assertThat(Money.ofRubles(7)).isEqualTo(new Money(700));
    }

    @Example
    void refusesWhatIsNoAmount() {
        for (var wrong : List.of(
                "",
                " ",
                "-",
                ".",
                ".5",
                "1.",
                "1.005",
                "1,234.50",
                "1e3",
                "NaN",
                "+1",
                "--1",
                "٣",
                "１",
                "₽",
                "1 234,50 ₽ 1",
                "9999999999999999",
                "0x1",
                "1".repeat(500))) {
            assertThatThrownBy(() -> Money.parse(wrong)).as(wrong).isInstanceOf(Malformed.class);
        }
    }

    @Example
    void refusesSumsThatDoNotFit() {
        var most = new Money(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Long.MIN_VALUE).negated()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofRubles(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
