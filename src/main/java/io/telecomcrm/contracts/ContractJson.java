package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.web.CrmSettings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Contracts as the API writes them. */
@Component
class ContractJson {

    private final Contracts contracts;
    private final ObjectProvider<BillingForecast> forecasts;
    private final ZoneId zone;

    ContractJson(Contracts contracts, ObjectProvider<BillingForecast> forecasts, CrmSettings settings) {
        this.contracts = contracts;
        this.forecasts = forecasts;
        this.zone = settings.zone();
    }

    /** One of a list. */
    Map<String, @Nullable Object> line(ContractCard card) {
        var contract = card.contract();
        var state = contract.state();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", contract.id());
        json.put("number", contract.number().value());
        json.put("status", contract.status().code());
        json.put("balance", contract.balance().wire());
        json.put("signed_on", contract.terms().signedOn());
        json.put("activated_at", state.activatedAt());
        json.put("terminated_at", state.terminatedAt());
        json.put("customer", customer(card.customer()));
        json.put("sim", card.sim() == null ? null : sim(card.sim()));
        json.put("tariff", tariff(card.tariff()));
        json.put("blocks", contract.blocks().stream().map(this::block).toList());
        json.put("credit_limit", contract.creditLimit().wire());
        json.put("promised_until", card.promisedUntil());
        json.put("pending_tariff", pending(card));
        json.put("version", contract.version());
        return json;
    }

    /** The whole contract, with what can be done with it by the one who asks. */
    Map<String, @Nullable Object> card(ContractCard card) {
        var contract = card.contract();
        var forecast = forecasts.getIfAvailable();
        var next = forecast == null ? null : forecast.nextCharge(contract);
        var json = line(card);
        json.put(
                "next_charge",
                next == null
                        ? null
                        : object("date", next.date(), "amount", next.amount().wire()));
        json.put("to_unblock", (forecast == null ? Money.ZERO : forecast.toUnblock(contract)).wire());
        json.put(
                "allowed",
                contracts.moves(contract).stream()
                        .filter(ContractMove::isPossible)
                        .map(move -> move.command().code())
                        .toList());
        return json;
    }

    /** A card, as its own feature writes it. */
    Map<String, @Nullable Object> sim(Sim sim, @Nullable Contract contract) {
        return object(
                "id", sim.id(),
                "iccid", sim.iccid().value(),
                "imsi", sim.imsi() == null ? null : sim.imsi().value(),
                "msisdn", sim.msisdn() == null ? null : sim.msisdn().value(),
                "status", sim.status().code(),
                "contract",
                        contract == null
                                ? null
                                : object(
                                        "id", contract.id(),
                                        "number", contract.number().value(),
                                        "status", contract.status().code()),
                "created_at", sim.createdAt(),
                "updated_at", sim.updatedAt(),
                "version", sim.version(),
                "batch", sim.batch());
    }

    Map<String, @Nullable Object> history(ContractHistoryLine line) {
        var changes = new LinkedHashMap<String, Object>();
        line.changes().forEach((field, change) -> changes.put(field, pair(change)));
        return object(
                "id",
                line.id(),
                "at",
                line.at(),
                "actor",
                line.actorId() == null ? null : object("id", line.actorId(), "username", line.actor()),
                "event",
                line.what(),
                "status_from",
                line.from() == null ? null : line.from().code(),
                "status_to",
                line.to() == null ? null : line.to().code(),
                "changes",
                changes,
                "note",
                line.note());
    }

    private static Map<String, @Nullable Object> customer(ContractCard.Party customer) {
        return object(
                "id",
                customer.id(),
                "full_name",
                customer.fullName(),
                "phone",
                customer.phone().value());
    }

    private static Map<String, @Nullable Object> sim(ContractCard.Card sim) {
        return object(
                "id", sim.id(),
                "iccid", sim.iccid().value(),
                "msisdn", sim.msisdn() == null ? null : sim.msisdn().value(),
                "status", sim.status().code());
    }

    private static Map<String, @Nullable Object> tariff(ContractCard.Plan tariff) {
        return object(
                "id", tariff.id(),
                "name", tariff.name(),
                "fee", tariff.fee().wire(),
                "period", tariff.period().code());
    }

    private Map<String, @Nullable Object> block(Block block) {
        return object(
                "reason", block.reason().code(),
                "since", LocalDate.ofInstant(block.since(), zone),
                "until", block.until(),
                "note", block.note());
    }

    private static @Nullable Map<String, @Nullable Object> pending(ContractCard card) {
        var pending = card.contract().terms().pendingTariff();
        var tariff = card.pendingTariff();
        return pending == null || tariff == null
                ? null
                : object("id", tariff.id(), "name", tariff.name(), "from", pending.from());
    }

    private static List<@Nullable Object> pair(Change change) {
        return Arrays.asList(change.before(), change.after());
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
