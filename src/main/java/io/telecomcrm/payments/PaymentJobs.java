package io.telecomcrm.payments;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.CrmSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the ledger does by itself: sums of days are folded, and each night all balances are proved. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PaymentSettings.class, PromiseSettings.class})
class PaymentJobs {

    private static final Logger log = LoggerFactory.getLogger(PaymentJobs.class);

    @Bean
    static RecurringTask<Void> foldDays(DaySums sums) {
        return Tasks.recurring("payments.fold-days", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> sums.fold());
    }

    /** Soon after midnight, and again while something is left that could not be done then. */
    @Bean
    static RecurringTask<Void> endPromises(PromisedPayments promises) {
        return Tasks.recurring("payments.end-promises", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> endPromises(promises, promises.over()));
    }

    static void endPromises(PromisedPayments promises, List<Long> contracts) {
        Actor.job("payments.end-promises").run(() -> {
            for (var contract : contracts) {
                try {
                    promises.endOver(contract);
                } catch (RuntimeException e) {
                    log.error("The promise of contract {} is not ended yet", contract, e);
                }
            }
        });
    }

    @Bean
    static RecurringTask<Void> settleLoweredFees(LoweredFees fees) {
        return Tasks.recurring(LoweredFees.JOB, FixedDelay.of(Duration.ofMinutes(1)))
                .execute((_, _) -> fees.settle());
    }

    @Bean
    static RecurringTask<Void> nightlyProof(BalanceProof proof, CrmSettings settings) {
        return Tasks.recurring("payments.prove", Schedules.daily(settings.zone(), LocalTime.of(3, 30)))
                .execute((_, _) -> report(proof.prove()));
    }

    private static void report(BalanceProof.Result result) {
        result.differences()
                .forEach(difference -> log.error(
                        "The balance of contract {} is {}, its ledger adds up to {}",
                        difference.contractId(),
                        difference.balance().wire(),
                        difference.ledger().wire()));
        log.info(
                "{} balances proved, {} differ",
                result.contracts(),
                result.differences().size());
    }
}
