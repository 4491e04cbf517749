package io.telecomcrm.database;

import static org.jooq.impl.DSL.noCondition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A list as a repository reads it: by slices for people, by numbered pages for programs, and how long it is. */
public final class Rows<L> {

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
     * A page found from the edge of the one before or after it, however deep it lies.
     *
     * @param place from a {@link Slice}; null for the first page
     */
    public Slice<L> slice(Condition matches, Order order, @Nullable String place, int size, Count count) {
        var edge = Place.read(place);
        var backwards = edge != null && edge.backwards();
        var walk = order.turned(backwards);
        var found = new ArrayList<Placed<L>>();
        for (var stretch : edge == null ? List.of(noCondition()) : walk.beyond(edge)) {
            if (found.size() <= size) {
                db.select(line, id, order.column())
                        .from(from)
                        .where(matches, stretch)
                        .orderBy(walk.sorted())
                        .limit(size + 1 - found.size())
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

    /** A page by its number: an index alone finds the ids, only then are the rows read. */
    public List<L> page(Condition matches, List<SortField<?>> order, int limit, long offset) {
        if (offset == 0) {
            return db.select(line)
                    .from(from)
                    .where(matches)
                    .orderBy(order)
                    .limit(limit)
                    .fetch(Record1::value1);
        }
        var ids = db.select(id)
                .from(id.getTable())
                .where(matches)
                .orderBy(order)
                .limit(limit)
                .offset(offset)
                .fetch(Record1::value1);
        return db.select(line)
                .from(from)
                .where(id.in(ids))
                .orderBy(order)
                .limit(limit)
                .fetch(Record1::value1);
    }

    private record Placed<L>(L line, long id, @Nullable String value) {

        String place(boolean backwards) {
            return new Place(backwards, id, value).word();
        }
    }
}
