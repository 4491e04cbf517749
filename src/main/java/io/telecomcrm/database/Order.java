package io.telecomcrm.database;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.kernel.Malformed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: by a column, equal values by their ids in the same direction, so that an index on both serves it
 * either way. The unknown stand last, or first when all is turned round.
 */
public record Order(Field<?> column, Field<Long> id, boolean descending) {

    Order turned(boolean round) {
        return new Order(column, id, descending != round);
    }

    List<SortField<?>> sorted() {
        return column.equals(id) ? List.of(sorted(id)) : List.of(sorted(column), sorted(id));
    }

    SortField<?> sorted(Field<?> field) {
        var nullable = field.getDataType().nullable();
        if (descending) {
            return nullable ? field.desc().nullsFirst() : field.desc();
        }
        return nullable ? field.asc().nullsLast() : field.asc();
    }

    /**
     * The rows on the far side of a place, in stretches that follow one another: an index finds each by itself, however
     * deep it lies, but would be read from its beginning for both at once. All rows where the place makes no sense.
     */
    List<Condition> beyond(Place place) {
        try {
            return beyond(column, place);
        } catch (DateTimeException | IllegalArgumentException | Malformed nonsense) {
            return List.of(noCondition());
        }
    }

    private <T> List<Condition> beyond(Field<T> field, Place place) {
        if (place.value() == null) {
            var unknown = field.isNull().and(descending ? id.lessThan(place.id()) : id.greaterThan(place.id()));
            return descending ? List.of(unknown, field.isNotNull()) : List.of(unknown);
        }
        var here = row(field, id);
        var there = row(val(read(field, place.value()), field), val(place.id(), id));
        if (descending) {
            return List.of(here.lessThan(there));
        }
        var known = here.greaterThan(there);
        return field.getDataType().nullable() ? List.of(known, field.isNull()) : List.of(known);
    }

    /** A value of the column as a place in the list keeps it. */
    static <T> @Nullable String write(Field<T> field, @Nullable Object value) {
        return value == null ? null : stored(field, field.getType().cast(value)).toString();
    }

    private static <T> Object stored(Field<T> field, T value) {
        return field.getConverter().to(value);
    }

    private static <T> T read(Field<T> field, String text) {
        return read(field.getConverter(), text);
    }

    private static <S, T> T read(org.jooq.Converter<S, T> converter, String text) {
        Object stored = switch (converter.fromType().getSimpleName()) {
            case "String" -> text;
            case "Long" -> Long.valueOf(text);
            case "Integer" -> Integer.valueOf(text);
            case "Boolean" -> Boolean.valueOf(text);
            case "Instant" -> Instant.parse(ordinary(text));
            case "LocalDate" -> LocalDate.parse(ordinary(text));
            default -> throw new IllegalStateException("No list can stand in the order of " + converter);
        };
        return converter.from(converter.fromType().cast(stored));
    }

    /** Java knows years that no database does, and writes them with a sign. */
    private static String ordinary(String time) {
        if (time.startsWith("+") || time.startsWith("-")) {
            throw new DateTimeException(time);
        }
        return time;
    }
}
