package io.telecomcrm.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * A statement that is asked so often that writing it counts: jOOQ writes it once, for that costs more than asking. The
 * values come in the order in which their parameters stand in it, in the types of their columns.
 */
public final class Prepared {

    /** As jOOQ spells times: SQLite compares what is spelled. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendLiteral("+00:00")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    /** The same texts again and again, so that the driver finds what it knows of them without comparing. */
    private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();

    private final DSLContext db;
    private final String sql;
    private final List<? extends Converter<?, ?>> converters;
    private final Field<?>[] selected;

    /** @param example the statement with any values */
    public Prepared(DSLContext db, Query example) {
        this(
                db,
                example.getSQL(),
                example.getParams().values().stream()
                        .filter(param -> !param.isInline())
                        .<Converter<?, ?>>map(Param::getConverter)
                        .toList(),
                example instanceof Select<?> select ? select.getSelect().toArray(Field<?>[]::new) : new Field<?>[0]);
    }

    private Prepared(DSLContext db, String sql, List<? extends Converter<?, ?>> converters, Field<?>... selected) {
        this.db = db;
        this.sql = sql;
        this.converters = converters;
        this.selected = selected;
    }

    /** Adds so many rows with all their columns but the id, which comes first and the database gives. */
    static Prepared insert(DSLContext db, Table<?> table, int rows) {
        return new Prepared(db, inserting(db, table, rows));
    }

    /** The same, and leaves alone what is there already. */
    static Prepared insertNew(DSLContext db, Table<?> table, int rows) {
        return new Prepared(db, inserting(db, table, rows).onConflictDoNothing());
    }

    /** Adds a row, unless it is there already. */
    public static Prepared insertNew(DSLContext db, Table<?> table) {
        return insertNew(db, table, 1);
    }

    private static InsertOnDuplicateStep<?> inserting(DSLContext db, Table<?> table, int rows) {
        var columns = columns(table);
        var insert = db.insertInto(table, columns);
        for (var row = 0; row < rows; row++) {
            insert = insert.values(new @Nullable Object[columns.size()]);
        }
        return insert;
    }

    /** All but the id, in the order of the {@link #values}. */
    public static List<Field<?>> columns(Table<?> table) {
        return List.of(table.fields()).subList(1, table.fields().length);
    }

    /** What an insert takes of a row. */
    public static @Nullable Object[] values(Record row) {
        var values = new @Nullable Object[row.size() - 1];
        for (var i = 0; i < values.length; i++) {
            values[i] = row.get(i + 1);
        }
        return values;
    }

    /** The same insert, which tells the id that each row got; none for a row that it didn't write. */
    public Prepared returning(Field<Long> id) {
        return new Prepared(db, sql + " returning " + id.getName(), converters, id);
    }

    /** @return how many rows it wrote */
    public int execute(@Nullable Object... values) {
        return ask(statement -> {
            bind(statement, values);
            return statement.executeUpdate();
        });
    }

    /** Once for each row of values, all sent together. */
    void executeAll(List<@Nullable Object[]> rows) {
        ask(statement -> {
            for (var values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /**
     * A statement and the values of its parameters.
     *
     * @param reader of a question: reads what was found, and tells what is to be done about it
     */
    record Call(
            Prepared statement,
            @Nullable Object[] values,
            @Nullable Reader<Runnable> reader) {}

    /**
     * One after the other; PostgreSQL hears of all of them at once.
     *
     * @return what is to be done about the answers
     */
    static List<Runnable> executeTogether(List<Call> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        var first = calls.getFirst().statement();
        if (calls.size() == 1 || Dialect.of(first.db) == Dialect.SQLITE) {
            var answers = new ArrayList<Runnable>();
            for (var call : calls) {
                if (call.reader() == null) {
                    call.statement().execute(call.values());
                } else {
                    answers.add(call.statement().read(call.reader(), call.values()));
                }
            }
            return answers;
        }
        var statements = calls.stream().map(call -> call.statement().sql).toList();
        var converters = new ArrayList<Converter<?, ?>>();
        var values = new ArrayList<@Nullable Object>();
        for (var call : calls) {
            converters.addAll(call.statement().converters);
            values.addAll(Arrays.asList(call.values()));
        }
        var all = new Prepared(
                first.db, TOGETHER.computeIfAbsent(statements, texts -> String.join(";\n", texts)), converters);
        return all.ask(statement -> {
            all.bind(statement, values.toArray());
            statement.execute();
            return answers(statement, calls);
        });
    }

    /** Each statement has a result, which of those that only write is a number. */
    private static List<Runnable> answers(PreparedStatement statement, List<Call> calls) throws SQLException {
        var answers = new ArrayList<Runnable>();
        for (var call : calls) {
            if (call.reader() != null) {
                try (var rows = statement.getResultSet()) {
                    answers.add(call.reader().read(rows));
                }
            }
            statement.getMoreResults();
        }
        return answers;
    }

    /** Executes it as the transaction ends, with all that is written then; outside of a transaction at once. */
    public void executeLater(@Nullable Object... values) {
        Later.call(new Call(this, values, null));
    }

    /**
     * Asks as the transaction ends, with all that is written then and after it, see {@link Additions#later}: PostgreSQL
     * is asked once for all of it. Outside of a transaction it is asked at once.
     *
     * @param then is told the answer, still in the transaction, and may write
     */
    public <T> void askLater(Reader<T> reader, Consumer<? super T> then, @Nullable Object... values) {
        Later.call(new Call(this, values, rows -> {
            var found = reader.read(rows);
            return () -> then.accept(found);
        }));
    }

    public <T> List<T> fetch(RecordMapper<Record, T> mapper, @Nullable Object... values) {
        return read(each(mapper), values);
    }

    /** Reads each row as the query selects it. */
    public <T> Reader<List<T>> each(RecordMapper<Record, T> mapper) {
        return rows -> {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(mapper.map(row(rows)));
            }
            return found;
        };
    }

    public <T> Optional<T> fetchOptional(RecordMapper<Record, T> mapper, @Nullable Object... values) {
        return fetch(mapper, values).stream().findFirst();
    }

    private Record row(ResultSet rows) throws SQLException {
        var row = db.newRecord(selected);
        for (var i = 0; i < selected.length; i++) {
            set(row, selected[i], rows.getObject(i + 1));
        }
        return row;
    }

    private static <T> void set(Record row, Field<T> column, @Nullable Object value) {
        row.set(column, column.getDataType().convert(value));
    }

    /** Reads the rows column by column: to have thirty columns mapped costs several times as much as to ask for them. */
    public <T> T read(Reader<T> reader, @Nullable Object... values) {
        return ask(statement -> {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    /** How rows are read. */
    public interface Reader<T> {

        T read(ResultSet rows) throws SQLException;
    }

    private <T> T ask(Work<T> work) {
        return db.connectionResult(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                return work.on(statement);
            } catch (SQLException e) {
                // a deadlock is known by its class
                var known = translator().translate("prepared", sql, e);
                throw known == null ? new DataAccessException("SQL [" + sql + "]; " + e.getMessage(), e) : known;
            }
        });
    }

    /** As jOOQ's own statements have theirs translated. */
    private SQLExceptionTranslator translator() {
        var name = db.dialect().thirdParty().springDbName();
        return name == null ? new SQLExceptionSubclassTranslator() : new SQLErrorCodeSQLExceptionTranslator(name);
    }

    private void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (var i = 0; i < converters.size(); i++) {
            set(statement, i + 1, stored(converters.get(i), values[i]));
        }
    }

    private static <S, T> @Nullable S stored(Converter<S, T> column, @Nullable Object value) {
        return column.to(column.toType().cast(value));
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean truth -> statement.setBoolean(index, truth);
            case LocalDate day -> statement.setString(index, day.toString());
            case Instant at -> statement.setString(index, TIME.format(at));
            default -> throw new IllegalArgumentException("No parameter can be a " + value.getClass());
        }
    }

    private interface Work<T> {

        T on(PreparedStatement statement) throws SQLException;
    }
}
