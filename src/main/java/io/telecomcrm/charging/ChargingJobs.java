package io.telecomcrm.charging;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.telecomcrm.database.Daily;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.MenuItem;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When runs begin by themselves, and where they stand in the menu. A day missed while nothing ran begins at the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChargingSettings.class)
class ChargingJobs {

    static final String DAY = "charging.day";

    @Bean
    static RecurringTask<Void> chargingDay(ChargeRuns runs, ChargingSettings charging, CrmSettings settings) {
        return Daily.job(DAY, settings.zone(), charging.at())
                .execute((_, _) -> Actor.job(DAY).run(runs::startScheduled));
    }

    @Bean
    MenuItem chargingInTheMenu() {
        return new MenuItem(47, "/charge-runs", "charging.title", "refresh-cw", ChargeRuns.VIEW, "KeyB");
    }
}
