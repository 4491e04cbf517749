package io.telecomcrm.tickets;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.customers.CustomerStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who answers a customer wants to know of them.
 *
 * @param lines their contracts, those in service first, a few of many
 */
public record CustomerAside(CustomerStatus status, List<Line> lines, boolean more) {

    /** A contract: the number that is called, the tariff, and what is on the account. */
    public record Line(
            long id,
            ContractNumber number,
            ContractStatus status,
            Money balance,
            String tariff,
            @Nullable Msisdn msisdn) {}
}
