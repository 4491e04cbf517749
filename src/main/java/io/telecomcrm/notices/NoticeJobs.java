package io.telecomcrm.notices;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.live.Signals;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What nobody does but time: tickets become overdue, notices grow old. */
@Component
class NoticeJobs {

    private static final int AT_ONCE = 500;

    private final NoticeRepository rows;
    private final Signals signals;
    private final NoticeSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    NoticeJobs(
            NoticeRepository rows,
            Signals signals,
            NoticeSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.signals = signals;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    void tellOverdue() {
        Actor.job("notices.overdue").run(() -> {
            Integer told;
            do {
                told = transactions.execute(_ -> {
                    var users = rows.tellOverdue(clock.instant(), AT_ONCE);
                    signals.news(users);
                    return users.size();
                });
            } while (told != null && told == AT_ONCE);
        });
    }

    void forget() {
        var before = clock.instant().minus(Duration.ofDays(settings.keptDays()));
        Integer gone;
        do {
            gone = transactions.execute(_ -> rows.forget(before, AT_ONCE));
        } while (gone != null && gone == AT_ONCE);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(NoticeSettings.class)
    static class Beans {

        @Bean
        RecurringTask<Void> tellOverdueTickets(NoticeJobs jobs) {
            return Tasks.recurring("notices.overdue", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((_, _) -> jobs.tellOverdue());
        }

        @Bean
        RecurringTask<Void> forgetNotices(NoticeJobs jobs, CrmSettings settings) {
            return Tasks.recurring("notices.forget", Schedules.daily(settings.zone(), LocalTime.of(3, 20)))
                    .execute((_, _) -> jobs.forget());
        }
    }
}
