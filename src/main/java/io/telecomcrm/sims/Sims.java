package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.SIM;
import static org.jooq.impl.DSL.noCondition;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Spaces;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

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

    static final int LONGEST_PURPOSE = 500;

    private static final int RENEWED_AT_ONCE = 500;
    private static final int DEMO_NUMBERED_PERCENT = 97;

    private final SimRepository sims;
    private final SimLists lists;
    private final DemoSimRepository demos;
    private final Numbers numbers;
    private final SimChanges changes;
    private final Keys keys;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Sims(
            SimRepository sims,
            SimLists lists,
            DemoSimRepository demos,
            Numbers numbers,
            SimChanges changes,
            Keys keys,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.sims = sims;
        this.lists = lists;
        this.demos = demos;
        this.numbers = numbers;
        this.changes = changes;
        this.keys = keys;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Takes a new card into stock. */
    @Transactional
    public Sim create(SimDetails details) {
        Actor.current().demand(EDIT);
        check(details, null);
        var sim = sims.add(details, sealed(details), clock.instant()).orElseThrow(() -> taken(details, null));
        events.publishEvent(new SimEvent("sim.created", sim.id(), changes.between(null, details)));
        return sim;
    }

    /**
     * Changes what is known of a card; which card it is and its number only until it works. Nothing is written, and no
     * version used up, where all stays as it was.
     *
     * @param version the one the caller has seen; null to overwrite whatever is there
     */
    @Transactional
    public Sim update(long id, @Nullable Long version, UnaryOperator<SimDetails> change) {
        Actor.current().demand(EDIT);
        var holder = sims.get(id).contractId();
        if (holder != null) {
            events.publishEvent(new SimChanging(holder));
        }
        var before = fresh(id, version);
        var known = details(before);
        var details = change.apply(known);
        if (details.equals(known)) {
            return before;
        }
        if (details.isAnotherThan(before) && before.status() != SimStatus.FREE) {
            throw before.refusal("sim_in_service");
        }
        check(details, before);
        var after = sims.update(before, details, sealed(details), clock.instant())
                .orElseThrow(() -> taken(details, before));
        events.publishEvent(new SimEvent("sim.updated", id, changes.between(known, details)));
        if (before.contractId() != null && !Objects.equals(before.msisdn(), after.msisdn())) {
            events.publishEvent(new SimNumberChanged(id, before.contractId(), before.msisdn(), after.msisdn()));
        }
        return after;
    }

    /** Forgets a card that no contract ever had. */
    @Transactional
    public void delete(long id, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var sim = fresh(id, version);
        if (sims.wasBound(id)) {
            throw sim.refusal("sim_in_use");
        }
        var known = details(sim);
        sims.delete(sim);
        events.publishEvent(new SimEvent("sim.deleted", id, changes.between(known, null)));
    }

    /** Shows PIN and PUK to whoever may see them and says what for. */
    @Transactional
    public SimSecrets reveal(long id, String purpose) {
        Actor.current().demand(SECRETS);
        var said = Spaces.trim(purpose);
        if (said.isEmpty() || said.length() > LONGEST_PURPOSE) {
            throw new Invalid("purpose", said.isEmpty() ? "field.blank" : "field.too_long", LONGEST_PURPOSE);
        }
        var sim = sims.get(id);
        events.publishEvent(new SimEvent("sim.revealed", id, Map.of("purpose", new Change(null, said))));
        return details(sim).secrets();
    }

    /** Encrypts under the present key what still is under an old one, a few cards at a time. */
    public long renewEncryption() {
        var renewed = 0L;
        for (var some = renewSome(); some > 0; some = renewSome()) {
            renewed += some;
        }
        return renewed;
    }

    /** Cards that a text describes: a part of an ICCID or a number, its last digits; a few of many. */
    public List<SimLine> find(String text, int most) {
        Actor.current().demand(VIEW);
        return lists.find(SimFilter.of(null, text), most);
    }

    /** Cards in stock, for a contract to take one of; without a text the newest. */
    public List<SimLine> stock(@Nullable String text, int most) {
        Actor.current().demand(VIEW);
        return lists.find(SimFilter.of(SimState.FREE, text), most);
    }

    /** How many cards there are in each state. */
    public Map<SimState, Long> counts() {
        return lists.counts();
    }

    /**
     * Fills the stock with cards made up by {@link DemoSims}, all or none. The first of them get the contracts that are
     * made afterwards, see {@link #demoBind}.
     *
     * @param progress told again and again how many there are so far
     */
    @Transactional
    public void demo(long count, long seed, LongConsumer progress) {
        var demo = new DemoSims(seed, count, count * DEMO_NUMBERED_PERCENT / 100, clock.instant());
        demos.load(demo, count, this::sealed, progress);
        events.publishEvent(new SimEvent("sim.loaded", null, Map.of("count", new Change(null, count))));
    }

    /** The number of a made-up card, counted from 0. */
    public static Msisdn demoNumber(long index, long seed) {
        return DemoSims.msisdn(seed, index);
    }

    /** Gives the made-up cards to the made-up contracts, in the order of both; the contract's status decides. */
    @Transactional
    public void demoBind() {
        demos.bind();
        demos.rest(numbers.today(), numbers.quarantineDays(), numbers.zone());
    }

    /** How long a number rests after its contract. */
    public int quarantineDays() {
        return numbers.quarantineDays();
    }

    /** Why nobody can have the number now; empty when it is free. */
    Optional<Text> obstacle(Msisdn number) {
        return numbers.obstacle(number).map(Refusal::text);
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

    /** The card, which nobody else changes until the caller's transaction ends; for those who go on to lock a customer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sim lock(long simId) {
        return sims.lock(simId);
    }

    /** @param version the one the caller has seen; null for whatever is there */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sim lock(long simId, @Nullable Long version) {
        return fresh(simId, version);
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
    public Sim close(long simId, @Nullable Long version, @Nullable String reason) {
        var sim = fresh(simId, version);
        return move(SimMove.CLOSED, sim, sim.close(), reason);
    }

    private Sim fresh(long id, @Nullable Long version) {
        var sim = sims.lock(id);
        if (version != null && version != sim.version()) {
            throw new Stale("sim", id);
        }
        return sim;
    }

    private int renewSome() {
        var some = transactions.execute(_ -> {
            var stale = sims.encryptedOtherwise(keys.currentPrefix(), RENEWED_AT_ONCE);
            stale.forEach(sim -> sims.encrypt(sim, sealed(details(sim))));
            return stale.size();
        });
        return some == null ? 0 : some;
    }

    private SimDetails details(Sim sim) {
        var secrets = sims.secrets(sim.id());
        return SimDetails.of(
                sim, secrets == null ? SimSecrets.NONE : SimSecrets.of(keys.decrypt(context(sim.iccid()), secrets)));
    }

    private @Nullable String sealed(SimDetails details) {
        return details.secrets().isEmpty()
                ? null
                : keys.encrypt(context(details.iccid()), details.secrets().line());
    }

    /** The codes of one card are of no use on the row of another. */
    private static String context(Iccid iccid) {
        return "sim " + iccid;
    }

    /** Claims the number and names every field that belongs to another card. */
    private void check(SimDetails details, @Nullable Sim before) {
        var wrong = clashes(details, before);
        var number = details.msisdn();
        if (number != null && (before == null || !number.equals(before.msisdn()))) {
            try {
                numbers.claim(number);
            } catch (Refusal refusal) {
                wrong.put("msisdn", List.of(refusal.text()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new Invalid(wrong);
        }
    }

    private Map<String, List<Text>> clashes(SimDetails details, @Nullable Sim before) {
        var others = before == null ? noCondition() : SIM.ID.ne(before.id());
        var wrong = new LinkedHashMap<String, List<Text>>();
        if (sims.exists(SIM.ICCID.eq(details.iccid()).and(others))) {
            wrong.put("iccid", List.of(new Text("sim.iccid_taken")));
        }
        if (details.imsi() != null && sims.exists(SIM.IMSI.eq(details.imsi()).and(others))) {
            wrong.put("imsi", List.of(new Text("sim.imsi_taken")));
        }
        return wrong;
    }

    /** Somebody was faster. */
    private Invalid taken(SimDetails details, @Nullable Sim before) {
        var wrong = clashes(details, before);
        return new Invalid(wrong.isEmpty() ? Map.of("iccid", List.of(new Text("sim.iccid_taken"))) : wrong);
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
        var before = sims.ofContracts(contractIds);
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
