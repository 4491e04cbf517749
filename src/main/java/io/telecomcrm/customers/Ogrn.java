package io.telecomcrm.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import java.util.regex.Pattern;

/** Number in the state register: 13 digits of a company (ОГРН) or 15 of a sole proprietor (ОГРНИП). */
public record Ogrn(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[15][0-9]{12}|3[0-9]{14}");

    public Ogrn {
        if (!FORM.matcher(value).matches()) {
            throw malformed();
        }
        if (!checkDigitHolds(value)) {
            throw new Malformed("ogrn.check_digit");
        }
    }

    public static Ogrn parse(String typed) {
        return new Ogrn(Digits.of(typed).orElseThrow(Ogrn::malformed));
    }

    public boolean isSoleProprietor() {
        return value.length() == 15;
    }

    private static Malformed malformed() {
        return new Malformed("ogrn.invalid");
    }

    private static boolean checkDigitHolds(String ogrn) {
        var last = ogrn.length() - 1;
        var divisor = last == 12 ? 11 : 13;
        return Long.parseLong(ogrn, 0, last, 10) % divisor % 10 == ogrn.charAt(last) - '0';
    }

    @Override
    public String toString() {
        return value;
    }
}
