package io.telecomcrm.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.SortField;

/** The orders a list may be asked for, by their codes in a query string: {@code -} in front means descending. */
public final class Orders {

    private final Field<Long> id;
    private final Map<String, Field<?>> columns;

    /** @param columns beside the id, which every list can be ordered by; each with an index that ends with the id */
    public Orders(Field<Long> id, Map<String, Field<?>> columns) {
        this.id = id;
        this.columns = new HashMap<>(columns);
        this.columns.put("id", id);
    }

    public Set<String> codes() {
        return Set.copyOf(columns.keySet());
    }

    /** The order of a code; newest first for one that is not known. */
    public Order of(String code) {
        var descending = code.startsWith("-");
        var column = columns.get(descending ? code.substring(1) : code);
        return column == null ? new Order(id, id, true) : new Order(column, id, descending);
    }

    /** Several orders, each among the equal of those before it; newest first when none is asked for. */
    public List<SortField<?>> of(List<String> codes) {
        if (codes.isEmpty()) {
            return of("").sorted();
        }
        var orders = codes.stream().map(this::of).toList();
        var sorted = new ArrayList<SortField<?>>();
        orders.forEach(order -> sorted.add(order.sorted(order.column())));
        if (orders.stream().noneMatch(order -> order.column().equals(id))) {
            sorted.add(orders.getFirst().sorted(id));
        }
        return sorted;
    }
}
