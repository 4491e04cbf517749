package io.telecomcrm.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A closed choice, an enum, whose lower-case name stands in the database and in the API. */
public interface Coded {

    String name();

    @JsonValue
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E> & Coded> E of(Class<E> choice, String code) {
        var one = Codes.ALL.get(choice).get(code);
        if (one == null) {
            throw new Malformed("field.choice", code);
        }
        return choice.cast(one);
    }
}
