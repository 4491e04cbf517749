package io.telecomcrm.contracts;

import io.telecomcrm.customers.Customer;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door: every change of a contract, by a person, a job or another feature, comes through here. Rows are locked in one
 * order: the contract, its SIM card, the number, the customer, their document. A command tells what happened last, and
 * answers with what the contract then is, for those who hear of it may have moved it on.
 */
@Service
public class Contracts {

    public static final String VIEW = "contracts.view";
    public static final String EDIT = "contracts.edit";
    public static final String ACTIVATE = "contracts.activate";
    public static final String TERMINATE = "contracts.terminate";
    public static final String CHANGE_TARIFF = "contracts.change_tariff";
    public static final String REPLACE_SIM = "contracts.replace_sim";
    public static final String CHANGE_NUMBER = "contracts.change_number";
    public static final String CHANGE_CUSTOMER = "contracts.change_customer";
    public static final String CREDIT_LIMIT = "contracts.credit_limit";

    /** The right to give credit for a payment that is promised. */
    public static final String PROMISE = "promised_payments.give";

    /** The right to the one block that is set on a card as well. */
    static final String LOST_SIM = "blocks.lost_sim";

    static final int LONGEST_NOTE = 500;

    /** No mobile network in Russia is older. */
    private static final LocalDate EARLIEST_SIGNING = LocalDate.of(1991, 1, 1);

    private final ContractRepository contracts;
    private final DemoContractRepository demos;
    private final ContractMoves moves;
    private final Customers customers;
    private final Tariffs tariffs;
    private final Sims sims;
    private final ObjectProvider<Billing> billing;
    private final ContractSettings settings;
    private final CrmSettings crm;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Contracts(
            ContractRepository contracts,
            DemoContractRepository demos,
            ContractMoves moves,
            Customers customers,
            Tariffs tariffs,
            Sims sims,
            ObjectProvider<Billing> billing,
            ContractSettings settings,
            CrmSettings crm,
            ApplicationEventPublisher events,
            Clock clock) {
        this.contracts = contracts;
        this.demos = demos;
        this.moves = moves;
        this.customers = customers;
        this.tariffs = tariffs;
        this.sims = sims;
        this.billing = billing;
        this.settings = settings;
        this.crm = crm;
        this.events = events;
        this.clock = clock;
    }

    public Contract get(long id) {
        Actor.current().demand(VIEW);
        return contracts.get(id);
    }

    /** The contract with all that it ties. */
    public ContractCard card(long id) {
        Actor.current().demand(VIEW);
        return contracts.card(id);
    }

    public Optional<Contract> find(ContractNumber number) {
        Actor.current().demand(VIEW);
        return contracts.find(number);
    }

    /** Contracts that a text describes: a part of a number, of the customer's name, of the line's number; a few of many. */
    public List<ContractCard> find(String text, int most) {
        Actor.current().demand(VIEW);
        return contracts.find(text, most);
    }

    /** How many contracts there are of each status. */
    public Map<ContractStatus, Long> counts() {
        return contracts.counts();
    }

    /** The contract, which nobody else changes or deletes until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Contract lock(long id) {
        return contracts.lock(id);
    }

    /** Draws a contract up; the SIM card is held back for it. */
    @Transactional
    public Contract create(ContractDetails details) {
        Actor.current().demand(EDIT);
        checkSigned(details.signedOn());
        if (details.simId() != null) {
            sims.lock(details.simId());
        }
        var customer = customers.lock(details.customerId());
        var tariff = tariffs.sellable(details.tariffId());
        var contract = add(details.terms());
        var sim = details.simId() == null ? null : sims.reserve(details.simId(), contract.id());
        contracts.indexForSearch(List.of(contract.id()));
        var changes = new LinkedHashMap<String, Change>();
        changes.put("number", new Change(null, contract.number().value()));
        changes.put("status", new Change(null, contract.status().code()));
        changes.put("customer", new Change(null, customer.id()));
        changes.put("tariff", new Change(null, tariff.name()));
        changes.put("signed_on", new Change(null, details.signedOn().toString()));
        if (sim != null) {
            changes.put("sim", new Change(null, sim.iccid().value()));
        }
        return tell(new ContractEvent.Created(contract, changes), null, null);
    }

    /**
     * Changes a draft. Of a contract that is none any more nothing can be changed this way, and each field has a command
     * of its own, which the refusal names.
     *
     * @param version the one the caller has seen; null to overwrite whatever is there
     * @param change makes the new details of the present ones
     */
    @Transactional
    public Contract edit(long id, @Nullable Long version, UnaryOperator<ContractDetails> change) {
        Actor.current().demand(EDIT);
        var before = fresh(id, version);
        var sim = sims.ofContract(id);
        var was = new ContractDetails(
                before.customerId(),
                sim.map(Sim::id).orElse(null),
                before.tariffId(),
                before.terms().signedOn());
        var details = change.apply(was);
        if (details.equals(was)) {
            return before;
        }
        if (before.status() != ContractStatus.DRAFT) {
            throw before.refusal(insteadOfEditing(was, details));
        }
        if (!was.signedOn().equals(details.signedOn())) {
            checkSigned(details.signedOn());
        }
        var changes = new LinkedHashMap<String, Change>();
        if (!Objects.equals(was.simId(), details.simId())) {
            changes.put("sim", new Change(sim.map(card -> card.iccid().value()).orElse(null), rebind(id, details)));
        }
        if (was.customerId() != details.customerId()) {
            customers.lock(details.customerId());
            changes.put("customer", new Change(was.customerId(), details.customerId()));
        }
        if (was.tariffId() != details.tariffId()) {
            var tariff = tariffs.sellable(details.tariffId());
            changes.put("tariff", new Change(tariffs.get(was.tariffId()).name(), tariff.name()));
        }
        if (!was.signedOn().equals(details.signedOn())) {
            changes.put(
                    "signed_on",
                    new Change(was.signedOn().toString(), details.signedOn().toString()));
        }
        var after = contracts.update(before, before.edit(details.terms()), clock.instant());
        contracts.indexForSearch(List.of(id));
        return tell(new ContractEvent.Updated(after, changes), before, null);
    }

    /** Also changes how far below zero the balance may go, which is open after the draft, and to others. */
    @Transactional
    public Contract edit(
            long id, @Nullable Long version, UnaryOperator<ContractDetails> change, @Nullable Money creditLimit) {
        var edited = edit(id, version, change);
        return creditLimit == null || creditLimit.equals(edited.creditLimit())
                ? edited
                : limitCredit(id, null, creditLimit);
    }

    /**
     * Binds a card in stock to a draft without one.
     *
     * @param version of the card
     */
    @Transactional
    public Contract bindSim(long id, long simId, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var before = contracts.lock(id);
        told(sims.lock(simId, version), () -> before.only(ContractCommand.BIND_SIM));
        var sim = sims.reserve(simId, id);
        var after = contracts.touch(before, clock.instant());
        contracts.indexForSearch(List.of(id));
        return tell(
                new ContractEvent.Updated(
                        after, Map.of("sim", new Change(null, sim.iccid().value()))),
                before,
                null);
    }

    /** The card that a draft holds back returns to stock. */
    @Transactional
    public void unbindSim(long simId, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var before = lockOf(simId, version, "sim_not_reserved");
        var sim = sims.get(simId);
        told(sim, () -> before.only(ContractCommand.UNBIND_SIM));
        sims.release(before.id());
        var after = contracts.touch(before, clock.instant());
        contracts.indexForSearch(List.of(before.id()));
        tell(
                new ContractEvent.Updated(
                        after, Map.of("sim", new Change(sim.iccid().value(), null))),
                before,
                null);
    }

    /** The service begins. */
    @Transactional
    public Contract activate(long id, @Nullable Long version) {
        return activate(id, version, Shown.NOTHING);
    }

    @Transactional
    public Contract activate(long id, @Nullable Long version, Shown shown) {
        Actor.current().demand(ACTIVATE);
        var before = fresh(id, version);
        var after = before.activate(clock.instant(), today());
        var sim = sims.ofContract(id).orElseThrow(() -> before.refusal("sim_missing"));
        if (sim.msisdn() == null) {
            throw before.refusal("sim_without_number", sim.iccid().display());
        }
        shown.check(before, sim.msisdn());
        sims.activate(List.of(id));
        checkCustomer(
                before, customers.lock(before.customerId()), before.terms().signedOn());
        shown.check(before, told(before, () -> tariffs.sell(before.tariffId())));
        var activated = contracts.update(before, after, clock.instant());
        follow(before, activated);
        var changes = changes(before, activated);
        changes.put("msisdn", new Change(null, sim.msisdn().value()));
        return tell(new ContractEvent.Activated(activated, changes), before, null);
    }

    /** Forgets a draft; its card returns to stock. */
    @Transactional
    public void delete(long id, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var before = fresh(id, version);
        before.only(ContractCommand.DELETE);
        if (moves.isUsed(id)) {
            throw before.refusal("contract_in_use");
        }
        forget(before);
    }

    /**
     * Suspends the service.
     *
     * @param until the first day of service again, of a block wished by the subscriber; without it such a block lasts as
     *     long as the subscriber may wish
     */
    @Transactional
    public Contract block(
            long id, @Nullable Long version, BlockReason reason, @Nullable LocalDate until, @Nullable String note) {
        demandRightTo(reason);
        checkUntil(reason, until);
        return block(caughtUp(fresh(id, version), today()), reason, until, note);
    }

    /** Lifts a block; the service resumes when it was the last one. */
    @Transactional
    public Contract unblock(long id, @Nullable Long version, BlockReason reason) {
        demandRightTo(reason);
        var before = fresh(id, version);
        before.only(ContractCommand.UNBLOCK);
        if (reason == BlockReason.DEBT) {
            throw before.refusal("block_debt");
        }
        return lift(before, reason, null);
    }

    /** The subscriber lost the card: the contract is blocked for it. */
    @Transactional
    public void blockSim(long simId, @Nullable Long version, @Nullable String note) {
        demandRightTo(BlockReason.LOST_SIM);
        var before = lockOf(simId, version, "sim_not_in_service");
        told(sims.get(simId), () -> block(caughtUp(before, today()), BlockReason.LOST_SIM, null, note));
    }

    /** The subscriber found the card. */
    @Transactional
    public void unblockSim(long simId, @Nullable Long version, @Nullable String note) {
        demandRightTo(BlockReason.LOST_SIM);
        var before = lockOf(simId, version, "sim_not_in_service");
        told(sims.get(simId), () -> {
            before.only(ContractCommand.UNBLOCK);
            lift(before, BlockReason.LOST_SIM, note);
        });
    }

    /** Gives a card in stock up for good. */
    @Transactional
    public void closeSim(long simId, @Nullable Long version, @Nullable String reason) {
        Actor.current().demand(Sims.CLOSE);
        sims.close(simId, version, reason);
    }

    /** Ends the contract: blocks end, the card never works again, its number rests. */
    @Transactional
    public Contract terminate(long id, @Nullable Long version, TerminationReason reason, @Nullable String note) {
        Actor.current().demand(TERMINATE);
        var before = caughtUp(fresh(id, version), today());
        var after = before.terminate(reason, clock.instant());
        if (reason == TerminationReason.DEBT && !billing().wasWarnedOfDebt(id, noticeDue())) {
            throw before.refusal("debt_notice_missing", settings.debtNoticeMonths());
        }
        if (before.status() == ContractStatus.DRAFT && !billing().isSettled(id)) {
            throw before.refusal("contract_unsettled");
        }
        var terminated = contracts.update(before, after, clock.instant());
        if (before.status() == ContractStatus.DRAFT) {
            sims.release(id);
            contracts.indexForSearch(List.of(id));
        } else {
            sims.retire(List.of(id), reason.code());
        }
        follow(before, terminated);
        var changes = changes(before, terminated);
        changes.put("termination_reason", new Change(null, reason.code()));
        return tell(new ContractEvent.Terminated(terminated, before, changes), before, note);
    }

    /** Changes the tariff, now or with the next period. */
    @Transactional
    public Contract changeTariff(long id, @Nullable Long version, long tariffId, TariffChangeTime when) {
        return changeTariff(id, version, tariffId, when, Shown.NOTHING);
    }

    @Transactional
    public Contract changeTariff(long id, @Nullable Long version, long tariffId, TariffChangeTime when, Shown shown) {
        Actor.current().demand(CHANGE_TARIFF);
        // a period that would begin today begins with the new tariff
        var before = caughtUp(fresh(id, version), when == TariffChangeTime.NOW ? today().minusDays(1) : today());
        before.only(ContractCommand.CHANGE_TARIFF);
        if (tariffId == before.tariffId()) {
            throw before.refusal("tariff_same", tariffs.get(tariffId).name());
        }
        var old = tariffs.get(before.tariffId());
        var tariff = told(before, () -> tariffs.sell(tariffId));
        shown.check(before, tariff);
        if (when == TariffChangeTime.NOW) {
            var anchor = before.status() == ContractStatus.ACTIVE ? today() : null;
            return changeTariff(before, before.changeTariff(tariffId, anchor), old.name(), tariff.name(), true);
        }
        if (before.terms().pendingTariff() != null) {
            throw before.refusal("tariff_change_pending");
        }
        // where nothing is paid for any more, the next period begins with the service
        var from = before.status() == ContractStatus.SUSPENDED && billing().isDue(id, today())
                ? today()
                : new BillingPeriods(
                                old.period(),
                                Objects.requireNonNull(before.state().anchorOn()))
                        .nextStart(today());
        var planned = contracts.update(before, before.planTariff(new PendingTariff(tariffId, from)), clock.instant());
        var changes = new LinkedHashMap<String, Change>();
        changes.put("pending_tariff", new Change(null, tariff.name()));
        changes.put("from", new Change(null, from.toString()));
        return tell(new ContractEvent.TariffChangePlanned(planned, changes), before, null);
    }

    @Transactional
    public Contract cancelTariffChange(long id, @Nullable Long version) {
        Actor.current().demand(CHANGE_TARIFF);
        // one that has begun, though no run has come to it yet, stays
        var before = caughtUp(fresh(id, version), today());
        var after = contracts.update(before, before.cancelTariffChange(), clock.instant());
        var pending = Objects.requireNonNull(before.terms().pendingTariff());
        var changes = Map.of(
                "pending_tariff", new Change(tariffs.get(pending.tariffId()).name(), null));
        return tell(new ContractEvent.TariffChangeCancelled(after, changes), before, null);
    }

    /** How far below zero the balance may go before the service stops. */
    @Transactional
    public Contract limitCredit(long id, @Nullable Long version, Money limit) {
        Actor.current().demand(CREDIT_LIMIT);
        var seen = fresh(id, version);
        if (limit.isNegative()) {
            throw new Invalid("credit_limit", "money.invalid");
        }
        var before = limit.compareTo(seen.creditLimit()) < 0 ? caughtUp(seen, today()) : seen;
        var after = before.limitCredit(limit);
        if (after.equals(before)) {
            return before;
        }
        var limited = contracts.update(before, after, clock.instant());
        var change = new Change(before.creditLimit().wire(), limit.wire());
        return tell(new ContractEvent.CreditLimitChanged(limited, Map.of("credit_limit", change)), before, null);
    }

    /** The subscriber promises a payment, and is given credit for it until a day. */
    @Transactional
    public Contract promise(long id, @Nullable Long version, Money amount) {
        Actor.current().demand(PROMISE);
        var before = fresh(id, version);
        before.only(ContractCommand.PROMISE);
        told(before, () -> {
            billing().promise(contracts.card(id), amount);
            return before;
        });
        return contracts.get(id);
    }

    /** Notes in a contract's history what billing did about a promise. */
    @Transactional
    public void tellOfPromise(long id, boolean given, Map<String, Change> changes) {
        var contract = contracts.touch(contracts.lock(id), clock.instant());
        tell(
                given
                        ? new ContractEvent.PaymentPromised(contract, changes)
                        : new ContractEvent.PromiseEnded(contract, changes),
                contract,
                null);
    }

    /** Another card takes over the number; a block for the lost one ends. */
    @Transactional
    public Contract replaceSim(long id, @Nullable Long version, long simId, ReplacementReason reason) {
        Actor.current().demand(REPLACE_SIM);
        return replaceSim(fresh(id, version), simId, reason);
    }

    /** The same of the line that a card serves; not of another card that took its place meanwhile. */
    @Transactional
    public Contract replaceCard(long simId, long nextId, ReplacementReason reason) {
        Actor.current().demand(REPLACE_SIM);
        return replaceSim(lockOf(simId, null, "sim_not_in_service"), nextId, reason);
    }

    private Contract replaceSim(Contract before, long simId, ReplacementReason reason) {
        var id = before.id();
        before.only(ContractCommand.REPLACE_SIM);
        var old = sims.ofContract(id).orElseThrow(() -> before.refusal("sim_missing"));
        var next = told(before, () -> sims.replace(id, simId, reason.code()));
        var after = contracts.touch(before, clock.instant());
        var changes = new LinkedHashMap<String, Change>();
        changes.put("sim", new Change(old.iccid().value(), next.iccid().value()));
        changes.put("reason", new Change(null, reason.code()));
        var told = tell(new ContractEvent.SimReplaced(after, changes), before, null);
        return told.block(BlockReason.LOST_SIM).isEmpty() ? told : lift(told, BlockReason.LOST_SIM, null);
    }

    /** Another number for the same card. */
    @Transactional
    public Contract changeNumber(long id, @Nullable Long version, Msisdn number) {
        Actor.current().demand(CHANGE_NUMBER);
        var before = fresh(id, version);
        before.only(ContractCommand.CHANGE_NUMBER);
        var old = sims.ofContract(id).orElseThrow(() -> before.refusal("sim_missing"));
        if (number.equals(old.msisdn())) {
            throw before.refusal("number_same", number.display());
        }
        told(before, () -> sims.changeNumber(id, number));
        var after = contracts.touch(before, clock.instant());
        var was = old.msisdn() == null ? null : old.msisdn().value();
        return tell(
                new ContractEvent.NumberChanged(after, Map.of("msisdn", new Change(was, number.value()))),
                before,
                null);
    }

    /** The contract goes over to another customer, with its number, card, tariff and balance. */
    @Transactional
    public Contract changeCustomer(long id, @Nullable Long version, long customerId) {
        Actor.current().demand(CHANGE_CUSTOMER);
        var before = caughtUp(fresh(id, version), today());
        before.only(ContractCommand.CHANGE_CUSTOMER);
        if (customerId == before.customerId()) {
            throw before.refusal("customer_same");
        }
        if (before.isInDebt()) {
            throw before.refusal("contract_in_debt");
        }
        var parties = new LinkedHashMap<Long, Customer>();
        new TreeSet<>(Set.of(customerId, before.customerId()))
                .forEach(party -> parties.put(party, customers.lock(party)));
        var next = Objects.requireNonNull(parties.get(customerId));
        checkCustomer(before, next, today());
        var after = contracts.update(before, before.changeCustomer(customerId), clock.instant());
        contracts.indexForSearch(List.of(id));
        customers.followContracts(parties.keySet());
        var changes = Map.of("customer", new Change(before.customerId(), customerId));
        return tell(new ContractEvent.CustomerChanged(after, before, changes), before, null);
    }

    /**
     * Sets a block of many contracts, for billing; those that have it, or are not in service, stay as they are. Asks for
     * no right: the one who causes a debt, by whatever they do, needs none to block for it.
     */
    @Transactional
    public void block(Collection<Long> ids, BlockReason reason) {
        var block =
                new Block(reason, clock.instant(), null, null, Actor.current().username());
        var todo = contracts.lock(ids).stream()
                .filter(contract ->
                        contract.isInService() && contract.block(reason).isEmpty())
                .toList();
        if (todo.isEmpty()) {
            return;
        }
        var stopped = todo.stream()
                .filter(contract -> contract.status() == ContractStatus.ACTIVE)
                .toList();
        contracts.block(todo, stopped, block, block.since());
        if (!stopped.isEmpty()) {
            sims.block(ids(stopped), reason.code());
        }
        told(todo, stopped, ContractStatus.SUSPENDED, reason, false);
    }

    /** Lifts a block of many contracts, for billing, which has charged what was due; those without it stay as they are. */
    @Transactional
    public void unblock(Collection<Long> ids, BlockReason reason) {
        var todo = contracts.lock(ids).stream()
                .filter(contract -> contract.block(reason).isPresent())
                .toList();
        if (todo.isEmpty()) {
            return;
        }
        var resumed =
                todo.stream().filter(contract -> contract.blocks().size() == 1).toList();
        contracts.unblock(todo, resumed, reason, clock.instant());
        if (!resumed.isEmpty()) {
            sims.unblock(ids(resumed), reason.code());
        }
        told(todo, resumed, ContractStatus.ACTIVE, reason, true);
    }

    /** Lifts the block for debt, for billing; a period that is due begins if it was the last block. */
    @Transactional
    public void liftDebt(long id) {
        var before = contracts.lock(id);
        if (before.block(BlockReason.DEBT).isPresent()) {
            lift(before, BlockReason.DEBT, null);
        }
    }

    /** Makes planned changes of tariff whose day has come, for billing, before it charges the periods they begin with. */
    @Transactional
    public void startPendingTariffs(Collection<Long> ids) {
        ids.forEach(this::startPendingTariff);
    }

    /** The tariff by which a contract is charged. */
    public long tariffOf(long id) {
        return contracts.get(id).tariffId();
    }

    /** Two customers became one: the contracts of the other, drafts and terminated ones too, move whole to the survivor. */
    @Transactional
    void moveAll(long from, long to) {
        var moved = contracts.lock(contracts.idsOf(Set.of(from)));
        contracts.moveTo(to, moved, clock.instant());
        contracts.indexForSearch(ids(moved));
        contracts.remember(
                moved,
                contracts.line(
                        null,
                        null,
                        "customer_changed",
                        Map.of("customer", new Change(from, to)),
                        null,
                        clock.instant()));
        customers.followContracts(Set.of(from, to));
    }

    /**
     * Fills the database with contracts made up by {@link DemoContracts} for the customers there are, all or none, and
     * gives them the made-up cards.
     *
     * @param progress told again and again how many there are so far
     */
    @Transactional
    public void demo(long count, long seed, LongConsumer progress) {
        var sold = tariffs.active().stream()
                .map(tariff -> tariffs.sell(tariff.id()))
                .toList();
        var demo = new DemoContracts(seed, count, clock.instant(), crm.zone(), sold);
        demos.load(demo, count, index -> Sims.demoNumber(index, seed), progress);
        sims.demoBind();
        customers.followAllContracts();
        events.publishEvent(new ContractsLoaded(count));
    }

    /** Lifts a block whose last day has passed, if it still is so. */
    @Transactional
    void endBlock(long id) {
        var before = contracts.lock(id);
        for (var block : before.blocks()) {
            if (block.until() != null && !block.until().isAfter(today())) {
                before = lift(before, block.reason(), null);
            }
        }
    }

    private void startPendingTariff(long id) {
        var before = contracts.lock(id);
        var pending = before.terms().pendingTariff();
        if (pending == null || pending.from().isAfter(today())) {
            return;
        }
        var old = tariffs.get(before.tariffId());
        var tariff = tariffs.get(pending.tariffId());
        // periods of another length are counted anew from the day of the change
        var anchor = tariff.period() == old.period() ? null : pending.from();
        changeTariff(before, before.changeTariff(tariff.id(), anchor), old.name(), tariff.name(), false);
    }

    /** Removes a draft that nobody has touched for long, if it still is so and nothing hangs on it. */
    @Transactional
    void removeOldDraft(long id) {
        var before = contracts.lock(id);
        var touched = contracts.touchedAt(id);
        if (before.status() == ContractStatus.DRAFT
                && touched != null
                && touched.isBefore(draftsExpire())
                && !moves.isUsed(id)) {
            forget(before);
        }
    }

    Instant draftsExpire() {
        return clock.instant().minus(java.time.Duration.ofDays(settings.draftDays()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), crm.zone());
    }

    private Contract add(ContractTerms terms) {
        while (true) {
            var number = ContractNumber.of(ThreadLocalRandom.current().nextLong());
            var added = contracts.add(number, terms, clock.instant());
            if (added.isPresent()) {
                return added.get();
            }
        }
    }

    private @Nullable String rebind(long id, ContractDetails details) {
        sims.release(id);
        return details.simId() == null
                ? null
                : sims.reserve(details.simId(), id).iccid().value();
    }

    private static String insteadOfEditing(ContractDetails was, ContractDetails wanted) {
        if (was.customerId() != wanted.customerId()) {
            return "contract_customer_fixed";
        }
        if (was.tariffId() != wanted.tariffId()) {
            return "contract_tariff_fixed";
        }
        return Objects.equals(was.simId(), wanted.simId()) ? "contract_signed_on_fixed" : "contract_sim_fixed";
    }

    private void forget(Contract draft) {
        sims.release(draft.id());
        var number = new Change(draft.number().value(), null);
        // before it is gone, so that others let go of it
        events.publishEvent(new ContractEvent.Deleted(draft, Map.of("number", number)));
        contracts.delete(draft);
    }

    private Contract block(Contract before, BlockReason reason, @Nullable LocalDate until, @Nullable String note) {
        before.only(ContractCommand.BLOCK);
        if (reason == BlockReason.DEBT) {
            throw before.refusal("block_debt");
        }
        var now = clock.instant();
        var end = reason == BlockReason.VOLUNTARY && before.block(reason).isEmpty() ? lastDay(before, until) : null;
        var block = new Block(reason, now, end, note, Actor.current().username());
        var blocked = contracts.update(before, before.block(block), now);
        if (before.status() == ContractStatus.ACTIVE) {
            sims.block(List.of(before.id()), reason.code());
        }
        follow(before, blocked);
        var changes = changes(before, blocked);
        changes.put("block", new Change(null, reason.code()));
        if (end != null) {
            changes.put("until", new Change(null, end.toString()));
        }
        return tell(new ContractEvent.Blocked(blocked, reason, changes), before, note);
    }

    private Contract lift(Contract contract, BlockReason reason, @Nullable String note) {
        var before = contract;
        var after = contract.unblock(reason);
        if (after.status() == ContractStatus.ACTIVE) {
            var today = today();
            var begins = billing().chargeDue(contract.id(), today);
            // the charge may have left a debt, which is a block of its own
            before = contracts.lock(contract.id());
            after = begins ? before.startPeriod(today).unblock(reason) : before.unblock(reason);
        }
        var unblocked = contracts.update(before, after, clock.instant());
        if (unblocked.status() == ContractStatus.ACTIVE) {
            sims.unblock(List.of(contract.id()), reason.code());
        }
        follow(before, unblocked);
        var changes = changes(before, unblocked);
        changes.put("block", new Change(reason.code(), null));
        return tell(new ContractEvent.Unblocked(unblocked, reason, changes), before, note);
    }

    private void checkSigned(LocalDate day) {
        if (day.isAfter(today())) {
            throw new Invalid("signed_on", "signed_on.future");
        }
        if (day.isBefore(EARLIEST_SIGNING)) {
            throw new Invalid("signed_on", "signed_on.too_early", EARLIEST_SIGNING.getYear());
        }
    }

    private static void checkUntil(BlockReason reason, @Nullable LocalDate until) {
        if (until != null && reason != BlockReason.VOLUNTARY) {
            throw new Invalid("until", "block_until.voluntary_only");
        }
    }

    /** The first day of service after a block at the subscriber's wish, which may not last for ever. */
    private LocalDate lastDay(Contract contract, @Nullable LocalDate until) {
        var today = today();
        if (until != null && !until.isAfter(today)) {
            throw new Invalid("until", "block_until.past");
        }
        var spans = contracts.spans(contract.id(), BlockReason.VOLUNTARY, crm.zone(), today);
        var days = settings.voluntaryDays();
        var window = settings.voluntaryWindowDays();
        var latest = settings.voluntaryAllowance()
                .latestEnd(spans, today)
                .orElseThrow(() -> contract.refusal("voluntary_spent", days, window));
        if (until != null && until.isAfter(latest)) {
            throw contract.refusal("voluntary_too_long", days, window, latest);
        }
        return until == null ? latest : until;
    }

    private Contract changeTariff(Contract before, Contract after, String old, String name, boolean now) {
        var changed = contracts.update(before, after, clock.instant());
        var changes = Map.of("tariff", new Change(old, name));
        return tell(new ContractEvent.TariffChanged(changed, before, now, changes), before, null);
    }

    private void demandRightTo(BlockReason reason) {
        Actor.current().demand(VIEW);
        // nobody has a right to debt; that only billing sets it is a rule, which is told as one
        if (reason != BlockReason.DEBT) {
            Actor.current().demand(reason.permission());
        }
    }

    /** Refuses a customer who could not sign that day, lacks what a contract needs, or has all the numbers one may have. */
    private void checkCustomer(Contract contract, Customer customer, LocalDate signedOn) {
        moves.lockNumbers(customer);
        var obstacle = moves.customerObstacle(contract, customer, signedOn);
        if (obstacle != null) {
            var lacks = obstacle.code().equals(ContractMoves.INCOMPLETE);
            throw contract.refusal(obstacle, lacks ? customers.missing(customer, signedOn) : List.of());
        }
    }

    /** Takes the first payment of a contract that was just drawn up, in the transaction that activates it. */
    void takeFirst(long id, FirstPayment payment) {
        billing().takeFirst(id, payment);
    }

    FirstPayment.Limits firstPaymentLimits() {
        return billing().firstPaymentLimits();
    }

    private Billing billing() {
        return billing.getIfAvailable(() -> Billing.NONE);
    }

    private Instant noticeDue() {
        return clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minusMonths(settings.debtNoticeMonths())
                .toInstant();
    }

    private Contract fresh(long id, @Nullable Long version) {
        var contract = contracts.lock(id);
        if (version != null && version != contract.version()) {
            throw new Stale("contract", id);
        }
        return contract;
    }

    /** The contract once all that has begun by a day is charged: no command may make the days before it free of charge. */
    private Contract caughtUp(Contract contract, LocalDate day) {
        if (contract.status() != ContractStatus.ACTIVE || !billing().isDue(contract.id(), day)) {
            return contract;
        }
        billing().catchUp(contract.id(), day);
        return contracts.get(contract.id());
    }

    /** What others refuse, told of the contract that the command was for. */
    private static <T> T told(Contract contract, Supplier<T> step) {
        try {
            return step.get();
        } catch (Refusal refusal) {
            throw contract.refusal(refusal.text());
        }
    }

    /** What the contract refuses, told of its card, for which the command was. */
    private static void told(Sim sim, Runnable step) {
        try {
            step.run();
        } catch (Refusal refusal) {
            throw sim.refusal(refusal.text());
        }
    }

    /** The contract that a card belongs to, both locked; a card may have moved on until then. */
    private Contract lockOf(long simId, @Nullable Long version, String refusal) {
        var seen = sims.get(simId).contractId();
        var contract = seen == null ? null : contracts.lock(seen);
        var sim = sims.lock(simId, version);
        if (contract != null && Objects.equals(sim.contractId(), seen)) {
            return contract;
        }
        throw sim.refusal(new Text(refusal, sim.iccid().display()));
    }

    private void follow(Contract before, Contract after) {
        if (before.status() != after.status()) {
            customers.followContracts(Set.of(after.customerId()));
        }
    }

    private static LinkedHashMap<String, Change> changes(Contract before, Contract after) {
        var changes = new LinkedHashMap<String, Change>();
        if (before.status() != after.status()) {
            changes.put(
                    "status", new Change(before.status().code(), after.status().code()));
        }
        return changes;
    }

    /** Writes the history, lets everybody know, and reads what they made of it. */
    private Contract tell(ContractEvent event, @Nullable Contract before, @Nullable String note) {
        var after = event.contract();
        contracts.remember(
                List.of(after),
                contracts.line(
                        before == null ? null : before.status(),
                        after.status(),
                        event.what(),
                        event.changes(),
                        note,
                        clock.instant()));
        events.publishEvent(event);
        return contracts.get(after.id());
    }

    /** @param moved those whose status the block changed */
    private void told(List<Contract> all, List<Contract> moved, ContractStatus to, BlockReason reason, boolean lifted) {
        var what = lifted ? "unblocked" : "blocked";
        var change = Map.of("block", lifted ? new Change(reason.code(), null) : new Change(null, reason.code()));
        var others =
                all.stream().filter(Predicate.not(Set.copyOf(moved)::contains)).toList();
        if (!others.isEmpty()) {
            contracts.remember(others, contracts.line(null, null, what, change, null, clock.instant()));
        }
        if (!moved.isEmpty()) {
            var from = moved.getFirst().status();
            contracts.remember(moved, contracts.line(from, to, what, change, null, clock.instant()));
            customers.followContracts(
                    moved.stream().map(Contract::customerId).distinct().toList());
        }
        events.publishEvent(new ContractsBlocked(ids(all), reason, lifted));
    }

    private static List<Long> ids(List<Contract> contracts) {
        return contracts.stream().map(Contract::id).toList();
    }
}
