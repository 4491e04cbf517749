package io.telecomcrm.users;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrm.web.MenuItem;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The settings of this feature, its sections in the menu, and the removal of what has expired. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserSettings.class)
class UsersConfiguration {

    @Bean
    MenuItem usersMenu() {
        return new MenuItem(90, "/users", "users.title", "contact-round", Users.EDIT, "KeyU");
    }

    @Bean
    MenuItem rolesMenu() {
        return new MenuItem(95, "/roles", "roles.title", "shield-check", Roles.EDIT, "KeyR");
    }

    @Bean
    RecurringTask<Void> signInSweep(
            SessionRepository sessions,
            Throttle throttle,
            UserSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        return Tasks.recurring("sign-in-sweep", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, _) -> transaction.executeWithoutResult(_ -> {
                    sessions.sweep(clock.instant(), settings.sessions().idle());
                    throttle.sweep();
                }));
    }
}
