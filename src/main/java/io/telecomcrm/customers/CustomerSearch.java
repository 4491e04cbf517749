package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CUSTOMER;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.NameSearch;
import io.telecomcrm.database.TextSearch;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.SearchTerms;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What a search text asks of a customer: of their words, and of their document. */
final class CustomerSearch {

    /** No number has another sign, which a pattern would take for any other: so it could be found out one by one. */
    private static final Pattern WHOLE = Pattern.compile("[\\p{L}\\p{N}]+");

    private final TextSearch texts;
    private final boolean seesPersonalData;

    /**
     * @param seesPersonalData without it a document is found by the whole number only
     * @param gathering whether all that is found is gathered, see {@link TextSearch}
     */
    CustomerSearch(Dialect dialect, boolean seesPersonalData, boolean gathering) {
        this.texts = new TextSearch(dialect, CUSTOMER.ID, CUSTOMER.SEARCH_TEXT, this::inDocument, gathering);
        this.seesPersonalData = seesPersonalData;
    }

    Condition matches(String text) {
        return texts.matches(text);
    }

    /** Those who have a fragment in their name; empty where a text asks for something else. */
    Optional<NameSearch.Named> named(DSLContext db, String text) {
        return new NameSearch(db, texts, CUSTOMER.ID).find(text);
    }

    /** A part of an address. */
    Condition address(String text) {
        var key = SearchTerms.key(text);
        var pattern = TextSearch.around(key);
        return TextSearch.isFragment(key)
                ? texts.contains(CUSTOMER.ADDRESS_KEY, pattern)
                : CUSTOMER.ADDRESS_KEY.like(pattern);
    }

    /** A document by its whole number, of whatever country. */
    Condition document(String text) {
        var key = SearchTerms.key(Digits.bare(text)).replace(" ", "");
        return TextSearch.isFragment(key) ? wholeDocument(key) : DSL.falseCondition();
    }

    private Condition inDocument(String key) {
        return seesPersonalData ? texts.contains(CUSTOMER.DOCUMENT_KEY, TextSearch.around(key)) : wholeDocument(key);
    }

    private Condition wholeDocument(String key) {
        if (!WHOLE.matcher(key).matches()) {
            return DSL.falseCondition();
        }
        return texts.contains(CUSTOMER.DOCUMENT_KEY, "%:" + TextSearch.plain(key));
    }
}
