package io.telecomcrm.audit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.MenuItem;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the log needs from the rest of the product: its place in the menu, its jobs. */
@Configuration(proxyBeanMethods = false)
class AuditJobs {

    /** Somewhat shorter than the pause between two looks for work, so that each look finds it due. */
    private static final Duration BETWEEN_SEALS = Duration.ofSeconds(3);

    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);

    @Bean
    MenuItem auditMenu() {
        return new MenuItem(80, "/audit", "audit.title", "scroll-text", "audit.view", "KeyA");
    }

    @Bean
    Task<Void> sealing(Sealer sealer) {
        return Tasks.recurring("audit-seal", Schedules.fixedDelay(BETWEEN_SEALS))
                .execute((_, _) -> {
                    try {
                        sealer.seal();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Bean
    Task<Void> checking(AuditChecks checks, CrmSettings settings) {
        return Tasks.recurring(AuditChecks.TASK, Schedules.daily(settings.zone(), AT_NIGHT))
                .execute((_, _) -> Actor.job(AuditChecks.TASK).run(checks::check));
    }
}
