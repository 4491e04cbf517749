package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.TICKET;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.web.Listing;
import java.util.regex.Pattern;
import org.jooq.Condition;

/** What a search text asks of a ticket. Every word must be found; a text that reads as one number is one word. */
final class TicketSearch {

    private static final int SHORTEST_NUMBER = 5;
    private static final int TRIGRAM = 3;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}@._+]+");
    private static final Pattern WILDCARDS = Pattern.compile("[%_\\\\]");

    private final Dialect dialect;

    TicketSearch(Dialect dialect) {
        this.dialect = dialect;
    }

    static String key(String text) {
        return BETWEEN_WORDS.matcher(SearchKey.of(text)).replaceAll(" ").strip();
    }

    Condition matches(String text) {
        return Digits.of(text.strip().replaceFirst("^\\+", ""))
                .filter(digits -> digits.length() >= SHORTEST_NUMBER)
                .map(this::number)
                .orElseGet(() -> KeyboardLayout.alternatives(text).stream()
                        .map(this::words)
                        .reduce(Condition::or)
                        .orElseThrow());
    }

    private Condition words(String text) {
        var condition = noCondition();
        for (var term : Listing.terms(text)) {
            condition = condition.and(word(key(term)));
        }
        return condition;
    }

    private Condition word(String key) {
        if (key.isEmpty()) {
            return noCondition();
        }
        return key.codePointCount(0, key.length()) < TRIGRAM ? beginsAWord(key) : contains(key);
    }

    /** Phones are kept with 7 in front, which people also write as 8. */
    private Condition number(String digits) {
        return digits.startsWith("8") && digits.length() == 11
                ? contains("7" + digits.substring(1))
                : contains(digits);
    }

    private Condition contains(String key) {
        var pattern = "%" + WILDCARDS.matcher(key).replaceAll("_") + "%";
        return switch (dialect) {
            case POSTGRESQL -> TICKET.SEARCH_TEXT.like(pattern);
            case SQLITE ->
                condition("ticket.id in (select rowid from ticket_search where search_text like {0})", val(pattern));
        };
    }

    private Condition beginsAWord(String key) {
        return switch (dialect) {
            case POSTGRESQL -> TICKET.SEARCH_TEXT.like("% " + WILDCARDS.matcher(key).replaceAll("_") + "%");
            case SQLITE ->
                condition(
                        "ticket.id in (select rowid from ticket_word where ticket_word match {0})",
                        val("\"" + key + "\"*"));
        };
    }
}
