package io.telecomcrm.customers;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the kept counts short, so that adding them up stays quick. */
@Configuration(proxyBeanMethods = false)
class CustomerCounts {

    @Bean
    RecurringTask<Void> foldCustomerCounts(CustomerRepository customers, TransactionTemplate transactions) {
        return Tasks.recurring("customers.fold-counts", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> transactions.executeWithoutResult(_ -> customers.foldCounts()));
    }
}
