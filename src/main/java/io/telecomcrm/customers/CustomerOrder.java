package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.kernel.Malformed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jspecify.annotations.Nullable;

/** By what customers can be put in order; each has an index. */
public enum CustomerOrder {
    ID(CUSTOMER.ID, Long::valueOf, String::valueOf),
    FULL_NAME(CUSTOMER.NAME_KEY, key -> key, key -> key),
    STATUS(CUSTOMER.STATUS, CustomerStatus::of, CustomerStatus::code),
    CREATED_AT(CUSTOMER.CREATED_AT, Instant::parse, Instant::toString),
    UPDATED_AT(CUSTOMER.UPDATED_AT, Instant::parse, Instant::toString),
    BIRTH_DATE(CUSTOMER.BIRTH_DATE, LocalDate::parse, LocalDate::toString);

    static final Map<String, CustomerOrder> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CustomerOrder::code, Function.identity()));

    private final Column<?> column;

    <T> CustomerOrder(Field<T> field, Function<String, T> read, Function<T, String> write) {
        this.column = new Column<>(field, read, write);
    }

    /** As it is called in a query string. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the order would tell personal data. */
    public boolean isPersonal() {
        return this == BIRTH_DATE;
    }

    Field<?> field() {
        return column.field;
    }

    /** The unknown stand last, or first when all is turned round; equal values in the order of their ids. */
    List<SortField<?>> sorted(boolean descending) {
        var id = descending ? CUSTOMER.ID.desc() : CUSTOMER.ID.asc();
        if (this == ID) {
            return List.of(id);
        }
        if (this == BIRTH_DATE) {
            return List.of(
                    descending
                            ? column.field.desc().nullsFirst()
                            : column.field.asc().nullsLast(),
                    id);
        }
        return List.of(descending ? column.field.desc() : column.field.asc(), id);
    }

    /** The rows on the far side of a place; all of them where the place makes no sense. */
    Condition beyond(CustomerCursor place, boolean descending) {
        return column.beyond(place, descending);
    }

    /** The order's value of a row, as a place in the list keeps it; null where it is unknown. */
    @Nullable
    String valueOf(Record row) {
        return column.valueOf(row);
    }

    private record Column<T>(Field<T> field, Function<String, T> read, Function<T, String> write) {

        Condition beyond(CustomerCursor place, boolean descending) {
            try {
                var value = read.apply(place.value());
                var here = row(field, CUSTOMER.ID);
                return descending ? here.lessThan(value, place.id()) : here.greaterThan(value, place.id());
            } catch (DateTimeParseException | Malformed | NumberFormatException e) {
                return org.jooq.impl.DSL.noCondition();
            }
        }

        @Nullable
        String valueOf(Record row) {
            var value = row.get(field);
            return value == null ? null : write.apply(value);
        }
    }
}
