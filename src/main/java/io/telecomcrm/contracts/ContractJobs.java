package io.telecomcrm.contracts;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.telecomcrm.database.Daily;
import io.telecomcrm.database.DatabaseAway;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.web.CrmSettings;
import java.time.LocalTime;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What happens to contracts when its day comes. Each contract has a transaction of its own, and stops no other; where the
 * database is away all of them are tried again.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContractSettings.class)
class ContractJobs {

    private static final Logger log = LoggerFactory.getLogger(ContractJobs.class);

    private final Contracts contracts;
    private final ContractRepository rows;
    private final CrmSettings settings;

    ContractJobs(Contracts contracts, ContractRepository rows, CrmSettings settings) {
        this.contracts = contracts;
        this.rows = rows;
        this.settings = settings;
    }

    @Bean
    RecurringTask<Void> contractsDay() {
        return Daily.job("contracts.day", settings.zone(), LocalTime.MIDNIGHT).execute((_, _) -> turnOfTheDay());
    }

    @Bean
    RecurringTask<Void> oldDrafts(ContractWizards wizards) {
        return Daily.job("contracts.old-drafts", settings.zone(), LocalTime.of(4, 0))
                .execute((_, _) -> {
                    removeOldDrafts();
                    wizards.removeOld();
                });
    }

    /** Planned changes of tariff are not among it: they come with the period, which billing begins. */
    void turnOfTheDay() {
        each("contracts.day", () -> rows.withBlockUntil(contracts.today()), contracts::endBlock);
    }

    void removeOldDrafts() {
        each(
                "contracts.old-drafts",
                () -> rows.draftsUntouchedSince(contracts.draftsExpire()),
                contracts::removeOldDraft);
    }

    private static void each(String job, Supplier<List<Long>> ids, LongConsumer work) {
        Actor.job(job).run(() -> {
            for (var id : ids.get()) {
                try {
                    work.accept(id);
                } catch (NotFound done) {
                    log.debug("{} found contract {} gone: another node was faster", job, id);
                } catch (RuntimeException e) {
                    if (DatabaseAway.isCauseOf(e)) {
                        throw e;
                    }
                    log.error("{} left contract {} as it is", job, id, e);
                }
            }
        });
    }
}
