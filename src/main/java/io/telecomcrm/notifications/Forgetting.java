package io.telecomcrm.notifications;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes messages that are too old to be of use to anybody, some at a time, so that nobody waits for it. */
@Component
class Forgetting {

    private static final int AT_ONCE = 500;

    private final NotificationRepository rows;
    private final NotificationSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Forgetting(
            NotificationRepository rows, NotificationSettings settings, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    void forget() {
        var before = clock.instant().minus(Duration.ofDays(settings.keptDays()));
        Integer gone;
        do {
            gone = transactions.execute(_ -> rows.forget(before, AT_ONCE));
        } while (gone != null && gone == AT_ONCE);
    }
}
