package io.telecomcrm.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import com.zaxxer.hikari.HikariDataSource;
import io.telecomcrm.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class DailyTest {

    @Autowired
    @Writing
    HikariDataSource database;

    @Test
    void triesAgainInAMinuteAndThenWaitsForTheNextDay() {
        var times = new AtomicInteger();
        var job = Daily.job("test.daily", ZoneOffset.UTC, LocalTime.of(0, 5)).execute((_, _) -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
        });
        var clock = new SettableClock();
        clock.set(Instant.parse("2020-03-01T00:00:00Z"));
        var plan = TestHelper.createManualScheduler(database).clock(clock);
        plan.startTasks(job);
        var scheduler = plan.build();
        scheduler.start();
        try {
            clock.tick(Duration.ofMinutes(6));
            scheduler.runAnyDueExecutions();
            assertThat(times).hasValue(1);
            clock.tick(Duration.ofMinutes(2));
            scheduler.runAnyDueExecutions();
            assertThat(times).hasValue(2);
            clock.tick(Duration.ofHours(23));
            scheduler.runAnyDueExecutions();
            assertThat(times).hasValue(2);
            clock.tick(Duration.ofHours(1));
            scheduler.runAnyDueExecutions();
            assertThat(times).hasValue(3);
        } finally {
            scheduler.cancel(job.getDefaultTaskInstance());
            scheduler.stop();
        }
    }
}
