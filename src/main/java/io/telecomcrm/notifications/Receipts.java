package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What centres say became of short messages. It is stored as it comes and counted when the message is known, so it may
 * come before our own record, late, twice and in any order.
 */
@Component
class Receipts {

    private static final int LOST = 2;
    private static final int AT_ONCE = 200;
    private static final Duration STRANGERS = Duration.ofDays(7);

    private final NotificationRepository rows;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Receipts(NotificationRepository rows, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    void hear(String messageId, String state) {
        Actor.job("notifications.receipts")
                .run(() -> transactions.executeWithoutResult(_ -> rows.addReceipt(messageId, state, clock.instant())));
    }

    /** Counts what was said of messages that we know by now. */
    void settle() {
        while (true) {
            var open = rows.unsettled(AT_ONCE);
            open.forEach(id -> transactions.executeWithoutResult(_ -> settle(id)));
            if (open.size() < AT_ONCE) {
                break;
            }
        }
        transactions.executeWithoutResult(
                _ -> rows.forgetReceipts(clock.instant().minus(STRANGERS)));
    }

    private void settle(long id) {
        var message = rows.lock(id);
        var now = clock.instant();
        // what comes after this counts in the next round, even if it is read in this one
        rows.counted(id, now);
        var last = rows.attempts(id).stream()
                .filter(attempt -> !attempt.parts().isEmpty())
                .findFirst()
                .orElseThrow();
        var states = last.parts().stream().map(Attempt.Part::state).toList();
        if (message.state() == NotificationState.QUEUED) {
            // it is sent once more, and that attempt will count
            return;
        }
        if (states.stream().allMatch("DELIVRD"::equals)) {
            var at = last.parts().stream()
                    .map(Attempt.Part::at)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
            rows.settle(id, NotificationState.DELIVERED, at);
        } else if (states.stream().anyMatch(state -> weight(state) == LOST)) {
            rows.settle(id, NotificationState.FAILED, null);
        }
    }

    /** Which of several states of a part counts: what is final over what is not, and that it arrived over all. */
    static int weight(@Nullable String state) {
        return switch (state) {
            case null -> -1;
            case "DELIVRD" -> 3;
            case "UNDELIV", "EXPIRED", "DELETED", "REJECTD" -> LOST;
            case "ACCEPTD", "ENROUTE" -> 1;
            default -> 0;
        };
    }
}
