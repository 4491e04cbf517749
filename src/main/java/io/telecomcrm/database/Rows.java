package io.telecomcrm.database;

import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.raw;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A list as a repository reads it: by slices for people, by numbered pages for programs, and how long it is. */
public final class Rows<L> {

    /**
     * Of so few rows all are found and then sorted. A database that thinks them to be spread evenly would walk the index
     * of the order in the hope of meeting them soon, and the open tickets stand all at its end.
     */
    private static final int FEW = 5_000;

    private final DSLContext db;
    private final Table<?> from;
    private final TableField<?, Long> id;
    private final SelectField<L> line;

    /**
     * @param from the table, with all it is joined to; lists are narrowed by its own columns only
     * @param line how a row becomes a line of the list
     */
    public Rows(DSLContext db, Table<?> from, TableField<?, Long> id, SelectField<L> line) {
        this.db = db;
        this.from = from;
        this.id = id;
        this.line = line;
    }

    /**
     * Columns for a query that reads them by their places. They are written down once, for to write thirty names with
     * each question costs more than to answer it.
     */
    public static SelectField<?> columns(DSLContext db, List<? extends Field<?>> fields) {
        return field(raw(fields.stream().map(db::renderInlined).collect(joining(", "))));
    }

    /**
     * How many rows are wanted. PostgreSQL plans a statement with a limit that is a parameter anew each time, which is well
     * where the best plan depends on what is looked for, and costs a fourth of the time where it is always the same.
     */
    public static Field<Integer> limit(int rows, boolean samePlan) {
        return samePlan ? inline(rows) : val(rows);
    }

    /**
     * A page found from the edge of the one before or after it, however deep it lies.
     *
     * @param place from a {@link Slice}; null for the first page
     */
    public Slice<L> slice(Condition matches, Order order, @Nullable String place, int size, Count count) {
        if (isNone(count)) {
            return new Slice<>(List.of(), null, null, count);
        }
        return slice(order, place, size, count, (walk, _, stretch, wanted) -> {
            var rows = matches.and(stretch);
            var sorted = isFew(count) ? gathered(walk.sorted()) : walk.sorted();
            return isFew(count) || isJoined() ? among(ids(rows, sorted, wanted, 0)) : rows;
        });
    }

    /** The same of those who have a fragment in a name, newest first. */
    public Slice<L> slice(NameSearch.Named named, @Nullable String place, int size, Count count) {
        return slice(
                new Order(id, id, true),
                place,
                size,
                count,
                (walk, edge, _, wanted) ->
                        among(named.beyond(edge == null ? null : edge.id(), walk.descending(), wanted)));
    }

    /** Which rows beyond an edge are the next ones. */
    private interface Stretch {
        Condition rows(Order walk, @Nullable Place edge, Condition beyond, int wanted);
    }

    private Slice<L> slice(Order order, @Nullable String place, int size, Count count, Stretch next) {
        var edge = Place.read(place);
        var backwards = edge != null && edge.backwards();
        var walk = order.turned(backwards);
        var found = new ArrayList<Placed<L>>();
        for (var stretch : edge == null ? List.of(noCondition()) : walk.beyond(edge)) {
            var wanted = size + 1 - found.size();
            if (wanted > 0) {
                db.select(line, id, order.column())
                        .from(from)
                        .where(next.rows(walk, edge, stretch, wanted))
                        .orderBy(walk.sorted())
                        .limit(wanted)
                        .forEach(row -> found.add(
                                new Placed<>(row.value1(), row.value2(), Order.write(order.column(), row.value3()))));
            }
        }
        var more = found.size() > size;
        var shown = new ArrayList<>(more ? found.subList(0, size) : found);
        if (backwards) {
            Collections.reverse(shown);
        }
        var before = edge != null && (!backwards || more) && !shown.isEmpty();
        var after = (backwards || more) && !shown.isEmpty();
        return new Slice<>(
                shown.stream().map(Placed::line).toList(),
                before ? shown.getFirst().place(true) : null,
                after ? shown.getLast().place(false) : null,
                count);
    }

    /** Counts no further than {@link Count#BOUND}. */
    public Count count(Condition matches) {
        var found =
                db.select(Count.upToBound(id.getTable(), matches)).fetchSingle().value1();
        return Count.bounded(found == null ? 0 : found);
    }

    /**
     * A page by its number: an index alone finds the ids, only then are the rows read.
     *
     * @param count how many match, as far as is known
     */
    public List<L> page(Condition matches, List<SortField<?>> order, int limit, long offset, Count count) {
        if (isNone(count)) {
            return List.of();
        }
        var few = isFew(count) && !order.isEmpty();
        if (offset == 0 && !few && !isJoined()) {
            return db.select(line)
                    .from(from)
                    .where(matches)
                    .orderBy(order)
                    .limit(limit)
                    .fetch(Record1::value1);
        }
        return db.select(line)
                .from(from)
                .where(among(ids(matches, few ? gathered(order) : order, limit, offset)))
                .orderBy(order)
                .fetch(Record1::value1);
    }

    /**
     * The ids of a page by its number, for a query that reads the rows itself: one by ids stays the same whatever is looked
     * for, and what many tables are joined for costs more to plan than to read.
     */
    public Found ids(Condition matches, List<SortField<?>> order, int size, long offset, Count count) {
        if (isNone(count)) {
            return Found.NONE;
        }
        var sorted = isFew(count) && !order.isEmpty() ? gathered(order) : order;
        return Found.of(ids(matches, sorted, size + 1, offset), size);
    }

    private List<Long> ids(Condition matches, List<SortField<?>> order, int limit, long offset) {
        var page = db.select(id).from(id.getTable()).where(matches).orderBy(order);
        return (offset == 0 && matches.equals(noCondition())
                        ? page.limit(limit(limit, true))
                        : page.limit(limit).offset(offset))
                .fetch(Record1::value1);
    }

    private Condition among(List<Long> ids) {
        return Dialect.of(db).among(id, ids);
    }

    /**
     * What a search finds is gathered once, to be counted and to take the page from, which comes in the order of the ids.
     * Empty where more match than we count, as which ones are gathered of more is left to chance, and beyond the last page.
     */
    public Optional<Gathered> gather(Condition matches, boolean descending, int size, long offset) {
        var found = name("found")
                .fields("id")
                .asMaterialized(select(id).from(id.getTable()).where(matches).limit(inline(Count.BOUND + 1)));
        var place = field(name("found", "id"), Long.class);
        var page = db.with(found)
                .select(place, field(selectCount().from(found)).cast(Long.class))
                .from(found)
                .orderBy(descending ? place.desc() : place.asc())
                .limit(size + 1)
                .offset(offset)
                .fetch();
        var gathered = Gathered.of(page, size);
        var complete = gathered.count().exact() && (offset == 0 || !page.isEmpty());
        return complete ? Optional.of(gathered) : Optional.empty();
    }

    /** Where other tables hang on the rows, only those of the page are to be joined to them. */
    private boolean isJoined() {
        return !from.equals(id.getTable());
    }

    private static boolean isNone(Count count) {
        return count.exact() && count.rows() == 0;
    }

    private static boolean isFew(Count count) {
        return count.exact() && count.rows() <= FEW;
    }

    /** The same order, but for the databases none that an index has. */
    private static List<SortField<?>> gathered(List<SortField<?>> order) {
        return order.stream().<SortField<?>>map(Rows::gathered).toList();
    }

    private static <T> SortField<T> gathered(SortField<T> sorted) {
        return sorted.$field(coalesce(sorted.$field(), sorted.$field()));
    }

    private record Placed<L>(L line, long id, @Nullable String value) {

        String place(boolean backwards) {
            return new Place(backwards, id, value).word();
        }
    }
}
