package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The socket of an open page, as a browser opens it; keeps what it is told. */
public final class LivePage implements AutoCloseable, WebSocket.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;
    private volatile int closed;

    private LivePage() {}

    /** Opens it with the cookies of a browser, and waits to be greeted. */
    public static LivePage open(Browser browser, String base, String query) {
        var page = new LivePage();
        page.connect(browser, base, query, base);
        page.told("id=\"bell\"");
        return page;
    }

    /** The status with which a socket is refused; 101 where it is not. */
    public static int refusal(Browser browser, String base, @Nullable String origin) {
        try (var page = new LivePage()) {
            page.connect(browser, base, "", origin);
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private void connect(Browser browser, String base, String query, @Nullable String origin) {
        var cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        var client = HttpClient.newHttpClient();
        var builder = client.newWebSocketBuilder();
        if (!cookies.isEmpty()) {
            builder.header("Cookie", cookies);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create(base.replace("http", "ws") + "/live" + query), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed = status;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = error instanceof IOException ? 1006 : -1;
    }

    /** Waits for a message in which all of this stands. */
    public String told(String... words) {
        Predicate<String> fits = message -> List.of(words).stream().allMatch(message::contains);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages).anyMatch(fits));
        return messages.stream().filter(fits).findFirst().orElseThrow();
    }

    public List<String> messages() {
        return messages;
    }

    /** How many messages to be read at once there were. */
    public long toasts() {
        return messages.stream()
                .mapToLong(message -> message.split("data-toast", -1).length - 1)
                .sum();
    }

    public void forget() {
        messages.clear();
    }

    /** Whoever is cut off before the end has said it all the same. */
    public void say(String text) {
        if (socket != null) {
            socket.sendText(text, true).handle((said, cut) -> said).join();
        }
    }

    /** Waits until the other side closes it; with which status. */
    public int closed() {
        await().atMost(PATIENCE).until(() -> closed != 0);
        return closed;
    }

    public boolean isOpen() {
        return closed == 0;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
