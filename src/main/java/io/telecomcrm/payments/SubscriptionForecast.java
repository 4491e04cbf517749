package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingForecast;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a contract will be charged, from what it is charged by. */
@Component
class SubscriptionForecast implements BillingForecast {

    private final SubscriptionRepository rows;
    private final SingleCharges charges;

    SubscriptionForecast(SubscriptionRepository rows, SingleCharges charges) {
        this.rows = rows;
        this.charges = charges;
    }

    @Override
    public @Nullable Charge nextCharge(Contract contract) {
        if (contract.status() != ContractStatus.ACTIVE) {
            return null;
        }
        return rows.nextCharge(contract).orElse(null);
    }

    @Override
    public Money toUnblock(Contract contract) {
        // most have none, and are asked for with every card
        var inDebt = contract.blocks().stream().anyMatch(block -> block.reason() == BlockReason.DEBT);
        return inDebt ? charges.toUnblock(contract.id()) : Money.ZERO;
    }
}
