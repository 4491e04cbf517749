package io.telecomcrm.database;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unnest;

import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchTerms;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have a fragment in a name. By the trigram index thousands would be found, and each of them read to be sure and
 * to be counted. So PostgreSQL keeps the words of names, {@code search_word}, and which rows have them,
 * {@code <table>_search_word}: the few words with the fragment are looked up first, and the rows by them alone.
 */
public final class NameSearch {

    /** What more words have is so common that the newest rows with it are soon met without them. */
    private static final int MOST_WORDS = 200;

    /** So many may be found by what else the text may have been meant to be; whatever more fit is found as any other text. */
    private static final int MOST_OTHERS = 200;

    /** Some have a fragment in two of their names; nobody who isn't outweighed by others has it in more. */
    private static final int MOST_NAMES = 2;

    /** Only a word with letters beyond ASCII can have a fragment with such a letter; those are the words that are kept. */
    private static final Pattern NAME = Pattern.compile("\\p{L}*[\\p{L}&&[^\\p{ASCII}]]\\p{L}*");

    private static final Field<Integer> ID = field(name("search_word", "id"), Integer.class);
    private static final Field<String> WORD = field(name("search_word", "word"), String.class);
    private static final Field<Integer> WORD_ID = field(name("word_id"), Integer.class);

    private final DSLContext db;
    private final TextSearch texts;
    private final TableField<?, Long> id;
    private final Table<?> uses;
    private final Field<Long> user;

    public NameSearch(DSLContext db, TextSearch texts, TableField<?, Long> id) {
        this.db = db;
        this.texts = texts;
        this.id = id;
        var named = id.getTable().getName();
        this.uses = table(name(named + "_search_word"));
        this.user = field(name(named + "_id"), Long.class);
    }

    /** Empty where a text asks for something else than a fragment of a name. */
    public Optional<Named> find(String searched) {
        var alternatives = KeyboardLayout.alternatives(searched);
        var names = alternatives.stream().filter(NameSearch::isName).toList();
        if (Dialect.of(db) == Dialect.SQLITE || names.size() != 1) {
            return Optional.empty();
        }
        var words = db.select(ID)
                .from(table(name("search_word")))
                .where(WORD.like(TextSearch.around(key(names.getFirst()))))
                .limit(inline(MOST_WORDS + 1))
                .fetchArray(ID);
        if (words.length > MOST_WORDS) {
            return Optional.empty();
        }
        var others = alternatives.stream().filter(text -> !isName(text)).toList();
        var meant = others.isEmpty() ? new Long[0] : meant(others);
        return meant.length > MOST_OTHERS ? Optional.empty() : Optional.of(new Named(words, meant));
    }

    /** The rows that have what else was perhaps meant, at most one more than may be. */
    private Long[] meant(List<String> others) {
        return db.select(id)
                .from(id.getTable())
                .where(others.stream().map(texts::words).reduce(falseCondition(), Condition::or))
                .limit(inline(MOST_OTHERS + 1))
                .fetchArray(id);
    }

    private static boolean isName(String text) {
        var key = key(text);
        return TextSearch.isFragment(key) && NAME.matcher(key).matches();
    }

    /** The one word that a text consists of; empty where it has several. */
    private static String key(String text) {
        var terms = SearchTerms.of(text);
        return terms.size() == 1 ? SearchTerms.key(terms.getFirst()) : "";
    }

    /** The rows that were found: by words of names, and by what else the text may have been meant to be. */
    public final class Named {

        private final Integer[] words;
        private final Table<?> others;
        private final Field<Long> other;

        private Named(Integer[] words, Long[] others) {
            this.words = words;
            this.others = unnest(others).as("other", "id");
            this.other = field(name("other", "id"), Long.class);
        }

        /** Their ids, at most one more than the bound of counting. */
        public Select<Record1<Long>> ids() {
            var found = select(user)
                    .from(uses)
                    .where(WORD_ID.eq(any(words)))
                    .limit(inline(MOST_NAMES * (Count.BOUND + 1)))
                    .unionAll(select(other).from(others))
                    .asTable("found", "id");
            return selectDistinct(found.field(0, Long.class)).from(found).limit(inline(Count.BOUND + 1));
        }

        /** How many there are, bounded. */
        public Count count() {
            var found = db.select(Count.upToBound(ids())).fetchSingle().value1();
            return Count.bounded(found == null ? 0 : found);
        }

        /** A page by its number, in the order of the ids, and how many there are in all. */
        public Gathered gather(boolean descending, int size, long offset) {
            var page = placed(descending, null, size + 1, offset).asTable("page", "id");
            var found = db.select(page.field("id", Long.class), Count.upToBound(ids()))
                    .from(page)
                    .orderBy(descending ? page.field(0).desc() : page.field(0).asc())
                    .fetch();
            return Gathered.of(found, size);
        }

        /** The first ids beyond another one. */
        List<Long> beyond(@Nullable Long edge, boolean descending, int size) {
            return db.fetch(placed(descending, edge, size, 0)).map(Record1::value1);
        }

        /** Each word's index has the ids in their order. */
        private Select<Record1<Long>> placed(boolean descending, @Nullable Long edge, int size, long offset) {
            var word = unnest(words).as("word", "id");
            var most = offset + size;
            var newest = select(user)
                    .from(uses)
                    .where(WORD_ID.eq(word.field("id", Integer.class)), isBeyond(user, descending, edge))
                    .orderBy(descending ? user.desc() : user.asc())
                    .limit(most)
                    .asTable("newest", "id");
            var found = select(newest.field("id", Long.class))
                    .from(word, lateral(newest))
                    .unionAll(select(other).from(others).where(isBeyond(other, descending, edge)))
                    .asTable("placed", "id");
            var placed = found.field("id", Long.class);
            return selectDistinct(placed)
                    .from(found)
                    .orderBy(descending ? placed.desc() : placed.asc())
                    .limit(size)
                    .offset(offset);
        }

        private static Condition isBeyond(Field<Long> id, boolean descending, @Nullable Long edge) {
            if (edge == null) {
                return noCondition();
            }
            return descending ? id.lt(edge) : id.gt(edge);
        }
    }
}
