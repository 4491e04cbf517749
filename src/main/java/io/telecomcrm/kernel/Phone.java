package io.telecomcrm.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A telephone number in E.164 with its plus: +79161234567.
 *
 * <p>Whether a number exists is asked once, when it is typed: numbering plans change, and a stored number must stay
 * readable when they do.
 */
public record Phone(@JsonValue String value) {

    /** Of Russia and Kazakhstan, with the plus. */
    private static final int RUSSIAN_LENGTH = 12;

    private static final int SHORTEST = 7;
    private static final int LONGEST = 16;
    private static final Pattern RUSSIAN = Pattern.compile("[78]?([0-9]{10})");
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";

    public Phone {
        if (!isCanonical(value)) {
            throw malformed();
        }
    }

    private static boolean isCanonical(String value) {
        if (value.length() < SHORTEST || value.charAt(0) != '+' || value.charAt(1) == '0' || !Digits.only(value, 1)) {
            return false;
        }
        return value.charAt(1) == '7' ? value.length() == RUSSIAN_LENGTH : value.length() <= LONGEST;
    }

    /** Without a plus the number is a Russian one, written with 8, with 7 or with neither. */
    public static Phone parse(String typed) {
        var bare = Digits.bare(typed);
        var russian = RUSSIAN.matcher(bare);
        var phone = new Phone(russian.matches() ? "+7" + russian.group(1) : bare);
        return phone.isRussianMobile() ? phone : phone.existing();
    }

    /** Mobile numbers of Russia are all of the 9xx codes; Kazakhstan shares the 7 but not these. */
    public boolean isRussianMobile() {
        return value.startsWith("+79");
    }

    public String digits() {
        return value.substring(1);
    }

    /** The number as it is written for people: +7 916 123-45-67. */
    public String display() {
        return value.startsWith("+7") ? grouped() : abroad();
    }

    /** Not asked of Russian mobile numbers: the plans in the library lag behind the ranges given to operators. */
    private Phone existing() {
        return planned()
                .filter(PLANS::isValidNumber)
                .map(number -> new Phone(PLANS.format(number, PhoneNumberFormat.E164)))
                .orElseThrow(Phone::malformed);
    }

    private Optional<PhoneNumber> planned() {
        try {
            return Optional.of(PLANS.parse(value, NO_REGION));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    private static Malformed malformed() {
        return new Malformed("phone.invalid");
    }

    private String grouped() {
        return "+7 " + value.substring(2, 5) + " " + value.substring(5, 8) + "-" + value.substring(8, 10) + "-"
                + value.substring(10);
    }

    /** Where a country writes dots, spaces stand in for them, so that what is shown can be typed. */
    private String abroad() {
        return planned()
                .map(number -> PLANS.format(number, PhoneNumberFormat.INTERNATIONAL))
                .map(shown -> shown.replace('.', ' '))
                .orElse(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
