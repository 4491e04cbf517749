package io.telecomcrm.audit;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down every event, in the transaction in which it happened: either both last or neither. What happens outside a
 * transaction, such as a failed sign-in, gets one of its own.
 */
@Component
class AuditTrail {

    private final AuditRepository entries;
    private final TransactionTemplate ownTransaction;
    private final JsonMapper json;
    private final Clock clock;

    AuditTrail(AuditRepository entries, PlatformTransactionManager transactions, JsonMapper json, Clock clock) {
        this.entries = entries;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /** After the listeners that act: what they did stands before what made them do it only by its time. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void hear(DomainEvent event) {
        var entry = entry(event);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            entries.add(entry);
        } else {
            ownTransaction.executeWithoutResult(_ -> entries.add(entry));
        }
    }

    private AuditEntry entry(DomainEvent event) {
        var actor = Actor.current();
        return new AuditEntry(
                0,
                clock.instant(),
                actor.userId(),
                writable(actor.username(), 150),
                event.action(),
                event.objectType(),
                event.objectId(),
                writable(json.writeValueAsString(pairs(event.changes())), Integer.MAX_VALUE),
                actor.address() == null ? null : writable(actor.address(), 64),
                actor.requestId() == null ? null : writable(actor.requestId(), 100));
    }

    private static Map<String, List<@Nullable Object>> pairs(Map<String, Change> changes) {
        var pairs = new LinkedHashMap<String, List<@Nullable Object>>();
        changes.forEach((field, change) -> {
            var pair = new ArrayList<@Nullable Object>(2);
            pair.add(change.before());
            pair.add(change.after());
            pairs.put(field, pair);
        });
        return pairs;
    }

    /** A failed sign-in is told with whatever was typed: it must fit, and hold nothing a database refuses. */
    private static String writable(String text, int longest) {
        var cut = text.length() > longest ? text.substring(0, longest) : text;
        if (cut.indexOf('\0') < 0 && cut.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return cut;
        }
        return cut.codePoints()
                .map(point -> point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? '\ufffd'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
