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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
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

    private final DSLContext db;
    private final String sql;
    private final List<? extends Param<?>> parameters;
    private final List<? extends Field<?>> selected;
    private final SQLExceptionTranslator errors;

    /** @param example the statement with any values */
    public Prepared(DSLContext db, Query example) {
        this(
                db,
                example.getSQL(),
                example.getParams().values().stream()
                        .filter(param -> !param.isInline())
                        .toList(),
                example instanceof Select<?> select ? select.getSelect() : List.of());
    }

    private Prepared(
            DSLContext db, String sql, List<? extends Param<?>> parameters, List<? extends Field<?>> selected) {
        this.db = db;
        this.sql = sql;
        this.parameters = parameters;
        this.selected = selected;
        var name = db.dialect().thirdParty().springDbName();
        this.errors =
                name == null ? new SQLExceptionSubclassTranslator() : new SQLErrorCodeSQLExceptionTranslator(name);
    }

    /** The same insert, which tells the id that each row got; none for a row that it didn't write. */
    public Prepared returning(Field<Long> id) {
        return new Prepared(db, sql + " returning " + id.getName(), parameters, List.of(id));
    }

    /** The values of a row but for its id, the first column, which the database gives. */
    public static @Nullable Object[] withoutId(Record row) {
        var values = new @Nullable Object[row.size() - 1];
        for (var i = 0; i < values.length; i++) {
            values[i] = row.get(i + 1);
        }
        return values;
    }

    /** @return how many rows it wrote */
    public int execute(@Nullable Object... values) {
        return ask(statement -> {
            bind(statement, values);
            return statement.executeUpdate();
        });
    }

    /** Once for each row of values, all sent together. */
    public void executeAll(List<@Nullable Object[]> rows) {
        ask(statement -> {
            for (var values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    public <T> List<T> fetch(Function<Row, T> reader, @Nullable Object... values) {
        return ask(statement -> {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.apply(row(rows)));
                }
                return found;
            }
        });
    }

    public <T> Optional<T> fetchOptional(Function<Row, T> reader, @Nullable Object... values) {
        return fetch(reader, values).stream().findFirst();
    }

    private <T> T ask(Work<T> work) {
        return db.connectionResult(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                return work.on(statement);
            } catch (SQLException e) {
                var known = errors.translate("prepared", sql, e);
                throw known == null ? new DataAccessException("SQL [" + sql + "]; " + e.getMessage(), e) : known;
            }
        });
    }

    private void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (var i = 0; i < parameters.size(); i++) {
            set(statement, i + 1, stored(parameters.get(i).getConverter(), values[i]));
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
            case LocalDate day -> statement.setString(index, day.toString());
            case Instant at -> statement.setString(index, TIME.format(at));
            default -> throw new IllegalArgumentException("No parameter can be a " + value.getClass());
        }
    }

    private interface Work<T> {

        T on(PreparedStatement statement) throws SQLException;
    }

    private Row row(ResultSet rows) throws SQLException {
        var row = new Row();
        for (var i = 0; i < selected.size(); i++) {
            row.values.put(selected.get(i), read(selected.get(i).getConverter(), rows, i + 1));
        }
        return row;
    }

    private static <S, T> T read(Converter<S, T> column, ResultSet rows, int index) throws SQLException {
        return column.from(column.fromType().cast(stored(column.fromType(), rows, index)));
    }

    private static @Nullable Object stored(Class<?> type, ResultSet rows, int index) throws SQLException {
        if (type == String.class) {
            return rows.getString(index);
        }
        if (type == Long.class) {
            var number = rows.getLong(index);
            return rows.wasNull() ? null : number;
        }
        throw new IllegalArgumentException("No column can be read as a " + type);
    }

    /** A row that was found, by the fields that were selected. */
    public static final class Row {

        private final Map<Field<?>, @Nullable Object> values = new IdentityHashMap<>();

        private Row() {}

        @SuppressWarnings("NullAway") // whether a column may be empty, its table says
        public <T> T get(Field<T> field) {
            return field.getType().cast(values.get(field));
        }
    }
}
