package io.telecomcrm.notices;

import static io.telecomcrm.notices.NoticeRepository.users;

import io.telecomcrm.charging.ChargeRunFinished;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.ContractEvent;
import io.telecomcrm.contracts.ContractsBlocked;
import io.telecomcrm.customers.CustomerUpdated;
import io.telecomcrm.gateway.ReviewOpened;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.live.OpenCard;
import io.telecomcrm.live.Signals;
import io.telecomcrm.notices.NoticeRepository.Watching;
import io.telecomcrm.payments.PaymentEvent;
import io.telecomcrm.tickets.TicketEvent;
import io.telecomcrm.tickets.TicketStatus;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Hears what the staff should know of, after those who act on it, and writes it down in the same transaction. Of what
 * happens to a contract only those are told who have it before them just now: all others have their work.
 */
@Component
class NoticeListeners {

    private static final int AFTER_THE_DOERS = Ordered.LOWEST_PRECEDENCE - 5;

    /** A company's contracts may be blocked by the hundred; whoever has its card open then sees only that it changed. */
    private static final int MOST_AT_ONCE = 3;

    private final NoticeRepository rows;
    private final Signals signals;
    private final Clock clock;

    NoticeListeners(NoticeRepository rows, Signals signals, Clock clock) {
        this.rows = rows;
        this.signals = signals;
        this.clock = clock;
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(PaymentEvent event) {
        var payment = event.payment();
        var actor = Actor.current();
        // as the transaction ends, for nobody watches as a rule, and payments are many
        rows.watchingAsItEnds(
                payment.contractId(), payment.id(), clock.instant(), watching -> actor.run(() -> on(event, watching)));
    }

    private void on(PaymentEvent event, List<OpenCard> watching) {
        signals.outdated(watching);
        if (event instanceof PaymentEvent.Received) {
            tell(
                    NoticeKind.PAYMENT_RECEIVED,
                    NoticeSubject.PAYMENT,
                    event.payment().id(),
                    null,
                    watching.stream().map(OpenCard::user).collect(Collectors.toSet()));
        }
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(ContractEvent event) {
        var contract = List.of(event.contract().id());
        switch (event) {
            case ContractEvent.Blocked blocked -> blocked(contract, blocked.reason(), false);
            case ContractEvent.Unblocked unblocked -> blocked(contract, unblocked.reason(), true);
            default -> signals.outdated(rows.watching(event.contract().id(), clock.instant()));
        }
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(ContractsBlocked event) {
        blocked(event.contractIds(), event.reason(), event.lifted());
    }

    /** However many there are, as many statements as there are cards open. */
    private void blocked(List<Long> contracts, BlockReason reason, boolean lifted) {
        if (contracts.isEmpty()) {
            return;
        }
        var watching = contracts.size() == 1
                ? rows.watching(contracts.getFirst(), clock.instant()).stream()
                        .map(card -> new Watching(card, contracts.getFirst()))
                        .toList()
                : rows.watching(contracts, clock.instant());
        signals.outdated(watching.stream().map(Watching::card).distinct().toList());
        var told = new HashMap<Long, Set<Long>>();
        watching.forEach(each ->
                told.computeIfAbsent(each.card().user(), _ -> new HashSet<>()).add(each.contract()));
        var whom = new HashMap<Long, Set<Long>>();
        told.forEach((user, all) -> {
            if (all.size() <= MOST_AT_ONCE) {
                all.forEach(contract ->
                        whom.computeIfAbsent(contract, _ -> new HashSet<>()).add(user));
            }
        });
        whom.forEach((contract, users) -> tell(
                lifted ? NoticeKind.CONTRACT_UNBLOCKED : NoticeKind.CONTRACT_BLOCKED,
                NoticeSubject.CONTRACT,
                contract,
                reason.code(),
                users));
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(TicketEvent event) {
        var ticket = event.objectId();
        if (ticket == null) {
            return;
        }
        signals.outdated(rows.watching("ticket", ticket, clock.instant()));
        switch (event.action()) {
            case "ticket.assigned" -> replace(NoticeKind.TICKET_ASSIGNED, ticket, null);
            case "ticket.commented" -> changed(ticket, isInternal(event) ? Notice.NOTED : Notice.ANSWERED);
            case "ticket.moved" -> {
                var to = event.changes().get("status");
                if (to != null && to.after() instanceof String status) {
                    changed(ticket, TicketStatus.of(status).code());
                }
            }
            case "ticket.deleted" -> signals.news(rows.takeBack(NoticeSubject.TICKET, ticket, null));
            default -> {}
        }
    }

    private static boolean isInternal(TicketEvent event) {
        var internal = event.changes().get("is_internal");
        return internal != null && Boolean.TRUE.equals(internal.after());
    }

    /** What a job does, it does to hundreds: tickets that fall asleep are no news. */
    private void changed(long ticket, String what) {
        if (Actor.current().userId() != null) {
            replace(NoticeKind.TICKET_CHANGED, ticket, what);
        }
    }

    /** The last word on a ticket stands for those before it that nobody has read. */
    private void replace(NoticeKind kind, long ticket, @Nullable String detail) {
        var lost = rows.takeBack(NoticeSubject.TICKET, ticket, kind);
        var assignee = rows.assignee(ticket);
        var told = new HashSet<>(lost);
        if (assignee != null) {
            told.addAll(
                    rows.tell(kind, NoticeSubject.TICKET, ticket, detail, users(List.of(assignee)), clock.instant()));
        }
        signals.news(told);
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(CustomerUpdated event) {
        signals.outdated(rows.watching("customer", event.objectId(), clock.instant()));
    }

    /** Each night's run goes well, as a rule, and is no news; whoever began one by hand waits for its end. */
    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(ChargeRunFinished event) {
        var run = event.run();
        if (run.tally().errors() > 0 && !run.isDry()) {
            signals.news(rows.tell(
                    NoticeKind.CHARGE_RUN,
                    NoticeSubject.CHARGE_RUN,
                    run.id(),
                    Notice.PARKED,
                    DSL.noCondition(),
                    clock.instant()));
        } else if (run.startedBy().userId() != null) {
            tell(
                    NoticeKind.CHARGE_RUN,
                    NoticeSubject.CHARGE_RUN,
                    run.id(),
                    run.status().code(),
                    Set.of(run.startedBy().userId()));
        }
    }

    @EventListener
    @Order(AFTER_THE_DOERS)
    void on(ReviewOpened event) {
        signals.news(rows.tell(
                NoticeKind.GATEWAY_REVIEW,
                NoticeSubject.GATEWAY_REVIEW,
                event.id(),
                null,
                DSL.noCondition(),
                clock.instant()));
    }

    private void tell(
            NoticeKind kind, NoticeSubject subject, long object, @Nullable String detail, Collection<Long> whom) {
        if (!whom.isEmpty()) {
            signals.news(rows.tell(kind, subject, object, detail, users(whom), clock.instant()));
        }
    }
}
