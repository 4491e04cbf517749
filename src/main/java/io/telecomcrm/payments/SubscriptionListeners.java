package io.telecomcrm.payments;

import io.telecomcrm.contracts.Contract;
import io.telecomcrm.contracts.ContractEvent;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens to contracts and moves their periods, in the same transaction. */
@Component
class SubscriptionListeners {

    private final SingleCharges charges;
    private final PromisedPayments promises;
    private final CrmSettings settings;
    private final Clock clock;

    SubscriptionListeners(SingleCharges charges, PromisedPayments promises, CrmSettings settings, Clock clock) {
        this.charges = charges;
        this.promises = promises;
        this.settings = settings;
        this.clock = clock;
    }

    /** The first period begins, and is charged. */
    @EventListener
    void hear(ContractEvent.Activated event) {
        charges.start(event.contract(), anchor(event.contract()));
    }

    /** A tariff from today on: the unused days of the old one come back, a new period begins, today or with the service. */
    @EventListener
    void hear(ContractEvent.TariffChanged event) {
        if (event.now()) {
            var isActive = event.contract().status() == ContractStatus.ACTIVE;
            charges.restart(event.contract(), isActive ? anchor(event.contract()) : today(), isActive);
        }
    }

    /** The unused days come back, from the day after the last on. */
    @EventListener
    void hear(ContractEvent.Terminated event) {
        promises.drop(event.contract().id());
        if (event.before().isInService()) {
            charges.end(event.contract(), lastDay(event.contract()).plusDays(1));
        }
    }

    /** A cheaper tariff to come may be one that the balance suffices for. */
    @EventListener
    void hear(ContractEvent.TariffChangePlanned event) {
        charges.settle(event.contract().id());
    }

    @EventListener
    void hear(ContractEvent.TariffChangeCancelled event) {
        charges.settle(event.contract().id());
    }

    @EventListener
    void hear(ContractEvent.CreditLimitChanged event) {
        charges.settle(event.contract().id());
    }

    /** The day of which the command spoke, even if midnight came before it had the locks. */
    private static LocalDate anchor(Contract contract) {
        return Objects.requireNonNull(contract.state().anchorOn());
    }

    private LocalDate lastDay(Contract contract) {
        return LocalDate.ofInstant(Objects.requireNonNull(contract.state().terminatedAt()), settings.zone());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }
}
