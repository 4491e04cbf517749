package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What everybody may change about themselves, but for the password. Strangers have nothing to change. */
@Service
class Profile {

    private final UserRepository users;
    private final SessionRepository sessions;
    private final UserSettings.Sessions settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Profile(
            UserRepository users,
            SessionRepository sessions,
            UserSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.settings = settings.sessions();
        this.events = events;
        this.clock = clock;
    }

    List<SessionLine> sessions() {
        var user = Actor.current().userId();
        var now = clock.instant();
        return user == null
                ? List.of()
                : sessions.sessions(user, now.minus(settings.idle()), now.minus(settings.absolute()));
    }

    @Transactional
    void endOtherSessions(@Nullable String session) {
        var user = Actor.current().userId();
        if (user == null) {
            return;
        }
        // a session being begun now is waited for, and ended
        users.lock(user);
        if (sessions.endSessions(user, session) > 0) {
            events.publishEvent(UserEvent.of("sessions_ended", user));
        }
    }

    @Transactional
    void setLanguage(String language) {
        var user = Actor.current().userId();
        if (user != null) {
            users.setLanguage(user, language);
        }
    }

    @Transactional
    void setTheme(String theme) {
        var user = Actor.current().userId();
        if (user != null) {
            users.setTheme(user, theme);
        }
    }
}
