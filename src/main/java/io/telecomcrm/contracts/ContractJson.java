package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.WireInstant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Contracts as the API writes them. */
@Component
class ContractJson {

    private final ContractMoves moves;
    private final Supplier<@Nullable BillingForecast> forecasts;
    private final ZoneId zone;

    ContractJson(ContractMoves moves, ObjectProvider<BillingForecast> forecasts, CrmSettings settings) {
        this.moves = moves;
        this.forecasts = SingletonSupplier.ofNullable(forecasts::getIfAvailable);
        this.zone = settings.zone();
    }

    /** The whole contract, with what can be done with it by the one who asks. */
    byte[] card(ContractCard card) {
        var forecast = forecasts.get();
        var next = forecast == null ? null : forecast.nextCharge(card);
        var json = new JsonBytes();
        json.beginObject();
        line(json, card);
        json.field("next_charge");
        if (next == null) {
            json.empty();
        } else {
            json.beginObject();
            json.field("date").text(next.date().toString());
            json.field("amount").text(next.amount().wire());
            json.endObject();
        }
        json.field("to_unblock").text((forecast == null ? Money.ZERO : forecast.toUnblock(card)).wire());
        json.field("allowed").beginArray();
        moves.allowed(card).forEach(json::text);
        json.endArray();
        json.endObject();
        return json.toBytes();
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

    private void line(JsonBytes json, ContractCard card) {
        var contract = card.contract();
        var state = contract.state();
        json.field("id").number(contract.id());
        json.field("number").text(contract.number().value());
        json.field("status").text(contract.status().code());
        json.field("balance").text(contract.balance().wire());
        json.field("signed_on").text(contract.terms().signedOn().toString());
        json.field("activated_at").text(instant(state.activatedAt()));
        json.field("terminated_at").text(instant(state.terminatedAt()));
        customer(json, card.customer());
        sim(json, card.sim());
        tariff(json, card.tariff());
        json.field("blocks").beginArray();
        contract.blocks().forEach(block -> block(json, block));
        json.endArray();
        json.field("credit_limit").text(contract.creditLimit().wire());
        json.field("promised_until").text(date(card.promisedUntil()));
        pending(json, card);
        json.field("version").number(contract.version());
    }

    private static void customer(JsonBytes json, ContractCard.Party customer) {
        json.field("customer").beginObject();
        json.field("id").number(customer.id());
        json.field("full_name").text(customer.fullName());
        json.field("phone").text(customer.phone().value());
        json.endObject();
    }

    private static void sim(JsonBytes json, ContractCard.@Nullable Card sim) {
        json.field("sim");
        if (sim == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(sim.id());
        json.field("iccid").text(sim.iccid().value());
        json.field("msisdn").text(sim.msisdn() == null ? null : sim.msisdn().value());
        json.field("status").text(sim.status().code());
        json.endObject();
    }

    private static void tariff(JsonBytes json, ContractCard.Plan tariff) {
        json.field("tariff").beginObject();
        json.field("id").number(tariff.id());
        json.field("name").text(tariff.name());
        json.field("fee").text(tariff.fee().wire());
        json.field("period").text(tariff.period().code());
        json.endObject();
    }

    private void block(JsonBytes json, Block block) {
        json.beginObject();
        json.field("reason").text(block.reason().code());
        json.field("since").text(LocalDate.ofInstant(block.since(), zone).toString());
        json.field("until").text(date(block.until()));
        json.field("note").text(block.note());
        json.endObject();
    }

    private static void pending(JsonBytes json, ContractCard card) {
        var pending = card.contract().terms().pendingTariff();
        var tariff = card.pendingTariff();
        json.field("pending_tariff");
        if (pending == null || tariff == null) {
            json.empty();
            return;
        }
        json.beginObject();
        json.field("id").number(tariff.id());
        json.field("name").text(tariff.name());
        json.field("from").text(pending.from().toString());
        json.endObject();
    }

    private static @Nullable String instant(@Nullable Instant at) {
        return at == null ? null : WireInstant.of(at);
    }

    private static @Nullable String date(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
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
