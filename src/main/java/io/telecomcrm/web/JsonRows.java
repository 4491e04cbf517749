package io.telecomcrm.web;

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

    public static JsonRows none() {
        var array = new JsonBytes();
        array.beginArray();
        array.endArray();
        return new JsonRows(array, 0, false, 0);
    }

    /** @param query finds one row more than the page has, if there is one */
    public static JsonRows read(ResultQuery<?> query, int size, JsonBytes array, Line line) {
        return read(query, size, array, line, NOT_COUNTED);
    }

    /** @param counting the column in which each row says how many there are in all */
    public static JsonRows read(ResultQuery<?> query, int size, JsonBytes array, Line line, int counting) {
        try (var found = query.fetchResultSet()) {
            var rows = 0;
            var more = found.next();
            var counted = more && counting != NOT_COUNTED ? found.getLong(counting) : 0;
            array.beginArray();
            while (more && rows < size) {
                line.write(found);
                rows++;
                more = found.next();
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
