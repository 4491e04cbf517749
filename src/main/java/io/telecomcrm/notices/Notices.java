package io.telecomcrm.notices;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.live.Signals;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door: what everybody does with their own notices. Other pages of theirs hear of it. */
@Service
public class Notices {

    private final NoticeRepository rows;
    private final Signals signals;
    private final Clock clock;

    Notices(NoticeRepository rows, Signals signals, Clock clock) {
        this.rows = rows;
        this.signals = signals;
        this.clock = clock;
    }

    /** One's own, for nobody else's can be read. */
    @Transactional
    public Notice read(long id) {
        var notice = rows.get(Actor.current(), id);
        if (rows.read(me(), id, clock.instant())) {
            signals.news(List.of(me()));
        }
        return notice.isUnread() ? rows.get(Actor.current(), id) : notice;
    }

    /** All up to the newest that was seen: what came since stays unread. */
    @Transactional
    public void readUpTo(long newest) {
        if (rows.readUpTo(me(), newest, clock.instant()) > 0) {
            signals.news(List.of(me()));
        }
    }

    /** Whoever opened the card has read what was told of it. */
    @Transactional
    public void readOf(NoticeSubject subject, long object) {
        if (rows.readOf(me(), subject, object, clock.instant()) > 0) {
            signals.news(List.of(me()));
        }
    }

    Set<NoticeKind> wanted() {
        var wanted = EnumSet.noneOf(NoticeKind.class);
        wanted.addAll(NoticeKind.of(Actor.current()));
        wanted.removeAll(rows.refused(me()));
        return wanted;
    }

    /** Of what one may be told; what one may not is left as it was chosen. */
    @Transactional
    public void choose(Collection<NoticeKind> wanted) {
        var asked = NoticeKind.of(Actor.current());
        rows.choose(
                me(),
                asked,
                asked.stream().filter(kind -> !wanted.contains(kind)).toList());
    }

    /** Notices of what the tickets and cases of a demonstration are waiting for. */
    @Transactional
    public void demo() {
        rows.demo(clock.instant());
    }

    private static long me() {
        var user = Actor.current().userId();
        return user == null ? 0 : user;
    }
}
