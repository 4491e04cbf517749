package io.telecomcrm.sims;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Malformed;
import java.util.regex.Pattern;

/**
 * The number printed on a SIM card (ITU-T E.118): 897 and 19 or 20 digits in all, the last a Luhn check digit. Cards that
 * break the check digit exist, so only what is typed by hand must keep it, see {@link #parse}.
 */
public record Iccid(@JsonValue String value) {

    /** 89 is telecommunications, 7 Russia; Kazakhstan, which shares the code, begins with 8997. */
    private static final String BEGINNING = "897";

    private static final int SHORTEST = 19;
    private static final int LONGEST = 20;

    private static final Pattern FILLER = Pattern.compile("[Ff]$");

    public Iccid {
        if (value.length() < SHORTEST
                || value.length() > LONGEST
                || !value.startsWith(BEGINNING)
                || !Digits.only(value, BEGINNING.length())) {
            throw malformed();
        }
    }

    /** As typed or scanned; the check digit must be right. */
    public static Iccid parse(String typed) {
        var iccid = lenient(typed);
        if (!iccid.checkDigitHolds()) {
            throw new Malformed("iccid.check_digit");
        }
        return iccid;
    }

    /** As a delivery note has it; see {@link #checkDigitHolds}. */
    public static Iccid lenient(String typed) {
        return new Iccid(
                Digits.of(FILLER.matcher(typed.strip()).replaceFirst("")).orElseThrow(Iccid::malformed));
    }

    public boolean checkDigitHolds() {
        return Luhn.holds(value);
    }

    /** In groups of four: 8970 1012 3456 7890 123. */
    public String display() {
        return value.replaceAll("(.{4})(?=.)", "$1\u00a0");
    }

    private static Malformed malformed() {
        return new Malformed("iccid.invalid");
    }

    @Override
    public String toString() {
        return value;
    }
}
