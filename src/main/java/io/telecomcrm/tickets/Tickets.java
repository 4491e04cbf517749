package io.telecomcrm.tickets;

import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.kernel.Stale;
import io.telecomcrm.kernel.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door: every change of a ticket, by a person, a job or another feature, comes through here. */
@Service
public class Tickets {

    public static final String VIEW = "tickets.view";
    public static final String EDIT = "tickets.edit";
    public static final String ASSIGN = "tickets.assign";

    private static final int CLOSED_AT_ONCE = 100;

    private final TicketRepository tickets;
    private final ThreadRepository thread;
    private final DemoLoading loading;
    private final Contracts contracts;
    private final Customers customers;
    private final TicketSettings settings;
    private final Keys keys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tickets(
            TicketRepository tickets,
            ThreadRepository thread,
            DemoLoading loading,
            Contracts contracts,
            Customers customers,
            TicketSettings settings,
            Keys keys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.thread = thread;
        this.loading = loading;
        this.contracts = contracts;
        this.customers = customers;
        this.settings = settings;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes in what a customer says.
     *
     * @param previous the closed ticket of the same customer that this one goes on from
     * @param assignee who is to work on it at once; null for nobody
     */
    @Transactional
    public Ticket create(TicketDetails details, @Nullable Long previous, @Nullable Long assignee) {
        Actor.current().demand(EDIT);
        if (assignee != null) {
            Actor.current().demand(ASSIGN);
        }
        lockParties(details);
        var ticket = tickets.add(details, previous, tickets.author(), clock.instant(), settings);
        tell("created", ticket.id(), Map.of(), facts(ticket));
        return assignee == null ? ticket : given(ticket, assignee);
    }

    /** The same with files, all or nothing. */
    @Transactional
    public Ticket open(
            TicketDetails details, @Nullable Long previous, @Nullable Long assignee, List<AcceptedFile> files) {
        var ticket = create(details, previous, assignee);
        attached(ticket.id(), null, files);
        return ticket;
    }

    /**
     * Corrects what is written down. Nothing is written, and no version used up, where it stays as it was.
     *
     * @param version the one the caller has seen; null to overwrite whatever is there
     */
    @Transactional
    public Ticket update(long id, @Nullable Long version, Function<Ticket, TicketDetails> change) {
        Actor.current().demand(EDIT);
        var now = clock.instant();
        var seen = seen(tickets.get(id), version);
        var wanted = change.apply(seen);
        if (wanted.equals(seen.details())) {
            return seen;
        }
        seen.notClosed(now, settings);
        if (!wanted.concernsSameAs(seen.details())) {
            lockParties(wanted);
        }
        var before = fresh(id, version);
        before.notClosed(now, settings);
        var details = change.apply(before);
        if (!details.concernsSameAs(before.details()) && !details.concernsSameAs(wanted)) {
            throw new Stale("ticket", id);
        }
        return written("updated", before, before.edit(details, now, settings));
    }

    /** Forgets a new ticket on which nothing was said yet. */
    @Transactional
    public void delete(long id, @Nullable Long version) {
        Actor.current().demand(EDIT);
        var ticket = fresh(id, version);
        if (ticket.status() != TicketStatus.NEW || !thread.isEmpty(id) || tickets.isContinued(id)) {
            throw ticket.refused("ticket_in_use", clock.instant(), settings);
        }
        tickets.delete(ticket);
        tell("deleted", id, facts(ticket), Map.of());
    }

    /** Gives the ticket to somebody to work on; null takes it away from whoever does. */
    @Transactional
    public Ticket assign(long id, @Nullable Long version, @Nullable Long to) {
        Actor.current().demand(ASSIGN);
        return given(fresh(id, version), to);
    }

    /** Moves the ticket on, where it may go. */
    @Transactional
    public Ticket move(long id, @Nullable Long version, TicketStatus to) {
        Actor.current().demand(EDIT);
        return moved(fresh(id, version), to);
    }

    /** Takes a resolution back at once; with it the waiting goes on where it was. */
    @Transactional
    public Ticket takeUpAgain(long id, @Nullable Long version, boolean waiting) {
        Actor.current().demand(EDIT);
        var ticket = moved(fresh(id, version), TicketStatus.IN_PROGRESS);
        return waiting ? moved(ticket, TicketStatus.WAITING) : ticket;
    }

    /**
     * Says something on a ticket. The first public word of ours is the response.
     *
     * @param version matters only where the ticket moves too
     * @param to where the ticket goes with it; null when it stays. A new one is taken up on the way
     * @return the comment's id
     */
    @Transactional
    public long comment(
            long id,
            @Nullable Long version,
            String text,
            boolean internal,
            List<AcceptedFile> files,
            @Nullable TicketStatus to) {
        Actor.current().demand(EDIT);
        var ticket = fresh(id, to == null ? null : version);
        var now = clock.instant();
        tickets.heard(ticket.hear(internal, now, settings), now);
        var comment = thread.say(id, tickets.author(), text, internal, now);
        attached(id, comment, files);
        events.publishEvent(TicketEvent.of("commented", id, said(text, internal)));
        if (to != null) {
            var heard = tickets.get(id);
            moved(heard.status() == TicketStatus.NEW ? moved(heard, TicketStatus.IN_PROGRESS) : heard, to);
        }
        return comment;
    }

    /**
     * Hangs files on a ticket.
     *
     * @param comment the word they belong to; null for none
     * @return their ids
     */
    @Transactional
    public List<Long> attach(long id, @Nullable Long comment, List<AcceptedFile> files) {
        Actor.current().demand(EDIT);
        var ticket = fresh(id, null);
        ticket.notClosed(clock.instant(), settings);
        return attached(id, comment, files);
    }

    /** Tickets that a text describes: a number, a part of the subject or of the customer's name, a phone; a few of many. */
    public List<TicketLine> find(String text, int most) {
        Actor.current().demand(VIEW);
        return tickets.find(text, most);
    }

    /** How many tickets there are of each status. */
    public Map<TicketStatus, Long> counts() {
        return tickets.counts();
    }

    /** How many tickets stand in the queues of the actor. */
    public QueueCounts queues() {
        return tickets.queues(Actor.current().userId(), clock.instant());
    }

    /**
     * Fills the database with tickets made up by {@link DemoTickets} for the customers there are, all or none.
     *
     * @param progress told again and again how many there are so far
     */
    @Transactional
    public void demo(long count, long seed, LongConsumer progress) {
        var staff = tickets.assignees().stream().map(TicketLine.Assignee::id).toList();
        loading.load(new DemoTickets(seed, count, clock.instant(), settings, staff), count, progress);
        events.publishEvent(TicketEvent.of("loaded", null, Map.of("count", new Change(null, count))));
    }

    /** Closes some of the resolved tickets on which nobody has said a word for long; how many. */
    @Transactional
    int closeQuiet() {
        var quiet = tickets.quiet(clock.instant().minus(Duration.ofHours(settings.closeAfterHours())), CLOSED_AT_ONCE);
        quiet.forEach(ticket -> moved(ticket, TicketStatus.CLOSED));
        return quiet.size();
    }

    private Ticket given(Ticket ticket, @Nullable Long to) {
        if (Objects.equals(ticket.assignedTo(), to)) {
            return ticket;
        }
        var after = ticket.assign(to, clock.instant(), settings);
        if (to != null && !tickets.canBeGiven(to)) {
            throw new Invalid("assigned_to", "tickets.cannot-be-given");
        }
        return written("assigned", ticket, after);
    }

    private Ticket moved(Ticket ticket, TicketStatus to) {
        return written("moved", ticket, ticket.move(to, clock.instant(), settings));
    }

    private Ticket written(String what, Ticket before, Ticket after) {
        var written = tickets.update(before, after, clock.instant());
        tell(what, before.id(), facts(before), facts(written));
        return written;
    }

    private List<Long> attached(long id, @Nullable Long comment, List<AcceptedFile> files) {
        if (thread.countAttachments(id) + files.size() > settings.attachments()) {
            var text = new Text("too_many_attachments", settings.attachments());
            throw tickets.get(id).refused(text, clock.instant(), settings);
        }
        var ids = new ArrayList<Long>();
        for (var file : files) {
            try {
                ids.add(thread.attach(id, comment, file, tickets.author(), clock.instant()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            events.publishEvent(TicketEvent.of("attached", id, Map.of("file", new Change(null, file.name()))));
        }
        return ids;
    }

    /** Those whom the ticket comes to concern, before the ticket: the contract, which may be gone by now, the customer. */
    private void lockParties(TicketDetails details) {
        var contract = details.contractId();
        try {
            if (contract != null && contracts.lock(contract).customerId() != details.customerId()) {
                throw new Invalid("contract", "tickets.contract-of-other");
            }
        } catch (NotFound gone) {
            throw new Invalid("contract", "field.no_such", String.valueOf(contract));
        }
        customers.lock(details.customerId());
    }

    private Ticket fresh(long id, @Nullable Long version) {
        return seen(tickets.lock(id), version);
    }

    private static Ticket seen(Ticket ticket, @Nullable Long version) {
        if (version != null && version != ticket.version()) {
            throw new Stale("ticket", ticket.id());
        }
        return ticket;
    }

    private void tell(String what, long id, Map<String, ?> before, Map<String, ?> after) {
        events.publishEvent(TicketEvent.of(what, id, Change.between(before, after)));
    }

    /** What the audit keeps. Texts may hold anything a customer said, so of them only that they changed. */
    private Map<String, @Nullable Object> facts(Ticket ticket) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("customer", ticket.details().customerId());
        facts.put("contract", ticket.details().contractId());
        facts.put("subject", ticket.details().subject());
        facts.put("description", hidden(ticket.details().description()));
        facts.put("priority", ticket.priority().code());
        facts.put("status", ticket.status().code());
        facts.put("assigned_to", tickets.username(ticket.assignedTo()));
        facts.put("previous", ticket.previous());
        return facts;
    }

    private Map<String, Change> said(String text, boolean internal) {
        var said = new LinkedHashMap<String, Change>();
        said.put("text", new Change(null, hidden(text)));
        said.put("is_internal", new Change(null, internal));
        return said;
    }

    private @Nullable String hidden(@Nullable String text) {
        return text == null ? null : "••• #" + keys.fingerprint(text);
    }
}
