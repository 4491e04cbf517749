package io.telecomcrm.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import java.util.regex.Pattern;

/** Taxpayer's number (ИНН): 10 digits of a company or 12 of a person, ending in check digits. */
public record Inn(@JsonValue String value) {

    /** Zeros alone satisfy the check digits, yet belong to nobody. */
    private static final Pattern FORM = Pattern.compile("(?!0+$)(?:[0-9]{10}|[0-9]{12})");

    public Inn {
        if (!FORM.matcher(value).matches()) {
            throw malformed();
        }
        if (!checkDigitsHold(value)) {
            throw new Malformed("inn.check_digits");
        }
    }

    public static Inn parse(String typed) {
        return new Inn(Digits.of(typed).orElseThrow(Inn::malformed));
    }

    /** Otherwise it is a person's, a sole proprietor included. */
    public boolean isCompany() {
        return value.length() == 10;
    }

    private static Malformed malformed() {
        return new Malformed("inn.invalid");
    }

    private static boolean checkDigitsHold(String inn) {
        return inn.length() == 10
                ? holds(inn, 2, 4, 10, 3, 5, 9, 4, 6, 8)
                : holds(inn, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) && holds(inn, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
    }

    /** The check digit follows the digits it is weighed from. */
    private static boolean holds(String inn, int... weights) {
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += weights[i] * (inn.charAt(i) - '0');
        }
        return sum % 11 % 10 == inn.charAt(weights.length) - '0';
    }

    @Override
    public String toString() {
        return value;
    }
}
