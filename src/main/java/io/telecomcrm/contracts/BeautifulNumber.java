package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Msisdn;
import java.util.regex.Pattern;

/** Whether a number is easy to keep in mind, so that it isn't given away without thinking. */
public final class BeautifulNumber {

    /** 7777; 1212 and 1221 with the three digits before them alike; 777 000; six in pairs. */
    private static final Pattern REPEATED = Pattern.compile(
            ".*(?:(\\d)\\1\\1\\1|(\\d)\\2\\2(\\d)\\3\\3|(\\d)\\4(\\d)\\5(\\d)\\6|(\\d\\d)\\7\\7|000)$|.*(\\d)\\8\\8\\8\\8.*");

    private static final String UP = "01234567890123";
    private static final String DOWN = "98765432109876";

    private BeautifulNumber() {}

    public static boolean is(Msisdn number) {
        var digits = number.value();
        var last = digits.substring(digits.length() - 7);
        var five = last.substring(2);
        return REPEATED.matcher(last).matches() || UP.contains(five) || DOWN.contains(five);
    }
}
