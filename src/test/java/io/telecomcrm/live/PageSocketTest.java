package io.telecomcrm.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.live.PageSocket.Todo;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Visitor;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** A page that does not read. */
class PageSocketTest {

    private final CountDownLatch reads = new CountDownLatch(1);
    private final List<Object> sent = new CopyOnWriteArrayList<>();
    private final List<CloseStatus> closed = new CopyOnWriteArrayList<>();
    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicBoolean rows = new AtomicBoolean();
    private @Nullable LiveList list;

    @Test
    void aPageThatReadsSlowlyHoldsUpNobodyAndNothingPilesUp() {
        var page = page(_ -> {
            reads.await();
        });
        page.note(Todo.NEWS);
        await().until(() -> looked.get() == 1);
        for (var i = 0; i < 100_000; i++) {
            page.note(i % 2 == 0 ? Todo.NEWS : Todo.OUTDATED);
        }
        assertThat(sent).isEmpty();

        reads.countDown();
        await().until(() -> sent.size() == 2);
        assertThat(looked).hasValue(2);
        page.note(Todo.NEWS);
        await().until(() -> sent.size() == 3);
    }

    @Test
    void aPageThatIsGoneIsClosedAndToldNothingMore() {
        var page = page(_ -> {
            throw new IllegalStateException("gone");
        });
        page.note(Todo.NEWS);
        await().until(() -> !closed.isEmpty());
        page.note(Todo.NEWS);

        assertThat(closed).containsOnly(PageSocket.SILENT);
        assertThat(looked).hasValue(1);
    }

    @Test
    void aPageThatAnswersNoPingIsGivenUp() {
        var page = page(_ -> {});
        page.ping();
        await().until(() -> sent.stream().anyMatch(PingMessage.class::isInstance));
        page.lives();
        page.ping();
        assertThat(closed).isEmpty();
        page.ping();

        assertThat(closed).containsExactly(PageSocket.SILENT);
    }

    @Test
    void newRowsAreToldOnlyToThoseWhoMaySeeThem() {
        list = new LiveList("/payments", "payments.view", () -> 1);
        var page = page(_ -> {});
        page.note(Todo.ROWS);
        page.note(Todo.NEWS);
        await().until(() -> looked.get() == 1);

        assertThat(rows).isFalse();
    }

    private interface Sending {
        void send(Object message) throws Exception;
    }

    private PageSocket page(Sending sending) {
        var socket = (WebSocketSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WebSocketSession.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "sendMessage" -> {
                            sending.send(arguments[0]);
                            sent.add(arguments[0] instanceof TextMessage text ? text.getPayload() : arguments[0]);
                        }
                        case "close" -> closed.add((CloseStatus) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
        return new PageSocket(
                1, "1", OpenPage.of("/contracts/7", null, true), list, socket, new Known(), (_, glance, _) -> {
                    rows.compareAndSet(false, glance.rows());
                    looked.incrementAndGet();
                    return "<i></i>";
                });
    }

    private static final class Known implements Identities {

        @Override
        public Actor byAccessToken(String token, @Nullable String address, @Nullable String requestId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Visitor bySession(String cookie, @Nullable String address, @Nullable String requestId) {
            return null;
        }

        @Override
        public Visitor bySessionName(String session) {
            return new Visitor(
                    new Actor(1L, "operator", "operator", Set.of(), null, null), "", Language.RU, "system", session);
        }

        @Override
        public @Nullable String fullName(@Nullable String username) {
            return null;
        }
    }
}
