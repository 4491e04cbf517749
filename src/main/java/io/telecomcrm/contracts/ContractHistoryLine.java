package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of a contract.
 *
 * @param what {@code tariff_changed} and the like, as {@link ContractEvent#what} calls it
 * @param from where it stood before; null where that stayed as it was
 * @param changes of customers the ids, until they are {@link #named}
 */
public record ContractHistoryLine(
        long id,
        Instant at,
        @Nullable Long actorId,
        String actor,
        String what,
        @Nullable ContractStatus from,
        @Nullable ContractStatus to,
        Map<String, Change> changes,
        @Nullable String note) {

    private static final String CUSTOMER = "customer";

    /** Whose contract it was before this change; null where that stayed as it was. */
    static @Nullable Long formerCustomer(Map<String, Change> changes) {
        var change = changes.get(CUSTOMER);
        return change != null && change.before() instanceof Long id ? id : null;
    }

    /** The customers of whom it tells. */
    Stream<Long> customers() {
        return Stream.ofNullable(changes.get(CUSTOMER))
                .flatMap(change -> Stream.concat(Stream.ofNullable(change.before()), Stream.ofNullable(change.after())))
                .filter(Long.class::isInstance)
                .map(Long.class::cast);
    }

    /** The same with what the customers are called in place of their ids. */
    ContractHistoryLine named(Map<Long, String> names) {
        if (!changes.containsKey(CUSTOMER)) {
            return this;
        }
        var told = new LinkedHashMap<>(changes);
        told.computeIfPresent(
                CUSTOMER, (_, change) -> new Change(name(change.before(), names), name(change.after(), names)));
        return new ContractHistoryLine(id, at, actorId, actor, what, from, to, told, note);
    }

    /** Who was deleted has no name any more. */
    private static @Nullable Object name(@Nullable Object customer, Map<Long, String> names) {
        return customer instanceof Long id ? names.getOrDefault(id, "#" + id) : customer;
    }
}
