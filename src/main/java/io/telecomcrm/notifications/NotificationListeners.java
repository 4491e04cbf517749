package io.telecomcrm.notifications;

import io.telecomcrm.contracts.ContractEvent;
import io.telecomcrm.contracts.ContractsBlocked;
import io.telecomcrm.customers.CustomerAnonymised;
import io.telecomcrm.customers.CustomerDeleted;
import io.telecomcrm.customers.CustomersMerged;
import io.telecomcrm.payments.PaymentEvent;
import io.telecomcrm.tickets.TicketEvent;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Hears what customers are told about. What is told is how things stand in the end, once all have acted on it. */
@Component
class NotificationListeners {

    private static final int BEFORE_ALL_IS_WRITTEN = Ordered.LOWEST_PRECEDENCE - 1;

    private final Queue queue;
    private final Outbox outbox;
    private final NotificationRepository rows;

    NotificationListeners(Queue queue, Outbox outbox, NotificationRepository rows) {
        this.queue = queue;
        this.outbox = outbox;
        this.rows = rows;
    }

    @EventListener
    void on(PaymentEvent event) {
        switch (event) {
            case PaymentEvent.Received received -> outbox.note(NotificationEvent.PAYMENT_RECEIVED, received.payment());
            case PaymentEvent.Refunded refunded -> outbox.note(NotificationEvent.PAYMENT_REFUNDED, refunded.payment());
            default -> {}
        }
    }

    @Order(BEFORE_ALL_IS_WRITTEN)
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ContractEvent event) {
        var contract = event.contract().id();
        switch (event) {
            case ContractEvent.Activated _ -> queue.activated(contract);
            case ContractEvent.Blocked blocked -> queue.blocked(List.of(contract), blocked.reason());
            case ContractEvent.Unblocked unblocked -> queue.unblocked(List.of(contract), unblocked.reason());
            default -> {}
        }
    }

    @Order(BEFORE_ALL_IS_WRITTEN)
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ContractsBlocked event) {
        if (event.lifted()) {
            queue.unblocked(event.contractIds(), event.reason());
        } else {
            queue.blocked(event.contractIds(), event.reason());
        }
    }

    @Order(BEFORE_ALL_IS_WRITTEN)
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(TicketEvent event) {
        var ticket = event.objectId();
        if (ticket != null && event.action().equals("ticket.commented")) {
            queue.answered(ticket);
        }
    }

    /** An answer about a draft stays in its customer's history. */
    @EventListener
    void on(ContractEvent.Deleted deleted) {
        rows.letGo(deleted.contract().id());
    }

    @EventListener
    void on(CustomersMerged merged) {
        outbox.hand(merged.other(), merged.survivor());
        rows.hand(merged.other(), merged.survivor());
    }

    @EventListener
    void on(CustomerAnonymised anonymised) {
        outbox.forget(anonymised.objectId());
        rows.anonymise(anonymised.objectId());
    }

    @EventListener
    void on(CustomerDeleted deleted) {
        rows.deleteOfCustomer(deleted.objectId());
    }
}
