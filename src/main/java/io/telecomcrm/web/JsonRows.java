package io.telecomcrm.web;

import io.telecomcrm.database.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;

/**
 * A page of a list as an array in JSON, written straight from the rows of the database: to make objects of its thousands
 * of values first would cost more than all the rest of the request.
 *
 * @param rows how many are in the array
 * @param more whether others follow
 * @param counted what the query counted beside the rows; zero where there are none, or it didn't count
 */
public record JsonRows(JsonBytes array, int rows, boolean more, long counted) {

    private static final int NOT_COUNTED = 0;

    /** How a row is written. */
    @FunctionalInterface
    public interface Line {
        void write(ResultSet row) throws SQLException;
    }

    /** How a line of several rows is written, beginning at one of them; answers whether another line follows. */
    @FunctionalInterface
    public interface Lines {
        boolean write(ResultSet row) throws SQLException;
    }

    public static JsonRows none() {
        var array = new JsonBytes();
        array.beginArray();
        array.endArray();
        return new JsonRows(array, 0, false, 0);
    }

    /** @param query finds the rows of the page, a line for each */
    public static JsonRows read(ResultQuery<?> query, Found page, JsonBytes array, Line line) {
        return readLines(query, page, array, lines(line));
    }

    /** @param query finds the rows of the page, several for each line */
    public static JsonRows readLines(ResultQuery<?> query, Found page, JsonBytes array, Lines lines) {
        var found = readLines(query, page.ids().size(), array, lines, NOT_COUNTED);
        return new JsonRows(array, found.rows(), page.more(), 0);
    }

    /**
     * @param query finds one row more than the page has, if there is one
     * @param counting the column in which each row says how many there are in all
     */
    public static JsonRows read(ResultQuery<?> query, int size, JsonBytes array, Line line, int counting) {
        return readLines(query, size, array, lines(line), counting);
    }

    private static Lines lines(Line line) {
        return row -> {
            line.write(row);
            return row.next();
        };
    }

    private static JsonRows readLines(ResultQuery<?> query, int size, JsonBytes array, Lines lines, int counting) {
        try (var found = query.fetchResultSet()) {
            var rows = 0;
            var more = found.next();
            var counted = more && counting != NOT_COUNTED ? found.getLong(counting) : 0;
            array.beginArray();
            while (more && rows < size) {
                more = lines.write(found);
                rows++;
                if (rows == 1 && more) {
                    array.expect(size);
                }
            }
            array.endArray();
            return new JsonRows(array, rows, more, counted);
        } catch (SQLException e) {
            throw new DataAccessException("A list can't be read", e);
        }
    }
}
