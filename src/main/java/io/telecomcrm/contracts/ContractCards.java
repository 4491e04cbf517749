package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.Tariffs;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.ModelAndView;

/** Gathers what a contract's card shows. */
@Component
class ContractCards {

    private final Contracts contracts;
    private final ContractMoves moves;
    private final ContractRepository rows;
    private final Customers customers;
    private final Tariffs tariffs;
    private final Sims sims;
    private final Supplier<@Nullable BillingForecast> forecasts;

    ContractCards(
            Contracts contracts,
            ContractMoves moves,
            ContractRepository rows,
            Customers customers,
            Tariffs tariffs,
            Sims sims,
            ObjectProvider<BillingForecast> forecasts) {
        this.contracts = contracts;
        this.moves = moves;
        this.rows = rows;
        this.customers = customers;
        this.tariffs = tariffs;
        this.sims = sims;
        this.forecasts = SingletonSupplier.ofNullable(forecasts::getIfAvailable);
    }

    ModelAndView show(long id, String tab) {
        return new ModelAndView("contracts/card", Map.of("card", page(id, tab, null)));
    }

    /** The card after a refused command, whose dialog says why. */
    ModelAndView refused(long id, ContractCardPage.Dialog dialog, HttpStatus status) {
        return new ModelAndView("contracts/card", Map.of("card", page(id, "", dialog)), status);
    }

    private ContractCardPage page(long id, String tab, ContractCardPage.@Nullable Dialog failed) {
        var card = rows.card(id);
        var contract = card.contract();
        var open = moves.of(card);
        var missing = contract.status() == ContractStatus.DRAFT
                        && Actor.current().may(Customers.VIEW)
                ? customers.missing(
                        customers.get(contract.customerId()), contract.terms().signedOn())
                : List.<String>of();
        var changes = isPossible(open, ContractCommand.CHANGE_TARIFF);
        var others = changes
                ? tariffs.active().stream()
                        .filter(tariff -> tariff.id() != contract.tariffId())
                        .toList()
                : List.<Tariff>of();
        var forecast = forecasts.get();
        return new ContractCardPage(
                card,
                open,
                missing,
                tariffs.get(contract.tariffId()),
                others,
                forecast == null ? null : forecast.nextCharge(card),
                forecast == null ? null : forecast.toUnblock(card),
                forecast != null && changes ? forecast.backOnChange(card) : Money.ZERO,
                forecast != null && isPossible(open, ContractCommand.TERMINATE) ? forecast.backAtEnd(card) : Money.ZERO,
                sims.quarantineDays(),
                tab,
                contracts.today(),
                failed);
    }

    private static boolean isPossible(List<ContractMove> moves, ContractCommand command) {
        return moves.stream().anyMatch(move -> move.command() == command && move.isPossible());
    }
}
