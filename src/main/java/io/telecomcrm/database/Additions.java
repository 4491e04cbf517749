package io.telecomcrm.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Rows that are added to a table as a transaction ends, all of a table's at once. */
public final class Additions {

    private static final int MANY = 32;

    private final IntFunction<Prepared> insert;
    private final Map<Integer, Prepared> inserts = new ConcurrentHashMap<>();

    private Additions(IntFunction<Prepared> insert) {
        this.insert = insert;
    }

    public static Additions to(DSLContext db, Table<?> table) {
        return new Additions(rows -> Prepared.insert(db, table, rows));
    }

    /** Leaves alone what is there already. */
    public static Additions ofNew(DSLContext db, Table<?> table) {
        return new Additions(rows -> Prepared.insertNew(db, table, rows));
    }

    /**
     * Adds a row as the transaction ends, with all else that waits for that: PostgreSQL is asked once for all of them. So
     * nobody may look for it in the same transaction, and a listener that is told before the commit may only join what
     * waits already, as the log of every event does. Outside of a transaction it is written at once.
     *
     * @param values as {@link Prepared#values} has them
     */
    public void later(@Nullable Object... values) {
        Later.add(this, values);
    }

    /** What adds so many rows. */
    Prepared of(int rows) {
        return inserts.computeIfAbsent(rows, insert::apply);
    }

    /** As one statement, which costs PostgreSQL less than one for each. */
    Prepared.Call together(List<@Nullable Object[]> rows) {
        return new Prepared.Call(of(rows.size()), values(rows), null);
    }

    /** Any number of rows, some dozens by a statement. */
    void addAll(List<@Nullable Object[]> rows) {
        var even = rows.size() - rows.size() % MANY;
        var full = new ArrayList<@Nullable Object[]>();
        for (var from = 0; from < even; from += MANY) {
            full.add(values(rows.subList(from, from + MANY)));
        }
        if (!full.isEmpty()) {
            of(MANY).executeAll(full);
        }
        if (even < rows.size()) {
            var rest = rows.subList(even, rows.size());
            of(rest.size()).execute(values(rest));
        }
    }

    private static @Nullable Object[] values(List<@Nullable Object[]> rows) {
        return rows.stream().flatMap(Arrays::stream).toArray();
    }
}
