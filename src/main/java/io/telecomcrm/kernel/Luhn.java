package io.telecomcrm.kernel;

/** The check digit of ISO/IEC 7812-1 annex B: SIM cards and our account numbers end in one. */
public final class Luhn {

    private Luhn() {}

    /** Whether the last of the digits is the right check digit for those before it. */
    public static boolean holds(String digits) {
        return sum(digits, 1) % 10 == 0;
    }

    /** The digit that makes {@code digits} hold when it is put behind them. */
    public static int checkDigit(String digits) {
        return (10 - sum(digits, 2) % 10) % 10;
    }

    private static int sum(String digits, int weightOfLast) {
        var sum = 0;
        var weight = weightOfLast;
        for (var i = digits.length() - 1; i >= 0; i--) {
            var product = (digits.charAt(i) - '0') * weight;
            sum += product / 10 + product % 10;
            weight = 3 - weight;
        }
        return sum;
    }
}
