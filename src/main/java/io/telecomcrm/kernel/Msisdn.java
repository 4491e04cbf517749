package io.telecomcrm.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A subscriber's number (MSISDN, E.164) of a Russian mobile operator: +79161234567. */
public record Msisdn(@JsonValue String value) {

    private static final String BEGINNING = "+79";
    private static final int LENGTH = 12;
    private static final Pattern TYPED = Pattern.compile("(?:\\+?7|8)?(9[0-9]{9})");

    public Msisdn {
        if (value.length() != LENGTH || !value.startsWith(BEGINNING) || !Digits.only(value, BEGINNING.length())) {
            throw malformed();
        }
    }

    /** Written with +7, 7, 8 or none of them, spaced out as anybody likes. */
    public static Msisdn parse(String typed) {
        var number = TYPED.matcher(Digits.bare(typed));
        if (!number.matches()) {
            throw malformed();
        }
        return new Msisdn("+7" + number.group(1));
    }

    public String digits() {
        return value.substring(1);
    }

    /** The number as it is written for people: +7 916 123-45-67. */
    public String display() {
        return phone().display();
    }

    public Phone phone() {
        return new Phone(value);
    }

    private static Malformed malformed() {
        return new Malformed("msisdn.invalid");
    }

    @Override
    public String toString() {
        return value;
    }
}
