package io.telecomcrm.database;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * What a search text asks of a table's {@code search_text}, a line of words that begins with a space. Every word must be
 * found, on either keyboard layout; a text that reads as one number is one word, in whatever spelling. Fragments are
 * found by the trigram index: on PostgreSQL one over the column, on SQLite the full-text table {@code <table>_search}; on
 * PostgreSQL numbers by the index of their groups of five digits.
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
    private static final int GROUP = 5;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{5,}");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern SOUND = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern PLUS = Pattern.compile("^\\s*\\+");

    private final Dialect dialect;
    private final Table<?> table;
    private final Field<Long> id;
    private final Field<String> text;
    private final Function<String, Condition> besides;
    private final boolean gathering;

    public TextSearch(Dialect dialect, TableField<?, Long> id, Field<String> text) {
        this(dialect, id, text, _ -> falseCondition());
    }

    /** @param besides where else words with digits are looked for */
    public TextSearch(
            Dialect dialect, TableField<?, Long> id, Field<String> text, Function<String, Condition> besides) {
        this(dialect, id, text, besides, false);
    }

    /**
     * @param gathering whether all that is found is gathered, in no order. PostgreSQL then isn't shown which digits are looked
     *     for, as by those that it sees it makes a plan anew each time; which matters where it could walk an order instead
     */
    public TextSearch(
            Dialect dialect,
            TableField<?, Long> id,
            Field<String> text,
            Function<String, Condition> besides,
            boolean gathering) {
        this.gathering = gathering;
        this.dialect = dialect;
        this.table = id.getTable();
        this.id = id;
        this.text = text;
        this.besides = besides;
    }

    /** Nothing is found by a text of signs alone. */
    public Condition matches(String typed) {
        var searched = SearchTerms.bare(typed);
        if (!SOUND.matcher(SearchTerms.key(searched)).find()) {
            return falseCondition();
        }
        return digits(searched)
                .filter(digits -> digits.length() >= SHORTEST_NUMBER)
                .map(this::number)
                .orElseGet(() -> KeyboardLayout.alternatives(searched).stream()
                        .map(this::words)
                        .reduce(Condition::or)
                        .orElseThrow());
    }

    /** A pattern in one of the table's columns that have indexes of trigrams and of groups of digits. */
    public Condition contains(Field<String> field, String pattern) {
        return switch (dialect) {
            case POSTGRESQL -> {
                var groups = groups(pattern);
                // "is true" keeps the database from looking into the trigrams besides
                yield groups.length == 0
                        ? field.like(pattern)
                        : condition(
                                "({0} like {2}) is true and digit_groups({0}) @> {1}",
                                field, gathering ? field(select(val(groups))) : val(groups), val(pattern));
            }
            case SQLITE ->
                condition(
                        "{0} in (select rowid from {1} where {2} like {3})",
                        id, name(table.getName() + "_search"), name(field.getName()), val(pattern));
        };
    }

    /** As the function digit_groups of PostgreSQL has them: what has the pattern has them all. */
    private static Integer[] groups(String pattern) {
        return DIGITS.matcher(pattern)
                .results()
                .map(MatchResult::group)
                .flatMap(run -> IntStream.rangeClosed(0, run.length() - GROUP)
                        .mapToObj(at -> Integer.valueOf(run.substring(at, at + GROUP))))
                .distinct()
                .toArray(Integer[]::new);
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
