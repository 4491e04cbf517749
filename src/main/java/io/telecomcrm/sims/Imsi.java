package io.telecomcrm.sims;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import java.util.regex.Pattern;

/** The subscriber's identity in the network (ITU-T E.212): 15 digits that begin with Russia's country code, 250. */
public record Imsi(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("250[0-9]{12}");

    public Imsi {
        if (!FORM.matcher(value).matches()) {
            throw malformed();
        }
    }

    public static Imsi parse(String typed) {
        return new Imsi(Digits.of(typed).orElseThrow(Imsi::malformed));
    }

    private static Malformed malformed() {
        return new Malformed("imsi.invalid");
    }

    @Override
    public String toString() {
        return value;
    }
}
