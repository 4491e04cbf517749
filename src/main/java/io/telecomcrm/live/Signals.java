package io.telecomcrm.live;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.DomainEvent;
import io.telecomcrm.live.Signal.To;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The door: tells all nodes, once the transaction has committed, who has news. PostgreSQL carries it from node to node;
 * on SQLite there is but one. A transaction without anybody to tell sends nothing: those that do queue for one lock of
 * the database as they commit.
 */
@Service
public class Signals {

    static final String CHANNEL = "crm_live";

    private static final Set<String> SIGNING_IN = Set.of("user.signed_in", "user.sign_in_failed", "user.created");

    private final DSLContext db;
    private final ApplicationEventPublisher events;

    Signals(DSLContext db, ApplicationEventPublisher events) {
        this.db = db;
        this.events = events;
    }

    /** These users have something new to read, or have read it elsewhere. */
    public void news(Collection<Long> users) {
        send(new Signal(
                Signal.NEWS,
                users.stream().distinct().map(user -> new To(user, null)).toList()));
    }

    /** Cards that users have open show what is no longer so. */
    public void outdated(Collection<OpenCard> cards) {
        send(new Signal(
                Signal.NEWS,
                cards.stream().map(card -> new To(card.user(), card.path())).toList()));
    }

    /** Whoever signed out, was turned off or got another password has no more business here. */
    @EventListener
    void on(DomainEvent event) {
        var user = event.objectId();
        if (event.objectType().equals("user") && user != null && !SIGNING_IN.contains(event.action())) {
            send(new Signal(Signal.CHECK, List.of(new To(user, null))));
        }
    }

    private void send(Signal signal) {
        if (signal.to().isEmpty()) {
            return;
        }
        if (Dialect.of(db) == Dialect.POSTGRESQL) {
            signal.lines().forEach(line -> db.execute("select pg_notify({0}, {1})", CHANNEL, line));
        } else if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    events.publishEvent(signal);
                }
            });
        } else {
            events.publishEvent(signal);
        }
    }
}
