package io.telecomcrm.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An amount of roubles, kept in whole kopecks, of either sign. On the wire it is {@code "1234.50"}; people write and
 * read {@code 1 234,50}. Sums that don't fit a {@code long} are refused, never wrapped.
 */
public record Money(long kopecks) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** Also with spaces between thousands, either decimal sign, a minus of any kind, and as {@link #display} writes it. */
    private static final Pattern TYPED = Pattern.compile("([-\u2212\u2013]?)([0-9]{1,15})(?:[.,]([0-9]{1,2})0*)?₽?");

    private static final Pattern GROUPING = Pattern.compile("[\\p{Zs}\\t]+");

    public static Money ofRubles(long rubles) {
        return new Money(Math.multiplyExact(rubles, 100));
    }

    /** Reads what a person or a program wrote; more than two decimals are refused, not rounded. */
    public static Money parse(String typed) {
        var amount = TYPED.matcher(
                typed.length() > 40 ? "" : GROUPING.matcher(typed.strip()).replaceAll(""));
        if (!amount.matches()) {
            throw new Malformed("money.invalid");
        }
        var fraction = amount.group(3) == null ? "00" : (amount.group(3) + "0").substring(0, 2);
        var kopecks = Long.parseLong(amount.group(2)) * 100 + Long.parseLong(fraction);
        return new Money(amount.group(1).isEmpty() ? kopecks : -kopecks);
    }

    /** {@code days} of {@code of}, of this amount: multiplied at full precision and rounded once, half up. */
    public Money share(long part, long of) {
        return new Money(BigDecimal.valueOf(kopecks)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(kopecks, other.kopecks));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(kopecks, other.kopecks));
    }

    public Money negated() {
        return new Money(Math.negateExact(kopecks));
    }

    public boolean isNegative() {
        return kopecks < 0;
    }

    public boolean isZero() {
        return kopecks == 0;
    }

    /** As the API writes it: {@code -1234.50}. */
    @JsonValue
    public String wire() {
        return BigDecimal.valueOf(kopecks, 2).toPlainString();
    }

    /** As people read it: {@code −1 234,50 ₽}, held together by no-break spaces. */
    public String display() {
        return displayBare() + "\u00a0₽";
    }

    /** Without its kopecks: {@code 1 234 ₽}. */
    public String displayWhole() {
        var bare = displayBare();
        return bare.substring(0, bare.length() - 3) + "\u00a0₽";
    }

    /** The same as {@link #display} without the sign of the currency. */
    public String displayBare() {
        var digits = BigDecimal.valueOf(kopecks, 2).abs().toPlainString();
        var rubles = new StringBuilder(digits.substring(0, digits.length() - 3));
        for (var i = rubles.length() - 3; i > 0; i -= 3) {
            rubles.insert(i, '\u00a0');
        }
        return (kopecks < 0 ? "\u2212" : "") + rubles + "," + digits.substring(digits.length() - 2);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(kopecks, other.kopecks);
    }

    @Override
    public String toString() {
        return wire();
    }
}
