package io.telecomcrm.payments;

import io.telecomcrm.contracts.BillingForecast;
import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a contract will be charged, from what it is charged by. */
@Component
class SubscriptionForecast implements BillingForecast {

    private final SingleCharges charges;
    private final PromisedPayments promises;

    SubscriptionForecast(SingleCharges charges, PromisedPayments promises) {
        this.charges = charges;
        this.promises = promises;
    }

    /** The end of what is paid, and the fee of the tariff that the contract will have then. */
    @Override
    public @Nullable Charge nextCharge(ContractCard card) {
        var paidUntil = card.account().paidUntil();
        return card.contract().status() != ContractStatus.ACTIVE || paidUntil == null
                ? null
                : new Charge(paidUntil, card.feeFrom(paidUntil));
    }

    @Override
    public Money toUnblock(ContractCard card) {
        return charges.toUnblock(card);
    }

    @Override
    public Money backOnChange(ContractCard card) {
        return charges.backOnChange(card.contract().id());
    }

    @Override
    public Money backAtEnd(ContractCard card) {
        return charges.backAtEnd(card.contract().id());
    }

    @Override
    public @Nullable Text promiseObstacle(ContractCard card) {
        return promises.obstacle(card);
    }
}
