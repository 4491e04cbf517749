package io.telecomcrm.contracts;

import io.telecomcrm.customers.Country;
import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.CustomerKind;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.customers.Document;
import io.telecomcrm.customers.DocumentType;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.AllowedMoves;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What can be done with a contract now, by the one who looks. */
@Component
class ContractMoves implements AllowedMoves {

    static final String INCOMPLETE = "customer_incomplete";

    private static final Country HOME = new Country("RU");

    private final ContractRepository contracts;
    private final Customers customers;
    private final ContractSettings settings;
    private final ObjectProvider<Billing> billing;
    private final ObjectProvider<ContractUse> uses;
    private final Supplier<@Nullable BillingForecast> forecasts;

    ContractMoves(
            ContractRepository contracts,
            Customers customers,
            ContractSettings settings,
            ObjectProvider<Billing> billing,
            ObjectProvider<ContractUse> uses,
            ObjectProvider<BillingForecast> forecasts) {
        this.contracts = contracts;
        this.customers = customers;
        this.settings = settings;
        this.billing = billing;
        this.uses = uses;
        this.forecasts = SingletonSupplier.ofNullable(forecasts::getIfAvailable);
    }

    @Override
    public String type() {
        return "contract";
    }

    @Override
    public List<String> allowed(long id) {
        return allowed(contracts.card(id));
    }

    /** The commands that the one who looks can give now, as they are called on the wire. */
    List<String> allowed(ContractCard card) {
        var allowed = new ArrayList<String>();
        for (var move : of(card)) {
            if (move.isPossible()) {
                allowed.add(move.command().code());
            }
        }
        return allowed;
    }

    /** The commands that may start from where the contract stands, each with what keeps the one who looks from it. */
    List<ContractMove> of(ContractCard card) {
        var moves = new ArrayList<ContractMove>();
        var contract = card.contract();
        var isUsed = contract.status() == ContractStatus.DRAFT && isUsed(contract.id());
        for (var command : contract.allowed()) {
            if (command == ContractCommand.BIND_SIM && card.sim() != null
                    || command == ContractCommand.UNBIND_SIM && card.sim() == null) {
                continue;
            }
            var right = Actor.current().may(command.permission()) ? null : new Text("contracts.no-right");
            moves.add(new ContractMove(command, right != null ? right : obstacle(command, card, isUsed)));
        }
        return moves;
    }

    /** The reasons for which the one who looks could block the contract now. */
    static List<BlockReason> openBlocks(Contract contract, Actor actor) {
        var open = new ArrayList<BlockReason>();
        for (var reason : BlockReason.values()) {
            if (reason.isOpenTo(actor) && contract.block(reason).isEmpty()) {
                open.add(reason);
            }
        }
        return open;
    }

    /** @param fields what the customer has to tell, as it is called on the wire; at least one */
    static Text lacks(List<String> fields) {
        var named = fields.stream()
                .map(field -> new Text("contracts.lacks-" + field))
                .reduce((some, one) -> new Text("contracts.and", some, one))
                .orElseThrow();
        return new Text(INCOMPLETE, named);
    }

    /** Why a customer can't have the contract, signed on a day; null where they can. */
    @Nullable
    Text customerObstacle(Contract contract, Customer customer, LocalDate signedOn) {
        var unsignable = customers.unsignable(customer, signedOn);
        if (unsignable != null) {
            return unsignable;
        }
        var missing = customers.missing(customer, signedOn);
        return missing.isEmpty() ? numberLimit(contract, customer) : lacks(missing);
    }

    /** Until the transaction ends what {@link #customerObstacle} counts stays true. */
    void lockNumbers(Customer customer) {
        var document = limiting(customer);
        if (document != null) {
            contracts.lockNumbersUnder(document.key());
        }
    }

    private @Nullable Text numberLimit(Contract contract, Customer customer) {
        var document = limiting(customer);
        if (document == null) {
            return null;
        }
        var limit = isForeigner(customer) ? settings.numbersPerForeigner() : settings.numbersPerPerson();
        var numbers = contracts.numbersUnder(document.key(), contract.id());
        return numbers < limit ? null : new Text("number_limit", limit, numbers);
    }

    /** The document under which only so many numbers may be used; null for companies. */
    private static @Nullable Document limiting(Customer customer) {
        return customer.details().kind() == CustomerKind.COMPANY
                ? null
                : customer.details().document();
    }

    /** Whether something hangs on the contract, which then can't be removed. */
    boolean isUsed(long id) {
        return uses.stream().anyMatch(use -> use.isUsed(id));
    }

    private boolean isSettled(long id) {
        return billing.getIfAvailable(() -> Billing.NONE).isSettled(id);
    }

    /** @param isUsed whether it is a draft on which something hangs; one without any line owes nothing either */
    private @Nullable Text obstacle(ContractCommand command, ContractCard card, boolean isUsed) {
        var actor = Actor.current();
        var contract = card.contract();
        return switch (command) {
            case ACTIVATE -> activationObstacle(card);
            case BLOCK -> openBlocks(contract, actor).isEmpty() ? new Text("contracts.no-block") : null;
            case UNBLOCK ->
                contract.blocks().stream().noneMatch(block -> block.reason().isOpenTo(actor))
                        ? new Text("contracts.no-unblock")
                        : null;
            case CHANGE_CUSTOMER -> contract.isInDebt() ? new Text("contract_in_debt") : null;
            case DELETE -> isUsed ? new Text("contract_in_use") : null;
            case TERMINATE -> isUsed && !isSettled(contract.id()) ? new Text("contract_unsettled") : null;
            case EDIT, BIND_SIM, UNBIND_SIM -> null;
            case CHANGE_TARIFF, CANCEL_TARIFF_CHANGE, REPLACE_SIM, CHANGE_NUMBER, CREDIT_LIMIT -> null;
            case PROMISE -> promiseObstacle(card);
        };
    }

    private @Nullable Text promiseObstacle(ContractCard card) {
        var forecast = forecasts.get();
        return forecast == null ? null : forecast.promiseObstacle(card);
    }

    private @Nullable Text activationObstacle(ContractCard card) {
        var sim = card.sim();
        if (sim == null) {
            return new Text("sim_missing");
        }
        if (sim.msisdn() == null) {
            return new Text("sim_without_number", sim.iccid().display());
        }
        var contract = card.contract();
        var obstacle = Actor.current().may(Customers.VIEW)
                ? customerObstacle(
                        contract,
                        customers.get(contract.customerId()),
                        contract.terms().signedOn())
                : null;
        var tariff = card.tariff();
        return obstacle != null || tariff.isActive() ? obstacle : new Text("tariff_archived", tariff.name());
    }

    private static boolean isForeigner(Customer customer) {
        var details = customer.details();
        return details.citizenship() == null
                ? details.documentType() == DocumentType.FOREIGN
                : !details.citizenship().equals(HOME);
    }
}
