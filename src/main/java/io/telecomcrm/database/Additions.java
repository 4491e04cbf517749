package io.telecomcrm.database;

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
        return new Prepared.Call(
                of(rows.size()), rows.stream().flatMap(Arrays::stream).toArray());
    }
}
