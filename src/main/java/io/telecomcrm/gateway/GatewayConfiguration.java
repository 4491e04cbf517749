package io.telecomcrm.gateway;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.telecomcrm.web.CrmSettings;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The provider, and what is done by itself: messages are looked at, and the provider is asked what none told. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class GatewayConfiguration {

    @Bean
    Provider provider(Connection connection, GatewaySettings settings, JsonMapper json) {
        return new YooKassa(connection::access, settings.yookassa(), json);
    }

    @Bean
    RecurringTask<Void> gatewayEvents(Events events) {
        return Tasks.recurring("gateway.events", FixedDelay.of(Duration.ofSeconds(5)))
                .execute((_, _) -> events.process());
    }

    @Bean
    RecurringTask<Void> gatewayPoll(Gateway gateway) {
        return Tasks.recurring("gateway.poll", FixedDelay.of(Duration.ofSeconds(10)))
                .execute((_, _) -> gateway.poll());
    }

    @Bean
    RecurringTask<Void> gatewaySweep(Events events, CrmSettings settings) {
        return Tasks.recurring("gateway.sweep", Schedules.daily(settings.zone(), LocalTime.of(4, 30)))
                .execute((_, _) -> events.removeOld());
    }
}
