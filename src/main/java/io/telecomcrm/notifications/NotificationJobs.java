package io.telecomcrm.notifications;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.telecomcrm.customers.CustomerTab;
import io.telecomcrm.database.Daily;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.MenuItem;
import java.time.LocalTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is sent by itself, and where people find it. The scheduler lets one node at a time send. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
class NotificationJobs {

    @Bean
    RecurringTask<Void> sendNotifications(Sender sender, NotificationSettings settings) {
        return Tasks.recurring("notifications.send", FixedDelay.of(settings.pause()))
                .execute((_, _) -> sender.send());
    }

    @Bean
    RecurringTask<Void> remindOfCharges(Reminders reminders, CrmSettings settings) {
        return Daily.job("notifications.remind", settings.zone(), LocalTime.of(10, 0))
                .execute((_, _) -> reminders.remind());
    }

    @Bean
    RecurringTask<Void> forgetNotifications(Forgetting forgetting, CrmSettings settings) {
        return Tasks.recurring("notifications.forget", Schedules.daily(settings.zone(), LocalTime.of(3, 40)))
                .execute((_, _) -> forgetting.forget());
    }

    @Bean
    MenuItem notificationsInTheMenu() {
        return new MenuItem(70, "/notifications", "notifications.title", "mail", Notifications.VIEW, "KeyN");
    }

    @Bean
    CustomerTab notificationsOfACustomer(NotificationRepository rows) {
        return new CustomerTab(
                50, "notifications", "notifications.title", Notifications.VIEW, rows::countOfCustomer, null);
    }
}
