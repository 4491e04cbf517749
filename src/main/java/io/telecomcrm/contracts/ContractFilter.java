package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which contracts a list shows; what is absent doesn't matter. The ends of spans of time are exclusive, of days and
 * amounts inclusive.
 *
 * @param statuses one of which a contract has
 * @param search words, all of which must be found
 */
public record ContractFilter(
        @Nullable List<ContractStatus> statuses,
        @Nullable Long customer,
        @Nullable Long tariff,
        @Nullable Long sim,
        @Nullable ContractNumber number,
        @Nullable Msisdn msisdn,
        @Nullable BlockReason block,
        @Nullable Boolean hasPendingTariff,
        @Nullable Money balanceFrom,
        @Nullable Money balanceTo,
        @Nullable LocalDate signedFrom,
        @Nullable LocalDate signedTo,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant activatedFrom,
        @Nullable Instant activatedTo,
        @Nullable Instant terminatedFrom,
        @Nullable Instant terminatedTo,
        @Nullable String search) {

    public static final ContractFilter ALL = of(null, null, null, null, null);

    /** What people filter by most. */
    public static ContractFilter of(
            @Nullable List<ContractStatus> statuses,
            @Nullable Long customer,
            @Nullable Long tariff,
            @Nullable BlockReason block,
            @Nullable String search) {
        return new ContractFilter(
                statuses, customer, tariff, null, null, null, block, null, null, null, null, null, null, null, null,
                null, null, null, search);
    }

    /** Whether there is one contract for each block in force. */
    boolean isByBlock() {
        return block != null
                && equals(of(statuses, null, null, block, null))
                && (statuses == null || statuses.contains(ContractStatus.SUSPENDED));
    }

    /** Whether contracts are only looked for by a text. */
    boolean isBySearch() {
        return search != null && equals(of(null, null, null, null, search));
    }

    /** Whether the kept counts answer how many there are. */
    boolean isCounted() {
        return equals(of(statuses, null, tariff, null, null));
    }
}
