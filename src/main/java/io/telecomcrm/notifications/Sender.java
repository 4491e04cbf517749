package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Cut;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due. A message is claimed, sent outside any transaction, and what came of it is written down. Who dies in
 * between leaves a message that is sent once more when the claim ends: twice is better than never.
 */
@Component
class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final String JOB = "notifications.send";
    private static final int AT_ONCE = 10;
    private static final int MOST = 2_000;
    private static final int LONGEST_DETAILS = 500;

    /** A channel that is slow keeps the others from their next round no longer than this and what it waits for then. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final Outbox outbox;
    private final NotificationRepository rows;
    private final List<Carrier> carriers;
    private final Receipts receipts;
    private final QuietHours quiet;
    private final NotificationSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile boolean isClosing;

    Sender(
            Outbox outbox,
            NotificationRepository rows,
            List<Carrier> carriers,
            Receipts receipts,
            QuietHours quiet,
            NotificationSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.outbox = outbox;
        this.rows = rows;
        this.carriers = carriers;
        this.receipts = receipts;
        this.quiet = quiet;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What is on its way arrives, and nothing more sets out: whoever is broken off midway gets the message twice. */
    @EventListener
    void hear(ContextClosedEvent closing) {
        log.debug("No more messages after {}", closing);
        isClosing = true;
    }

    /** All that is due, by all channels at once; more than a round takes waits for the next. */
    void send() {
        Actor.job(JOB).run(() -> {
            word();
            atOnce(carriers, this::send);
            receipts.settle();
        });
    }

    /** Each in a thread of its own, for most of it is waiting for the other side. */
    private static <T> void atOnce(Collection<T> all, Consumer<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> threads.execute(() -> Actor.job(JOB).run(() -> work.accept(one))));
        }
    }

    /** In between too, for a server may be slow to take what there is. Whatever comes of it, what is worded goes. */
    private void word() {
        try {
            outbox.word();
        } catch (RuntimeException e) {
            log.error("Of some payments nobody is told yet", e);
        }
    }

    private void send(Carrier carrier) {
        try {
            var lacks = carrier.lacks();
            if (lacks != null) {
                leaveUnsent(carrier.channel(), lacks);
                return;
            }
            carrier.prepare();
            sendDue(carrier);
        } catch (RuntimeException e) {
            log.error("Nothing more goes by {} in this round", carrier.channel(), e);
        }
    }

    private void sendDue(Carrier carrier) {
        var until = clock.instant().plus(LONGEST_ROUND);
        for (var sent = 0; sent < MOST && !isClosing && clock.instant().isBefore(until); sent += AT_ONCE) {
            if (sent > 0) {
                word();
            }
            var due = rows.due(carrier.channel(), clock.instant(), AT_ONCE);
            var outcomes = new ConcurrentLinkedQueue<Outcome>();
            atOnce(due, message -> {
                var outcome = send(carrier, message);
                if (outcome != null) {
                    outcomes.add(outcome);
                }
            });
            if (due.size() < AT_ONCE || isInVain(outcomes)) {
                break;
            }
        }
    }

    /** Whether to go on is in vain for now: the other side is busy, or nothing gets through to it at all. */
    private static boolean isInVain(Collection<Outcome> outcomes) {
        return outcomes.stream().anyMatch(Outcome.Busy.class::isInstance)
                || !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome.Failed.class::isInstance);
    }

    /** Many at once, for nobody is waited for. */
    private void leaveUnsent(Channel channel, String lacks) {
        Integer left;
        do {
            left = transactions.execute(_ -> rows.leaveUnsent(channel, lacks, clock.instant(), MOST));
        } while (left != null && left == MOST);
    }

    private @Nullable Outcome send(Carrier carrier, Notification message) {
        try {
            var now = clock.instant();
            var from = quiet.earliest(message.event(), now);
            if (from.isAfter(now)) {
                transactions.executeWithoutResult(_ -> rows.postpone(message.id(), from));
                return null;
            }
            var claimed = transactions.execute(_ -> rows.claim(message, now, now.plus(CLAIM)));
            if (!Boolean.TRUE.equals(claimed)) {
                return null;
            }
            var outcome = carrier.send(addressed(message));
            transactions.executeWithoutResult(_ -> note(message, outcome, clock.instant()));
            return outcome;
        } catch (RuntimeException e) {
            log.error("Message {} stays as it is", message.id(), e);
            return null;
        }
    }

    private Notification addressed(Notification message) {
        var hasMoved = message.channel() == Channel.SMS
                && Boolean.TRUE.equals(transactions.execute(_ -> rows.follow(message.id())));
        return hasMoved ? rows.get(message.id()) : message;
    }

    private void note(Notification message, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Sent(var parts) -> tried(message, NotificationState.SENT, null, "sent", null, parts, now);
            case Outcome.Refused(var why) ->
                tried(message, NotificationState.FAILED, null, "refused", why, List.of(), now);
            case Outcome.Busy(var why) ->
                rows.tried(
                        message,
                        NotificationState.QUEUED,
                        message.attempts(),
                        now.plus(BUSY),
                        "busy",
                        why,
                        List.of(),
                        now);
            case Outcome.Failed(var why) -> {
                var last = message.attempts() + 1 >= settings.attempts();
                tried(
                        message,
                        last ? NotificationState.FAILED : NotificationState.QUEUED,
                        last ? null : quiet.earliest(message.event(), now.plus(pause(message.attempts()))),
                        "failed",
                        why,
                        List.of(),
                        now);
            }
        }
    }

    private void tried(
            Notification message,
            NotificationState state,
            @Nullable Instant next,
            String outcome,
            @Nullable String details,
            List<String> parts,
            Instant now) {
        rows.tried(
                message,
                state,
                message.attempts() + 1,
                next,
                outcome,
                details == null ? null : Cut.to(LONGEST_DETAILS, details),
                parts,
                now);
    }

    private static Duration pause(int attempts) {
        return PAUSES.get(Math.min(attempts, PAUSES.size() - 1));
    }
}
