package io.telecomcrm.presence;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrm.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door: a card that is open posts here every 30 seconds and hears who else has it open. The route belongs to the
 * feature of the card, which knows who may see it; the answer is the template {@code presence/here}.
 */
@Service
public class Presence {

    /** After two beats missed somebody is gone. */
    public static final Duration GONE = Duration.ofSeconds(75);

    private final PresenceRepository rows;
    private final Clock clock;

    Presence(PresenceRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The actor has the thing open; who else has, the first of them first. */
    @Transactional
    public List<Present> here(String type, long id) {
        var now = clock.instant();
        var user = Actor.current().userId();
        if (user == null) {
            return List.of();
        }
        rows.see(type, id, user, now);
        return rows.others(type, id, user, now);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringTask<Void> forgetPresence(PresenceRepository rows, Clock clock) {
            return Tasks.recurring("presence.forget", FixedDelay.of(Duration.ofMinutes(10)))
                    .execute((_, _) -> rows.forget(clock.instant().minus(GONE)));
        }
    }
}
