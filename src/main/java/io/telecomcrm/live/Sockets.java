package io.telecomcrm.live;

import io.telecomcrm.live.PageSocket.Todo;
import io.telecomcrm.web.Identities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The open pages of this node. What keeps an eye on them begins with the first of them: a node without any does nothing. */
@Component
class Sockets implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private final Identities identities;
    private final LiveNews news;
    private final List<LiveList> lists;
    private final NodeListener nodes;
    private final LiveSettings settings;

    private final Map<Long, List<PageSocket>> pages = new ConcurrentHashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private @Nullable Thread beat;

    Sockets(Identities identities, LiveNews news, List<LiveList> lists, NodeListener nodes, LiveSettings settings) {
        this.identities = identities;
        this.news = news;
        this.lists = lists;
        this.nodes = nodes;
        this.settings = settings;
    }

    void open(long user, String session, OpenPage page, WebSocketSession socket) {
        var list =
                lists.stream().filter(each -> each.path().equals(page.list())).findFirst();
        var opened = new PageSocket(user, session, page, list.orElse(null), socket, identities, news);
        var surplus = new ArrayList<PageSocket>();
        pages.compute(user, (_, before) -> {
            var all = before == null ? new ArrayList<PageSocket>() : new ArrayList<>(before);
            all.add(opened);
            while (all.size() > settings.socketsPerUser()) {
                surplus.add(all.removeFirst());
            }
            return List.copyOf(all);
        });
        surplus.forEach(one -> one.close(PageSocket.TOO_MANY));
        watch();
        opened.note(Todo.GREET);
        if (list.isPresent()) {
            // what came while it was away was told to others
            opened.note(Todo.ROWS);
        }
    }

    void closed(long user, WebSocketSession socket) {
        pages.computeIfPresent(user, (_, before) -> {
            var left = before.stream()
                    .filter(Predicate.not(page -> page.belongsTo(socket)))
                    .toList();
            return left.isEmpty() ? null : left;
        });
    }

    void lives(long user, WebSocketSession socket) {
        of(user).filter(page -> page.belongsTo(socket)).forEach(PageSocket::lives);
    }

    /** What this node was told, by itself or another. */
    @EventListener
    void hear(Signal signal) {
        for (var to : signal.to()) {
            if (signal.what().equals(Signal.CHECK)) {
                of(to.user()).forEach(page -> page.note(Todo.CHECK));
            } else if (to.card() == null) {
                of(to.user()).forEach(page -> page.note(Todo.NEWS));
            } else {
                of(to.user())
                        .filter(page -> to.card().equals(page.page().card()))
                        .forEach(page -> page.note(Todo.OUTDATED));
            }
        }
    }

    /** Nobody knows what was missed while this node could not be told; each page is told how things stand. */
    private void catchUp() {
        all().forEach(page -> page.note(Todo.NEWS));
    }

    private Stream<PageSocket> of(long user) {
        return pages.getOrDefault(user, List.of()).stream();
    }

    private Stream<PageSocket> all() {
        return pages.values().stream().flatMap(List::stream);
    }

    private synchronized void watch() {
        if (beat == null) {
            nodes.listen(this::hear, this::catchUp);
            beat = Thread.ofVirtual().name("live-beat").start(this::beat);
        }
    }

    private void beat() {
        var sincePing = 0L;
        var sinceCheck = 0L;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(settings.beat());
            } catch (InterruptedException e) {
                return;
            }
            sincePing += settings.beat().toMillis();
            sinceCheck += settings.beat().toMillis();
            if (sincePing >= settings.ping().toMillis()) {
                sincePing = 0;
                all().forEach(PageSocket::ping);
            }
            if (sinceCheck >= settings.check().toMillis()) {
                sinceCheck = 0;
                all().forEach(page -> page.note(Todo.CHECK));
            }
            try {
                lookAtLists();
            } catch (RuntimeException e) {
                LOG.warn("The lists that are watched could not be read", e);
            }
        }
    }

    /** One look at a list serves all who watch it. */
    private void lookAtLists() {
        for (var list : lists) {
            var watching =
                    all().filter(page -> list.path().equals(page.page().list())).toList();
            if (watching.isEmpty()) {
                newest.remove(list.path());
                continue;
            }
            var now = list.newest().getAsLong();
            var before = newest.put(list.path(), now);
            if (before == null || before != now) {
                watching.forEach(page -> page.note(Todo.ROWS));
            }
        }
    }

    @Override
    public void start() {
        // begins with the first page
    }

    @Override
    public synchronized void stop() {
        nodes.stop();
        if (beat != null) {
            beat.interrupt();
            beat = null;
        }
        all().forEach(page -> page.close(CloseStatus.SERVICE_RESTARTED));
    }

    @Override
    public synchronized boolean isRunning() {
        return beat != null;
    }
}
