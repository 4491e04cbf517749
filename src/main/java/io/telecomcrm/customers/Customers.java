package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Duplicate;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Spaces;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door: every change of a customer, by a person or another feature, comes through here. */
@Service
public class Customers {

    public static final String VIEW = "customers.view";
    public static final String EDIT = "customers.edit";
    public static final String MERGE = "customers.merge";
    public static final String DELETE = "customers.delete";
    public static final String PERSONAL_DATA = "customers.personal_data";
    public static final String ANONYMISE = "customers.anonymise";
    public static final String CONFIRM_DUPLICATE = "customers.confirm_duplicate";

    static final int LONGEST_PURPOSE = 500;

    private final CustomerRepository customers;
    private final CustomerStatuses statuses;
    private final CustomerChanges changes;
    private final ObjectProvider<CustomerUse> uses;
    private final ObjectProvider<CustomerBusiness> business;
    private final CustomerSettings settings;
    private final CrmSettings general;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Customers(
            CustomerRepository customers,
            CustomerStatuses statuses,
            CustomerChanges changes,
            ObjectProvider<CustomerUse> uses,
            ObjectProvider<CustomerBusiness> business,
            CustomerSettings settings,
            CrmSettings general,
            ApplicationEventPublisher events,
            Clock clock) {
        this.customers = customers;
        this.statuses = statuses;
        this.changes = changes;
        this.uses = uses;
        this.business = business;
        this.settings = settings;
        this.general = general;
        this.events = events;
        this.clock = clock;
    }

    public Customer get(long id) {
        Actor.current().demand(VIEW);
        return customers.get(id);
    }

    /**
     * Whom a customer turned out to be; empty for one who is still there, or never was, and for callers who may see no
     * customers.
     */
    public Optional<Customer> successor(long id) {
        return Actor.current().may(VIEW) ? customers.successor(id) : Optional.empty();
    }

    /**
     * Takes in a new customer.
     *
     * @param confirmed whether the caller has seen those who look alike; without it they are told by {@link Duplicate}
     */
    @Transactional
    public Customer create(CustomerDetails details, boolean confirmed) {
        Actor.current().demand(EDIT);
        var isCopy = checkLookalikes(details.likeness(), null, confirmed);
        var customer = customers
                .add(details, isCopy, clock.instant())
                .orElseThrow(() -> duplicate(customers.lookalikes(details.likeness(), null)));
        events.publishEvent(new CustomerCreated(customer.id(), changes.between(null, details)));
        return customer;
    }

    /**
     * Changes the details. Nothing is written, and no version used up, where they stay as they were.
     *
     * @param version the one the caller has seen; null to overwrite whatever is there
     * @param confirmed whether an equal document or company is meant to be so
     * @param change makes the new details of the present ones
     */
    @Transactional
    public Customer update(long id, @Nullable Long version, boolean confirmed, UnaryOperator<CustomerDetails> change) {
        Actor.current().demand(EDIT);
        var seen = seen(customers.get(id), version).known();
        var wanted = change.apply(seen.details());
        if (wanted.equals(seen.details())) {
            return seen;
        }
        var fields = changes.between(seen.details(), wanted).keySet();
        events.publishEvent(new CustomerChanging(id, fields));
        var before = fresh(id, version).known();
        var details = change.apply(before.details());
        if (details.equals(before.details())) {
            return before;
        }
        if (!fields.containsAll(changes.between(before.details(), details).keySet())) {
            // somebody was quicker, and who follows these fields can't be locked any more: once more from the beginning
            throw new PessimisticLockingFailureException("Customer " + id + " has changed meanwhile");
        }
        var isCopy = checkLookalikes(details.likeness().without(before.details().likeness()), id, confirmed);
        var after = customers
                .update(before, details, isCopy, clock.instant())
                .orElseThrow(
                        () -> duplicate(customers.lookalikes(details.likeness().strong(), id)));
        events.publishEvent(new CustomerUpdated(id, changes.between(before.details(), details)));
        return after;
    }

    /** Forgets a customer for whom nothing was done yet. */
    @Transactional
    public void delete(long id, @Nullable Long version) {
        Actor.current().demand(DELETE);
        var customer = fresh(id, version);
        if (customer.status() != CustomerStatus.NEW || uses.stream().anyMatch(use -> use.isUsed(id))) {
            throw new Refusal(new Text("customer_in_use"), customer.status().code(), List.of("merge"));
        }
        customers.delete(customer);
        events.publishEvent(new CustomerDeleted(id, changes.between(customer.details(), null)));
    }

    /**
     * Makes one of two customers who are the same: all that belongs to the other goes over to the survivor, the other's
     * row disappears, and its id leads to the survivor from then on.
     *
     * @param version of the survivor the caller has seen, like {@code otherVersion}; null to take whatever is there
     * @param choice makes the survivor's details of those of both, the survivor's first
     */
    @Transactional
    public Customer merge(
            long id,
            @Nullable Long version,
            long otherId,
            @Nullable Long otherVersion,
            BinaryOperator<CustomerDetails> choice) {
        Actor.current().demand(MERGE);
        if (id == otherId) {
            throw new Invalid("other", "customer.merge_itself");
        }
        events.publishEvent(new CustomersMerging(id, otherId));
        var first = id < otherId ? fresh(id, version) : partner(otherId, otherVersion);
        var second = id < otherId ? partner(otherId, otherVersion) : fresh(id, version);
        var survivor = id < otherId ? first : second;
        var other = id < otherId ? second : first;
        survivor.known();
        other.known();
        if (survivor.details().kind() != other.details().kind()) {
            throw new Refusal(
                    new Text("customer_kinds_differ"), survivor.status().code(), List.of());
        }
        var details = choice.apply(survivor.details(), other.details());
        var now = clock.instant();
        customers.merge(survivor, other, details, now);
        customers.noteMerge(other, id, now);
        events.publishEvent(new CustomerMergedAway(otherId, id, changes.between(other.details(), null)));
        events.publishEvent(new CustomersMerged(id, otherId, changes.between(survivor.details(), details)));
        customers.remove(other);
        statuses.follow(List.of(id));
        return customers.get(id);
    }

    /**
     * Removes the personal data of a customer who left, for good: their own, and what is written about them elsewhere.
     * Ids, dates and money stay. Not before the law lets us, and not while anything with them is unfinished.
     *
     * @param version the one the caller has seen; null to take whatever is there
     * @param reason on whose request, for the audit
     */
    @Transactional
    public Customer anonymise(long id, @Nullable Long version, String reason) {
        Actor.current().demand(ANONYMISE);
        var said = Spaces.trim(reason);
        if (said.isEmpty() || said.length() > LONGEST_PURPOSE) {
            throw new Invalid("reason", said.isEmpty() ? "field.blank" : "field.too_long", LONGEST_PURPOSE);
        }
        events.publishEvent(new CustomerAnonymising(id));
        var customer = fresh(id, version).known();
        checkGone(customer);
        var rest = customer.details().anonymised();
        var after = customers.anonymise(customer, rest, clock.instant());
        events.publishEvent(new CustomerAnonymised(
                id, customer.fullName(), after.fullName(), said, changes.removed(customer.details(), rest)));
        return after;
    }

    /** Shows personal data to whoever may see it and says what for. */
    @Transactional
    public Customer reveal(long id, String purpose) {
        Actor.current().demand(PERSONAL_DATA);
        var said = Spaces.trim(purpose);
        if (said.isEmpty() || said.length() > LONGEST_PURPOSE) {
            throw new Invalid("purpose", said.isEmpty() ? "field.blank" : "field.too_long", LONGEST_PURPOSE);
        }
        var customer = customers.get(id);
        events.publishEvent(new CustomerRevealed(id, said));
        return customer;
    }

    /** Who resembles the customer being entered; {@code except} is the customer themself while they are changed. */
    List<Lookalike> lookalikes(Likeness marks, @Nullable Long except) {
        Actor.current().demand(VIEW);
        return customers.lookalikes(marks, except);
    }

    /** The customer, whom nobody else changes until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Customer lock(long id) {
        return customers.lock(id).known();
    }

    /**
     * Makes the statuses of these customers what their contracts say, in the caller's transaction; asked by the contracts
     * after every change of a status of theirs. Locks the customers in the order of their ids. Asks for no right: the
     * contracts did.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void followContracts(Collection<Long> ids) {
        statuses.follow(ids);
    }

    /** The same for all customers, when many contracts were loaded at once. */
    @Transactional
    public void followAllContracts() {
        statuses.followAll();
    }

    /** The fields, as they are called on the wire, without which no contract that is signed today can be activated. */
    public List<String> missing(Customer customer) {
        return missing(customer, LocalDate.now(clock.withZone(general.zone())));
    }

    /** The fields without which no contract that was signed on a day can be activated. */
    public List<String> missing(Customer customer, LocalDate signedOn) {
        return customer.missing(signedOn, settings.adultAge());
    }

    /** Why a customer who lacks nothing could not sign on a day; null where they could. */
    public @Nullable Text unsignable(Customer customer, LocalDate signedOn) {
        return customer.unsignable(signedOn, settings.leastAge());
    }

    /** Customers that a text describes: a part of a name, a phone, a document, an ИНН or an e-mail; a few of many. */
    public List<CustomerLine> find(String text, int most) {
        Actor.current().demand(VIEW);
        return customers.find(text, most);
    }

    /** How many customers there are of each status. */
    public Map<CustomerStatus, Long> counts() {
        return customers.counts();
    }

    /**
     * Fills the database with customers made up by {@link DemoCustomers}, all or none.
     *
     * @param progress told again and again how many there are so far
     */
    @Transactional
    public void demo(long count, long seed, LongConsumer progress) {
        var demo = new DemoCustomers(seed, count, clock.instant());
        customers.load(demo, count, progress);
        events.publishEvent(new CustomersLoaded(count));
    }

    /** The other one of a merge: unlike the survivor it stands in the body, where a wrong id is a wrong field. */
    private Customer partner(long id, @Nullable Long version) {
        try {
            return fresh(id, version);
        } catch (NotFound missing) {
            throw new Invalid("other", "field.no_such", Long.toString(id));
        }
    }

    private Customer fresh(long id, @Nullable Long version) {
        return seen(customers.lock(id), version);
    }

    private static Customer seen(Customer customer, @Nullable Long version) {
        if (version != null && version != customer.version()) {
            throw new Stale("customer", customer.id());
        }
        return customer;
    }

    private void checkGone(Customer customer) {
        if (customer.status() != CustomerStatus.FORMER) {
            throw new Refusal(new Text("customer_not_former"), customer.status().code(), List.of());
        }
        if (business.stream().anyMatch(some -> some.isUnfinished(customer.id()))) {
            throw new Refusal(new Text("customer_unfinished"), customer.status().code(), List.of());
        }
        var served = customers.lastServedAt(customer.id());
        if (served == null) {
            return;
        }
        var from = LocalDate.ofInstant(served, general.zone()).plusYears(settings.keptYears());
        if (from.isAfter(LocalDate.now(clock.withZone(general.zone())))) {
            throw new Refusal(new Text("customer_kept", from), customer.status().code(), List.of());
        }
    }

    /** Likenesses are confirmed by whoever enters the customer, equality only by those with the right to it. */
    /** Whether there is an equal document or company, and whoever acts may enter it once more. */
    private boolean checkLookalikes(Likeness marks, @Nullable Long except, boolean confirmed) {
        var found = customers.lookalikes(marks, except);
        if (found.isEmpty()) {
            return false;
        }
        if (!confirmed) {
            throw duplicate(found);
        }
        var isCopy = found.stream().anyMatch(Lookalike::isStrong);
        if (isCopy) {
            Actor.current().demand(CONFIRM_DUPLICATE);
        }
        return isCopy;
    }

    private static Duplicate duplicate(List<Lookalike> found) {
        return new Duplicate(
                "duplicate_customer", found.stream().map(Lookalike::onTheWire).toList());
    }
}
