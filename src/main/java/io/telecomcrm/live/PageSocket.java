package io.telecomcrm.live;

import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Visitor;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * The socket behind one open page. What it is to be told is only noted; a thread of its own finds out how things stand
 * and sends that. So a page that reads slowly holds up nobody else, and however much happens meanwhile, nothing piles up.
 */
final class PageSocket {

    private static final Logger LOG = LoggerFactory.getLogger(PageSocket.class);

    /** Whoever is sent away so does not come back by itself. */
    static final CloseStatus SIGNED_OUT = CloseStatus.POLICY_VIOLATION.withReason("signed out");

    static final CloseStatus TOO_MANY = new CloseStatus(4000, "too many pages");
    static final CloseStatus SILENT = CloseStatus.SESSION_NOT_RELIABLE.withReason("silent");

    /** What is to be done. */
    enum Todo {
        /** The page has just come: it may have missed something. */
        GREET,
        NEWS,
        OUTDATED,
        ROWS,
        CHECK,
        PING
    }

    private final long user;
    private final String session;
    private final OpenPage page;
    private final @Nullable LiveList list;
    private final Told told;
    private final WebSocketSession socket;
    private final Identities identities;
    private final LiveNews news;

    private final Object lock = new Object();
    private Set<Todo> todo = EnumSet.noneOf(Todo.class);
    private boolean working;
    private volatile boolean awaited;

    PageSocket(
            long user,
            String session,
            OpenPage page,
            @Nullable LiveList list,
            WebSocketSession socket,
            Identities identities,
            LiveNews news) {
        this.user = user;
        this.session = session;
        this.page = page;
        this.list = list;
        this.told = new Told(page.since());
        this.socket = socket;
        this.identities = identities;
        this.news = news;
    }

    long user() {
        return user;
    }

    OpenPage page() {
        return page;
    }

    boolean belongsTo(WebSocketSession other) {
        return socket.getId().equals(other.getId());
    }

    void note(Todo more) {
        synchronized (lock) {
            todo.add(more);
            if (working) {
                return;
            }
            working = true;
        }
        Thread.ofVirtual().name("live").start(this::work);
    }

    /** A sign of life; whoever gave none since the last is gone. */
    void ping() {
        if (awaited) {
            close(SILENT);
        } else {
            awaited = true;
            note(Todo.PING);
        }
    }

    void lives() {
        awaited = false;
    }

    private void work() {
        try {
            for (var next = take(); !next.isEmpty(); next = take()) {
                tell(next);
            }
        } catch (IOException | IllegalStateException gone) {
            close(SILENT);
        } catch (RuntimeException e) {
            // it comes back after a while and is told then
            LOG.warn("A page could not be told its news", e);
            close(CloseStatus.SERVER_ERROR);
        }
    }

    private Set<Todo> take() {
        synchronized (lock) {
            var taken = todo;
            todo = EnumSet.noneOf(Todo.class);
            working = !taken.isEmpty();
            return taken;
        }
    }

    /** In the user's name as it is now: rights may have changed since the page was opened. */
    private void tell(Set<Todo> what) throws IOException {
        if (what.remove(Todo.PING)) {
            socket.sendMessage(new PingMessage());
        }
        if (what.isEmpty()) {
            return;
        }
        var visitor = identities.bySessionName(session);
        if (visitor == null) {
            close(SIGNED_OUT);
            return;
        }
        what.remove(Todo.CHECK);
        if (list == null || !visitor.actor().may(list.permission())) {
            what.remove(Todo.ROWS);
        }
        if (what.isEmpty()) {
            return;
        }
        var greeted = what.contains(Todo.GREET);
        var html = html(
                visitor,
                new Glance(
                        greeted && page.opened(),
                        greeted,
                        page.card(),
                        what.contains(Todo.OUTDATED),
                        what.contains(Todo.ROWS)));
        if (html != null) {
            socket.sendMessage(new TextMessage(html));
        }
    }

    private @Nullable String html(Visitor visitor, Glance glance) {
        var html = new AtomicReference<@Nullable String>();
        visitor.actor().run(() -> html.set(news.html(visitor, glance, told)));
        return html.get();
    }

    void close(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A page was gone before it was closed", gone);
        }
    }
}
