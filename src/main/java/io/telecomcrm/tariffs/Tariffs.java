package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door: every change of a tariff, by a person or another feature, comes through here. */
@Service
public class Tariffs {

    public static final String VIEW = "tariffs.view";
    public static final String EDIT = "tariffs.edit";

    private final TariffRepository tariffs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tariffs(TariffRepository tariffs, ApplicationEventPublisher events, Clock clock) {
        this.tariffs = tariffs;
        this.events = events;
        this.clock = clock;
    }

    /** For other features, which have asked for the rights their own use case needs. */
    public Tariff get(long id) {
        return tariffs.get(id);
    }

    /** What is sold, by name. */
    public List<Tariff> active() {
        return tariffs.active().stream().map(TariffLine::tariff).toList();
    }

    /** The tariff for a contract that is about to be served by it: sellable, and from now on it counts as used for good. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Tariff sell(long id) {
        var tariff = sellable(id);
        tariffs.markUsed(id, clock.instant());
        return tariff;
    }

    /**
     * The tariff for a draft that is about to be written with it, in the same transaction: until that ends nobody
     * archives or changes it. It counts as used as long as the draft has it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Tariff sellable(long id) {
        var tariff = tariffs.hold(id);
        if (!tariff.isActive()) {
            throw new Refusal(new Text("tariff_archived", tariff.name()), tariff.status(), List.of("restore"));
        }
        return tariff;
    }

    @Transactional
    public Tariff create(TariffDetails details) {
        Actor.current().demand(EDIT);
        var tariff = tariffs.add(details, clock.instant()).orElseThrow(Tariffs::nameTaken);
        events.publishEvent(TariffChanged.created(tariff));
        return tariff;
    }

    /**
     * Changes the details. Fee and options count from each contract's next period, which the charge reads them for; the
     * period itself is fixed once a contract has it.
     *
     * @param version the one the caller has seen; null to overwrite whatever is there
     * @param change makes the new details of the present ones
     */
    @Transactional
    public Tariff update(long id, @Nullable Long version, UnaryOperator<TariffDetails> change) {
        Actor.current().demand(EDIT);
        var before = fresh(id, version);
        var details = change.apply(before.details());
        if (details.equals(before.details())) {
            return before;
        }
        if (details.period() != before.period() && tariffs.isUsed(id)) {
            throw new Refusal(
                    new Text("tariff_period_fixed"),
                    before.status(),
                    List.of(before.isActive() ? "archive" : "restore"));
        }
        var after = tariffs.update(before, details, clock.instant()).orElseThrow(Tariffs::nameTaken);
        events.publishEvent(TariffChanged.updated(before, after));
        return after;
    }

    /** Takes it out of the catalogue; the contracts that have it keep it. */
    @Transactional
    public Tariff archive(long id, @Nullable Long version) {
        return move(id, version, false);
    }

    /** Sells it again. */
    @Transactional
    public Tariff restore(long id, @Nullable Long version) {
        return move(id, version, true);
    }

    /** Forgets a tariff that no contract has, and that none was ever served by. */
    @Transactional
    public void delete(long id, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var tariff = fresh(id, version);
        if (tariffs.isUsed(id)) {
            throw new Refusal(
                    new Text("tariff_in_use"), tariff.status(), List.of(tariff.isActive() ? "archive" : "restore"));
        }
        tariffs.delete(id);
        events.publishEvent(TariffChanged.deleted(tariff));
    }

    /** Fills an empty catalogue with tariffs as operators sell and sold them. */
    @Transactional
    public void demo() {
        tariffs.load(DemoTariffs.CATALOGUE, DemoTariffs.ARCHIVED, clock.instant());
        events.publishEvent(new TariffsLoaded(DemoTariffs.CATALOGUE.size()));
    }

    private Tariff move(long id, @Nullable Long version, boolean isActive) {
        Actor.current().demand(EDIT);
        var before = fresh(id, version);
        if (before.isActive() == isActive) {
            throw new Refusal(
                    new Text(isActive ? "tariff_not_archived" : "tariff_already_archived"),
                    before.status(),
                    List.of(isActive ? "archive" : "restore"));
        }
        var after = tariffs.move(before, isActive, clock.instant());
        events.publishEvent(TariffChanged.moved(after));
        return after;
    }

    private Tariff fresh(long id, @Nullable Long version) {
        var tariff = tariffs.lock(id);
        if (version != null && version != tariff.version()) {
            throw new Stale("tariff", id);
        }
        return tariff;
    }

    private static Invalid nameTaken() {
        return new Invalid("name", "tariff.name_taken");
    }
}
