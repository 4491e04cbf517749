package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingForecast;
import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariffs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a contract will be charged, from what it is charged by. */
@Component
class SubscriptionForecast implements BillingForecast {

    private final SubscriptionRepository rows;
    private final SingleCharges charges;
    private final Tariffs tariffs;

    SubscriptionForecast(SubscriptionRepository rows, SingleCharges charges, Tariffs tariffs) {
        this.rows = rows;
        this.charges = charges;
        this.tariffs = tariffs;
    }

    @Override
    public @Nullable Charge nextCharge(Contract contract) {
        if (contract.status() != ContractStatus.ACTIVE) {
            return null;
        }
        var pending = contract.terms().pendingTariff();
        return rows.find(contract.id())
                .map(present -> {
                    var day = present.paidUntil();
                    var tariff =
                            pending != null && !pending.from().isAfter(day) ? pending.tariffId() : contract.tariffId();
                    return new Charge(day, tariffs.get(tariff).fee());
                })
                .orElse(null);
    }

    @Override
    public Money toUnblock(Contract contract) {
        return charges.toUnblock(contract.id());
    }
}
