package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.web.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What a search text asks of a customer. Every word must be found; a text that reads as one number is one word. */
final class CustomerSearch {

    /** A phone, a document or an ИНН is never shorter, so shorter ones are the words of a text. */
    private static final int SHORTEST_NUMBER = 5;

    private static final int TRIGRAM = 3;
    private static final Pattern WILDCARDS = Pattern.compile("[%_\\\\]");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern PLUS = Pattern.compile("^\\s*\\+");

    private final Dialect dialect;
    private final boolean seesPersonalData;

    /** @param seesPersonalData without it a document is found by the whole number only */
    CustomerSearch(Dialect dialect, boolean seesPersonalData) {
        this.dialect = dialect;
        this.seesPersonalData = seesPersonalData;
    }

    Condition matches(String text) {
        return digits(text)
                .filter(digits -> digits.length() >= SHORTEST_NUMBER)
                .map(this::number)
                .orElseGet(() -> KeyboardLayout.alternatives(text).stream()
                        .map(this::words)
                        .reduce(Condition::or)
                        .orElseThrow());
    }

    /** A part of an address. */
    Condition address(String text) {
        var key = SearchTerms.key(text);
        return key.codePointCount(0, key.length()) < TRIGRAM
                ? CUSTOMER.ADDRESS_KEY.like(pattern(key))
                : contains(CUSTOMER.ADDRESS_KEY, pattern(key));
    }

    /** A document by its whole number, of whatever country. */
    Condition document(String text) {
        var key = SearchTerms.key(Digits.bare(text)).replace(" ", "");
        return key.length() < TRIGRAM ? DSL.falseCondition() : contains(CUSTOMER.DOCUMENT_KEY, "%:" + plain(key));
    }

    private Condition words(String text) {
        var condition = noCondition();
        for (var term : Listing.terms(text)) {
            condition = condition.and(digits(term)
                    .filter(digits -> digits.length() >= TRIGRAM)
                    .map(this::number)
                    .orElseGet(() -> word(SearchTerms.key(term))));
        }
        return condition;
    }

    private Condition word(String key) {
        if (key.isEmpty()) {
            return noCondition();
        }
        if (key.codePointCount(0, key.length()) < TRIGRAM) {
            return beginsAWord(key);
        }
        var found = contains(CUSTOMER.SEARCH_TEXT, pattern(key));
        return DIGIT.matcher(key).find() ? found.or(inDocument(key)) : found;
    }

    private Condition number(String digits) {
        return spellings(digits).stream()
                .map(pattern -> contains(CUSTOMER.SEARCH_TEXT, pattern))
                .reduce(Condition::or)
                .orElseThrow()
                .or(inDocument(digits));
    }

    /** Phones are kept with 7 in front, which people also write as 8. */
    private static List<String> spellings(String digits) {
        var spellings = new ArrayList<>(List.of(pattern(digits)));
        if (digits.startsWith("8") && digits.length() >= SHORTEST_NUMBER) {
            var phone = "% 7" + digits.substring(1) + "%";
            if (digits.length() == 11) {
                return List.of(phone);
            }
            spellings.add(phone);
        }
        return spellings;
    }

    private Condition inDocument(String key) {
        return contains(CUSTOMER.DOCUMENT_KEY, seesPersonalData ? pattern(key) : "%:" + plain(key));
    }

    private Condition contains(Field<String> field, String pattern) {
        return switch (dialect) {
            case POSTGRESQL -> field.like(pattern);
            case SQLITE ->
                condition(
                        "customer.id in (select rowid from customer_search where {0} like {1})",
                        DSL.field(DSL.name(field.getName())), val(pattern));
        };
    }

    private Condition beginsAWord(String key) {
        return switch (dialect) {
            case POSTGRESQL -> CUSTOMER.SEARCH_TEXT.like("% " + plain(key) + "%");
            case SQLITE ->
                condition(
                        "customer.id in (select rowid from customer_word where customer_word match {0})",
                        val("\"" + key + "\"*"));
        };
    }

    private static Optional<String> digits(String text) {
        return Digits.of(PLUS.matcher(text).replaceFirst(""));
    }

    private static String pattern(String key) {
        return "%" + plain(key) + "%";
    }

    /** Neither database needs to know of escapes when a wildcard stands for itself and for any other character. */
    private static String plain(String key) {
        return WILDCARDS.matcher(key).replaceAll("_");
    }
}
