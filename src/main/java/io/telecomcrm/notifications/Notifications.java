package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to the messages to customers. They are written by what happens; people can only have one sent again. */
@Service
public class Notifications {

    public static final String VIEW = "customers.view";
    public static final String SEND = "customers.edit";

    private final NotificationRepository rows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notifications(NotificationRepository rows, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    /** As it was worded, to the same address while it is theirs, as soon as the hour allows. */
    @Transactional
    public Notification sendAgain(long id) {
        Actor.current().demand(SEND);
        var message = rows.lock(id);
        if (!message.canBeSentAgain()) {
            throw new Refusal(
                    new Text("notification_not_failed"), message.state().code(), List.of());
        }
        rows.queueAgain(id, clock.instant());
        events.publishEvent(new SentAgain(id));
        return rows.get(id);
    }
}
