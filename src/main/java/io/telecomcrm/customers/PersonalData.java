package io.telecomcrm.customers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The part of a customer's details that not everybody may see, as texts for the screen: either masked or in full. What
 * is unknown is null in both.
 */
public record PersonalData(
        @Nullable String birthDate,
        @Nullable String document,
        @Nullable String documentIssuedBy,
        @Nullable String documentIssuedOn,
        @Nullable String address,
        @Nullable String codeWord) {

    static final String HIDDEN = "••••";
    private static final String HIDDEN_DATE = "••.••.••••";

    /** Whether nothing of it is known. */
    public boolean isEmpty() {
        return birthDate == null
                && document == null
                && documentIssuedBy == null
                && documentIssuedOn == null
                && address == null
                && codeWord == null;
    }

    public static PersonalData masked(CustomerDetails details) {
        var document = details.document();
        return new PersonalData(
                details.birthDate() == null ? null : HIDDEN_DATE,
                document == null ? null : document.masked(),
                details.passportIssuedBy() == null ? null : HIDDEN,
                details.passportIssuedOn() == null ? null : HIDDEN_DATE,
                details.address() == null ? null : HIDDEN,
                details.codeWord() == null ? null : HIDDEN);
    }

    public static PersonalData shown(CustomerDetails details) {
        var document = details.document();
        return new PersonalData(
                date(details.birthDate()),
                document == null ? null : document.display(),
                details.passportIssuedBy(),
                date(details.passportIssuedOn()),
                details.address(),
                details.codeWord());
    }

    /** The end of a document's number, if it is long enough for the rest to stay unknown. */
    static String maskedNumber(String number) {
        var shown = Math.min(4, number.codePointCount(0, number.length()) / 2);
        return "••" + number.substring(number.offsetByCodePoints(number.length(), -shown));
    }

    static @Nullable String date(@Nullable LocalDate date) {
        return date == null
                ? null
                : "%02d.%02d.%04d".formatted(date.getDayOfMonth(), date.getMonthValue(), date.getYear());
    }
}
