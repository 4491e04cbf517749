package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract together with what it ties: a line of the list, the head of the card.
 *
 * @param pendingTariff the tariff of the contract's {@link PendingTariff}
 * @param promisedUntil the first day without the credit that a promised payment gives
 */
public record ContractCard(
        Contract contract,
        Party customer,
        @Nullable Card sim,
        Plan tariff,
        @Nullable Plan pendingTariff,
        @Nullable LocalDate promisedUntil,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String updatedBy) {

    /** Who signed. */
    public record Party(long id, String fullName, Phone phone) {}

    /** The SIM card that waits, serves, or served last. */
    public record Card(long id, Iccid iccid, @Nullable Msisdn msisdn, SimStatus status) {}

    public record Plan(long id, String name, Money fee, TariffPeriod period) {}

    ContractCard withBlocks(List<Block> blocks) {
        return new ContractCard(
                contract.withBlocks(blocks),
                customer,
                sim,
                tariff,
                pendingTariff,
                promisedUntil,
                createdAt,
                updatedAt,
                updatedBy);
    }
}
