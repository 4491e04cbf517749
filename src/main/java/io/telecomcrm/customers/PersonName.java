package io.telecomcrm.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.kernel.Spaces;
import java.util.regex.Pattern;

/** One part of a person's name: the last, the first or the middle one, in the letters of any language. */
public record PersonName(@JsonValue String value) {

    private static final int LONGEST = 100;
    private static final int LONGEST_TYPED = 1_000;

    private static final Pattern FORM =
            Pattern.compile("(?=.*\\p{L})(?! )(?!.*(?:  | $))(?:\\p{L}\\p{M}*+|[\\p{Pd}'\u2018\u2019 ])++");

    private static final Pattern MIXED =
            Pattern.compile("\\p{IsLatin}\\p{M}*\\p{IsCyrillic}|\\p{IsCyrillic}\\p{M}*\\p{IsLatin}");

    public PersonName {
        if (value.length() > LONGEST) {
            throw tooLong();
        }
        if (!FORM.matcher(value).matches()) {
            throw new Malformed("name.invalid");
        }
        if (SearchKey.of(value).length() > LONGEST) {
            throw tooLong();
        }
    }

    public static PersonName parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            throw tooLong();
        }
        return new PersonName(Spaces.single(typed));
    }

    /** What the name is sought and compared by. */
    public String key() {
        return SearchKey.of(value);
    }

    /** Latin and Russian letters in one word: they look the same, but the name will not be found. Worth a warning. */
    public boolean looksMixed() {
        return MIXED.matcher(value).find();
    }

    private static Malformed tooLong() {
        return new Malformed("name.too_long", LONGEST);
    }

    @Override
    public String toString() {
        return value;
    }
}
