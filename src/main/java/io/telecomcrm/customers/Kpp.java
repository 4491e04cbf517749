package io.telecomcrm.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import java.util.Locale;
import java.util.regex.Pattern;

/** Code of the reason for a company's registration with a tax office (КПП); tells its branches apart. */
public record Kpp(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[0-9]{4}[0-9A-Z]{2}[0-9]{3}");
    private static final Pattern TYPED = Pattern.compile("[0-9A-Za-z]{9}");

    public Kpp {
        if (!FORM.matcher(value).matches()) {
            throw malformed();
        }
    }

    /** Only plain letters are made capital, since some others would become plain ones. */
    public static Kpp parse(String typed) {
        var bare = Digits.bare(typed);
        if (!TYPED.matcher(bare).matches()) {
            throw malformed();
        }
        return new Kpp(bare.toUpperCase(Locale.ROOT));
    }

    private static Malformed malformed() {
        return new Malformed("kpp.invalid");
    }

    @Override
    public String toString() {
        return value;
    }
}
