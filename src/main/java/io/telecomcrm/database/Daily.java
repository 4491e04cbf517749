package io.telecomcrm.database;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Jobs that no day may go without. One that fails, as when the database is away for a moment, is tried again a minute
 * later: left to itself the scheduler would wait for the next day.
 */
public final class Daily {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private Daily() {}

    public static Tasks.RecurringTaskBuilder<Void> job(String name, ZoneId zone, LocalTime at) {
        return Tasks.recurring(name, Schedules.daily(zone, at))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN));
    }
}
