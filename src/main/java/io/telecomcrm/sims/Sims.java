package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.SIM;

import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door: every change of a card, by a person or another feature, comes through here. The verbs that move a contract's
 * card are for contracts: they have asked for the right, hold the contract's lock, and decide.
 */
@Service
public class Sims {

    public static final String VIEW = "sims.view";
    public static final String EDIT = "sims.edit";
    public static final String CLOSE = "sims.close";
    public static final String SECRETS = "sims.secrets";

    private final SimRepository sims;
    private final Numbers numbers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sims(SimRepository sims, Numbers numbers, ApplicationEventPublisher events, Clock clock) {
        this.sims = sims;
        this.numbers = numbers;
        this.events = events;
        this.clock = clock;
    }

    public Sim get(long id) {
        return sims.get(id);
    }

    public Optional<Sim> find(Iccid iccid) {
        return sims.find(SIM.ICCID.eq(iccid));
    }

    /** The card that carries the number now. */
    public Optional<Sim> find(Msisdn number) {
        return sims.find(SIM.MSISDN.eq(number).and(SIM.STATUS.ne(SimStatus.CLOSED)));
    }

    /** The card that the contract reserved, uses, or used until its end. */
    public Optional<Sim> ofContract(long contractId) {
        return sims.find(SIM.CONTRACT_ID.eq(contractId));
    }

    /** Holds a card back for a draft. */
    @Transactional
    public Sim reserve(long simId, long contractId) {
        var sim = sims.lock(simId);
        var reserved = sim.reserve(contractId);
        if (ofContract(contractId).isPresent()) {
            throw sim.refusal("contract_has_sim");
        }
        return move(SimMove.BOUND, sim, reserved, null);
    }

    /** The draft's card goes back to stock; nothing happens where there is none. */
    @Transactional
    public void release(long contractId) {
        lockOf(contractId).ifPresent(sim -> move(SimMove.UNBOUND, sim, sim.release(), null));
    }

    /** The reserved cards of the contracts begin to work. */
    @Transactional
    public void activate(Collection<Long> contractIds) {
        moveAll(SimMove.ACTIVATED, contractIds, Sim::activate, null);
    }

    @Transactional
    public void block(Collection<Long> contractIds, @Nullable String reason) {
        moveAll(SimMove.BLOCKED, contractIds, Sim::block, reason);
    }

    @Transactional
    public void unblock(Collection<Long> contractIds, @Nullable String reason) {
        moveAll(SimMove.UNBLOCKED, contractIds, Sim::unblock, reason);
    }

    /** The contracts have ended: their cards never work again, their numbers rest. */
    @Transactional
    public void retire(Collection<Long> contractIds, @Nullable String reason) {
        var retired = moveAll(SimMove.CLOSED, contractIds, Sim::retire, reason);
        var left = new TreeSet<String>();
        retired.forEach(sim -> left.add(String.valueOf(sim.msisdn())));
        numbers.rest(left.stream().map(Msisdn::new).toList());
    }

    /** A new card takes over contract, number and state of the old one, which never works again. */
    @Transactional
    public Sim replace(long contractId, long newSimId, String reason) {
        var locked = sims.lock(SIM.ID.eq(newSimId).or(SIM.CONTRACT_ID.eq(contractId)));
        var old = locked.stream()
                .filter(sim -> Long.valueOf(contractId).equals(sim.contractId()))
                .findFirst()
                .orElseThrow(() -> new Refusal("contract_without_sim"));
        var next =
                locked.stream().filter(sim -> sim.id() == newSimId).findFirst().orElseGet(() -> sims.get(newSimId));
        var gone = old.giveWay();
        var taken = next.takeOver(old);
        move(SimMove.REPLACED, old, gone, reason);
        return move(SimMove.TOOK_OVER, next, taken, reason);
    }

    /** The contract's card gets another number; the old one rests. */
    @Transactional
    public Sim changeNumber(long contractId, Msisdn number) {
        var sim = lockOf(contractId).orElseThrow(() -> new Refusal("contract_without_sim"));
        var renumbered = sim.renumber(number);
        if (number.equals(sim.msisdn())) {
            return sim;
        }
        numbers.claim(number);
        var changed = move(SimMove.NUMBER_CHANGED, sim, renumbered, null);
        if (sim.msisdn() != null) {
            numbers.rest(Set.of(sim.msisdn()));
        }
        events.publishEvent(new SimNumberChanged(sim.id(), contractId, sim.msisdn(), number));
        return changed;
    }

    /** A card in stock is given up for good. */
    @Transactional
    public Sim close(long simId, @Nullable String reason) {
        var sim = sims.lock(simId);
        return move(SimMove.CLOSED, sim, sim.close(), reason);
    }

    private Optional<Sim> lockOf(long contractId) {
        return sims.lock(SIM.CONTRACT_ID.eq(contractId)).stream().findFirst();
    }

    private Sim move(SimMove move, Sim before, Sim after, @Nullable String reason) {
        var moved = sims.move(move, before, after, reason, clock.instant());
        events.publishEvent(new SimsMoved(move, List.of(before), List.of(moved), reason));
        return moved;
    }

    /** All of them or none: the contracts are locked, so a card in another state is a mistake of the caller. */
    private List<Sim> moveAll(
            SimMove move, Collection<Long> contractIds, UnaryOperator<Sim> verb, @Nullable String reason) {
        var before = sims.lock(SIM.CONTRACT_ID.in(contractIds));
        if (before.size() < Set.copyOf(contractIds).size()) {
            throw new Refusal("contract_without_sim");
        }
        if (before.isEmpty()) {
            return before;
        }
        var after = new ArrayList<Sim>();
        before.forEach(sim -> after.add(verb.apply(sim)));
        sims.move(move, before, after.getFirst().status(), reason, clock.instant());
        events.publishEvent(new SimsMoved(move, before, after, reason));
        return after;
    }
}
