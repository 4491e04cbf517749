package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Phone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which customers a list shows; what is absent doesn't matter.
 *
 * @param statuses one of which a customer has
 * @param createdTo exclusive, like {@code updatedTo}
 * @param search words, all of which must be found
 */
public record CustomerFilter(
        @Nullable CustomerKind kind,
        @Nullable List<CustomerStatus> statuses,
        @Nullable Boolean hasContracts,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant updatedFrom,
        @Nullable Instant updatedTo,
        @Nullable Phone phone,
        @Nullable Email email,
        @Nullable Inn inn,
        @Nullable String document,
        @Nullable LocalDate birthFrom,
        @Nullable LocalDate birthTo,
        @Nullable String address,
        @Nullable String search) {

    public static final CustomerFilter ALL = new CustomerFilter(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Personal data may not be found out by filtering either; a whole document is what a customer shows us. */
    void checkRights() {
        if (birthFrom != null || birthTo != null || address != null) {
            Actor.current().demand(Customers.PERSONAL_DATA);
        }
    }

    /** Whether nothing but the search text matters. */
    boolean isBySearchOnly() {
        return search != null
                && new CustomerFilter(
                                kind,
                                statuses,
                                hasContracts,
                                createdFrom,
                                createdTo,
                                updatedFrom,
                                updatedTo,
                                phone,
                                email,
                                inn,
                                document,
                                birthFrom,
                                birthTo,
                                address,
                                null)
                        .equals(ALL);
    }

    /** Whether the kept counts answer how many there are. */
    boolean isByStatusOnly() {
        return kind == null
                && createdFrom == null
                && createdTo == null
                && updatedFrom == null
                && updatedTo == null
                && phone == null
                && email == null
                && inn == null
                && document == null
                && birthFrom == null
                && birthTo == null
                && address == null
                && search == null;
    }
}
