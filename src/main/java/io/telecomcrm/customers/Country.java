package io.telecomcrm.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Spaces;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import java.util.regex.Pattern;

/** A country by its two letters of ISO 3166-1: KZ. */
public record Country(@JsonValue String code) {

    private static final Set<String> CODES = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);
    private static final Pattern TYPED = Pattern.compile("[A-Za-z]{2}");

    public Country {
        if (!CODES.contains(code)) {
            throw new Malformed("country.invalid");
        }
    }

    public static Country parse(String typed) {
        var code = Spaces.single(typed);
        return new Country(TYPED.matcher(code).matches() ? code.toUpperCase(Locale.ROOT) : code);
    }

    @Override
    public String toString() {
        return code;
    }
}
