package io.telecomcrm.database;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * What a search text asks of a table's {@code search_text}, a line of words that begins with a space. Every word must be
 * found, on either keyboard layout; a text that reads as one number is one word, in whatever spelling. Fragments are
 * found by the trigram index: on PostgreSQL one over the column, on SQLite the full-text table {@code <table>_search}.
 * What is shorter than a trigram is found at the beginnings of words, on SQLite by {@code <table>_word}.
 */
public final class TextSearch {

    /** No phone, document or card has a shorter number, so fewer digits are a word of a text. */
    private static final int SHORTEST_NUMBER = 5;

    /** From here on what begins with 8 may be a phone that is still being typed. */
    private static final int SHORTEST_PHONE = 4;

    private static final int WHOLE_PHONE = 11;
    private static final int TRIGRAM = 3;
    private static final String CARD = "897";
    private static final Pattern WILDCARDS = Pattern.compile("[%_\\\\]");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern PLUS = Pattern.compile("^\\s*\\+");

    private final Dialect dialect;
    private final Table<?> table;
    private final Field<Long> id;
    private final Field<String> text;
    private final Function<String, Condition> besides;

    public TextSearch(Dialect dialect, TableField<?, Long> id, Field<String> text) {
        this(dialect, id, text, _ -> falseCondition());
    }

    /** @param besides where else words with digits are looked for */
    public TextSearch(
            Dialect dialect, TableField<?, Long> id, Field<String> text, Function<String, Condition> besides) {
        this.dialect = dialect;
        this.table = id.getTable();
        this.id = id;
        this.text = text;
        this.besides = besides;
    }

    public Condition matches(String searched) {
        return digits(searched)
                .filter(digits -> digits.length() >= SHORTEST_NUMBER)
                .map(this::number)
                .orElseGet(() -> KeyboardLayout.alternatives(searched).stream()
                        .map(this::words)
                        .reduce(Condition::or)
                        .orElseThrow());
    }

    /** A pattern in one of the table's columns that have a trigram index. */
    public Condition contains(Field<String> field, String pattern) {
        return switch (dialect) {
            case POSTGRESQL -> field.like(pattern);
            case SQLITE ->
                condition(
                        "{0} in (select rowid from {1} where {2} like {3})",
                        id, name(table.getName() + "_search"), name(field.getName()), val(pattern));
        };
    }

    /** Anything around the key. */
    public static String around(String key) {
        return "%" + plain(key) + "%";
    }

    /** Neither database needs to know of escapes when a wildcard stands for itself and for any other character. */
    public static String plain(String key) {
        return WILDCARDS.matcher(key).replaceAll("_");
    }

    /** Whether the key has the three characters that a trigram index needs. */
    public static boolean isFragment(String key) {
        return key.codePointCount(0, key.length()) >= TRIGRAM;
    }

    /** What a text asks for that is taken as it was typed. */
    Condition words(String searched) {
        var condition = noCondition();
        for (var term : SearchTerms.of(searched)) {
            condition = condition.and(digits(term)
                    .filter(TextSearch::isFragment)
                    .map(this::number)
                    .orElseGet(() -> word(SearchTerms.key(term))));
        }
        return condition;
    }

    private Condition word(String key) {
        if (key.isEmpty()) {
            return noCondition();
        }
        if (!isFragment(key)) {
            return beginsAWord(key);
        }
        var found = contains(text, around(key));
        return DIGIT.matcher(key).find() ? found.or(besides.apply(key)) : found;
    }

    private Condition number(String digits) {
        return spellings(digits).stream()
                .map(pattern -> contains(text, pattern))
                .reduce(Condition::or)
                .orElseThrow()
                .or(besides.apply(digits));
    }

    /** Phones are kept with 7 in front, which people also write as 8. */
    private static List<String> spellings(String digits) {
        var spellings = new ArrayList<>(List.of(around(digits)));
        if (digits.startsWith("8") && digits.length() >= SHORTEST_PHONE) {
            var phone = "% 7" + digits.substring(1) + "%";
            if (digits.length() == WHOLE_PHONE && !digits.startsWith(CARD)) {
                return List.of(phone);
            }
            spellings.add(phone);
        }
        return spellings;
    }

    private Condition beginsAWord(String key) {
        return switch (dialect) {
            case POSTGRESQL -> text.like("% " + plain(key) + "%");
            case SQLITE -> {
                var words = name(table.getName() + "_word");
                yield condition(
                        "{0} in (select rowid from {1} where {1} match {2})", id, words, val("\"" + key + "\"*"));
            }
        };
    }

    private static Optional<String> digits(String typed) {
        return Digits.of(PLUS.matcher(typed).replaceFirst(""));
    }
}
