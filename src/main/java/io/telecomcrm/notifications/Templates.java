package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Stale;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to the wordings of messages. */
@Service
public class Templates {

    public static final String EDIT = "notifications.templates";

    private final TemplateRepository rows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Templates(TemplateRepository rows, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    /** A wording that was checked. */
    record Wording(@Nullable String subject, String text, boolean isActive) {}

    /** @param version the one that was seen; null to change whatever there is */
    @Transactional
    public Template update(long id, @Nullable Long version, Function<Template, Wording> change) {
        Actor.current().demand(EDIT);
        var before = rows.get(id);
        if (version != null && version != before.version()) {
            throw new Stale("notification_template", id);
        }
        var wording = change.apply(before);
        if (wording.equals(new Wording(before.subject(), before.text(), before.isActive()))) {
            return before;
        }
        rows.update(
                before,
                wording.subject(),
                wording.text(),
                wording.isActive(),
                clock.instant(),
                Actor.current().username());
        var after = rows.get(id);
        events.publishEvent(new TemplateUpdated(id, Change.between(before.values(), after.values())));
        return after;
    }
}
