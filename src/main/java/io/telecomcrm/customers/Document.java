package io.telecomcrm.customers;

import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Malformed;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person proves their identity with. As text it is masked, so that no log line can leak it. */
public sealed interface Document {

    /** Series and number typed into one field. */
    static Passport passport(String typed) {
        var digits =
                Digits.of(typed).filter(it -> it.length() == 10).orElseThrow(() -> new Malformed("passport.invalid"));
        return new Passport(digits.substring(0, 4), digits.substring(4));
    }

    static Passport passport(String series, String number) {
        return new Passport(Digits.bare(series), Digits.bare(number));
    }

    static Foreign foreign(String country, String number) {
        return new Foreign(Country.parse(country), Foreign.canonical(number));
    }

    DocumentType type();

    /** Equal for equal documents, however they were typed, and for no others. */
    String key();

    /** The whole number, for those who may see it. */
    String display();

    String masked();

    /** Refuses a day on which the document cannot have been issued to this person. */
    default void checkIssued(LocalDate issuedOn, @Nullable LocalDate birthDate, LocalDate today) {
        if (issuedOn.isAfter(today)) {
            throw new Malformed("document.issued_in_future");
        }
    }

    /** Passport of a Russian citizen: four digits of series, six of number. */
    record Passport(String series, String number) implements Document {

        private static final Pattern SERIES = Pattern.compile("[0-9]{4}");
        private static final Pattern NUMBER = Pattern.compile("[0-9]{6}");
        private static final String FIRST_NUMBER = "000101";
        private static final int FIRST_BLANKS = 97;
        private static final int ISSUED_FROM_AGE = 14;

        public Passport {
            if (!SERIES.matcher(series).matches()) {
                throw new Malformed("passport.series");
            }
            if (!NUMBER.matcher(number).matches()) {
                throw new Malformed("passport.number");
            }
            if (number.compareTo(FIRST_NUMBER) < 0) {
                throw new Malformed("passport.number_too_small");
            }
        }

        /** Refuses a series whose blank is yet to be printed. */
        public void checkBlank(LocalDate today) {
            if (blankYear() > today.getYear()) {
                throw new Malformed("passport.future_blank");
            }
        }

        private int blankYear() {
            var year = Integer.parseInt(series.substring(2));
            return (year < FIRST_BLANKS ? 2000 : 1900) + year;
        }

        @Override
        public void checkIssued(LocalDate issuedOn, @Nullable LocalDate birthDate, LocalDate today) {
            Document.super.checkIssued(issuedOn, birthDate, today);
            if (birthDate != null && issuedOn.isBefore(birthDate.plusYears(ISSUED_FROM_AGE))) {
                throw new Malformed("passport.issued_too_early", ISSUED_FROM_AGE);
            }
        }

        @Override
        public DocumentType type() {
            return DocumentType.PASSPORT_RF;
        }

        @Override
        public String key() {
            return "RU:" + series + number;
        }

        @Override
        public String display() {
            return series + " " + number;
        }

        @Override
        public String masked() {
            return "•••• ••" + number.substring(2);
        }

        @Override
        public String toString() {
            return "Passport[" + masked() + "]";
        }
    }

    /** Document of another country, whose numbers have no form in common. */
    record Foreign(Country country, String number) implements Document {

        private static final Pattern NUMBER = Pattern.compile("[\\p{L}0-9]{1,25}");
        private static final int SHOWN_AT_MOST = 4;

        public Foreign {
            if (!NUMBER.matcher(number).matches() || !number.equals(canonical(number))) {
                throw new Malformed("document.number");
            }
        }

        private static String canonical(String number) {
            return Normalizer.normalize(Digits.bare(number), Form.NFKC).toUpperCase(Locale.ROOT);
        }

        @Override
        public DocumentType type() {
            return DocumentType.FOREIGN;
        }

        @Override
        public String key() {
            return "F:" + country + ":" + number;
        }

        @Override
        public String display() {
            return number;
        }

        /** A short number shows less than four, lest the end be all of it. */
        @Override
        public String masked() {
            var shown = Math.min(SHOWN_AT_MOST, number.codePointCount(0, number.length()) / 2);
            return "••••" + number.substring(number.offsetByCodePoints(number.length(), -shown));
        }

        @Override
        public String toString() {
            return "Foreign[" + country + " " + masked() + "]";
        }
    }
}
