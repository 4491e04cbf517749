package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractCard;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What subscribers promise to pay: until the day they named the credit of their contract is higher by it. */
@Service
class PromisedPayments {

    private final PromiseRepository rows;
    private final Ledger ledger;
    private final SingleCharges charges;
    private final Contracts contracts;
    private final PromiseSettings settings;
    private final CrmSettings crm;
    private final Clock clock;

    PromisedPayments(
            PromiseRepository rows,
            Ledger ledger,
            SingleCharges charges,
            Contracts contracts,
            PromiseSettings settings,
            CrmSettings crm,
            Clock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.charges = charges;
        this.contracts = contracts;
        this.settings = settings;
        this.crm = crm;
        this.clock = clock;
    }

    /** Gives the credit; the contract is locked. */
    void give(ContractCard card, Money amount) {
        if (amount.compareTo(Money.ZERO) <= 0) {
            throw new Invalid("amount", "payment.amount_positive");
        }
        if (amount.compareTo(settings.largestAmount()) > 0) {
            throw new Invalid("amount", "field.too_great", settings.largest());
        }
        var obstacle = obstacle(card);
        if (obstacle != null) {
            throw new Refusal(obstacle, null, List.of());
        }
        var least = charges.toUnblock(card);
        if (amount.compareTo(least) < 0) {
            throw new Refusal("promise_too_small", least.display());
        }
        var contract = card.contract().id();
        var today = today();
        var until = today.plusDays(settings.days());
        rows.add(contract, amount, clock.instant(), today, until);
        var changes = new LinkedHashMap<String, Change>();
        changes.put("amount", new Change(null, amount.wire()));
        changes.put("until", new Change(null, until.toString()));
        contracts.tellOfPromise(contract, true, changes);
        charges.settle(contract);
    }

    /** Why none can be given now; null where one can. */
    @Nullable
    Text obstacle(ContractCard card) {
        var open = card.promisedUntil();
        if (open != null) {
            return new Text("promise_open", open);
        }
        var activated = card.contract().state().activatedAt();
        if (!card.contract().isInService() || activated == null) {
            return new Text("promise_not_in_service");
        }
        var today = today();
        var first = LocalDate.ofInstant(activated, crm.zone()).plusDays(settings.firstDays());
        if (today.isBefore(first)) {
            return new Text("promise_too_early", first);
        }
        var last = card.account().lastPromisedOn();
        var again = last == null ? today : last.plusDays(settings.restDays());
        if (today.isBefore(again)) {
            return new Text("promise_too_soon", again);
        }
        var least = charges.toUnblock(card);
        return least.compareTo(settings.largestAmount()) > 0
                ? new Text(
                        "promise_not_enough",
                        least.display(),
                        settings.largestAmount().display())
                : null;
    }

    /** Takes the credit away where its time is over; the block returns unless the money came. */
    @Transactional
    void endOver(long contract) {
        ledger.lock(contract);
        rows.open(contract).filter(open -> !open.until().isAfter(today())).ifPresent(open -> {
            end(open);
            charges.settle(contract);
        });
    }

    /** The contract ends, and the credit with it. */
    void drop(long contract) {
        rows.open(contract).ifPresent(open -> rows.end(open.id(), clock.instant()));
    }

    List<Long> over() {
        return rows.overOn(today());
    }

    private void end(PromisedPayment open) {
        rows.end(open.id(), clock.instant());
        contracts.tellOfPromise(
                open.contractId(),
                false,
                Map.of("amount", new Change(open.amount().wire(), null)));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), crm.zone());
    }
}
