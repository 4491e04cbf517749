package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reminds those whose balance won't cover the next charge, three days and one day before it. */
@Component
class Reminders {

    private static final List<Integer> DAYS = List.of(3, 1);
    private static final int AT_ONCE = 500;

    private final LineRepository lines;
    private final Queue queue;
    private final TransactionTemplate transactions;
    private final CrmSettings settings;
    private final Clock clock;

    Reminders(LineRepository lines, Queue queue, TransactionTemplate transactions, CrmSettings settings, Clock clock) {
        this.lines = lines;
        this.queue = queue;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** May be begun anew at any time: nobody is told the same twice. */
    void remind() {
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        Actor.job("notifications.remind").run(() -> DAYS.forEach(days -> remind(today.plusDays(days), days)));
    }

    private void remind(LocalDate day, int days) {
        var last = 0L;
        while (true) {
            var told = lines.lacking(day, days, last, AT_ONCE);
            transactions.executeWithoutResult(_ -> queue.remind(told));
            if (told.size() < AT_ONCE) {
                break;
            }
            last = Objects.requireNonNull(told.getLast().contractId());
        }
    }
}
