package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What can be done with a contract now, by the one who looks. */
@Component
class ContractMoves {

    private final Customers customers;
    private final Supplier<@Nullable BillingForecast> forecasts;

    ContractMoves(Customers customers, ObjectProvider<BillingForecast> forecasts) {
        this.customers = customers;
        this.forecasts = SingletonSupplier.ofNullable(forecasts::getIfAvailable);
    }

    /**
     * The commands that may start from where the contract stands, each with what keeps the one who looks from it. What is
     * found out only by trying is not here: the limit of numbers, say.
     */
    List<ContractMove> of(ContractCard card) {
        var moves = new ArrayList<ContractMove>();
        for (var command : card.contract().allowed()) {
            if (command == ContractCommand.BIND_SIM && card.sim() != null
                    || command == ContractCommand.UNBIND_SIM && card.sim() == null) {
                continue;
            }
            var right = Actor.current().may(command.permission()) ? null : new Text("contracts.no-right");
            moves.add(new ContractMove(command, right != null ? right : obstacle(command, card)));
        }
        return moves;
    }

    /** The reasons for which the one who looks could block the contract now. */
    static List<BlockReason> openBlocks(Contract contract, Actor actor) {
        return Stream.of(BlockReason.values())
                .filter(reason ->
                        reason.isOpenTo(actor) && contract.block(reason).isEmpty())
                .toList();
    }

    /** @param fields what the customer has to tell, as it is called on the wire; at least one */
    static Text lacks(List<String> fields) {
        var named = fields.stream()
                .map(field -> new Text("contracts.lacks-" + field))
                .reduce((some, one) -> new Text("contracts.and", some, one))
                .orElseThrow();
        return new Text("customer_incomplete", named);
    }

    private @Nullable Text obstacle(ContractCommand command, ContractCard card) {
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
            case EDIT, BIND_SIM, UNBIND_SIM, DELETE, TERMINATE -> null;
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
        var missing = Actor.current().may(Customers.VIEW)
                ? customers.missing(customers.get(card.customer().id()))
                : List.<String>of();
        if (!missing.isEmpty()) {
            return lacks(missing);
        }
        var tariff = card.tariff();
        return tariff.isActive() ? null : new Text("tariff_archived", tariff.name());
    }
}
