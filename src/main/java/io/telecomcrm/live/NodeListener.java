package io.telecomcrm.live;

import io.telecomcrm.database.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.stereotype.Component;

/**
 * Hears on a connection of its own what nodes on one PostgreSQL tell one another. A connection that breaks is opened anew,
 * and what was missed is caught up with.
 */
@Component
class NodeListener {

    /** As the database's list of connections shows it. */
    static final String NAME = "telecom-crm live";

    private static final Logger LOG = LoggerFactory.getLogger(NodeListener.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int PATIENCE_MS = 20_000;
    private static final int ANSWER_SECONDS = 5;

    private final DataSourceProperties settings;
    private @Nullable Thread thread;

    NodeListener(DataSourceProperties settings) {
        this.settings = settings;
    }

    /**
     * Does nothing on SQLite, where there is one node.
     *
     * @param connected told whenever a connection was opened
     */
    void listen(Consumer<Signal> heard, Runnable connected) {
        if (Dialect.of(settings.determineUrl()) == Dialect.POSTGRESQL) {
            thread = Thread.ofVirtual().name("live-nodes").start(() -> run(heard, connected));
        }
    }

    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run(Consumer<Signal> heard, Runnable connected) {
        var pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try (var connection = connect()) {
                pause = FIRST_PAUSE;
                connected.run();
                hear(connection, heard);
            } catch (SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LOG.warn("Not in touch with other nodes, trying again: {}", e.getMessage());
                try {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
                } catch (InterruptedException stopped) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        if (settings.determineUsername() != null) {
            properties.setProperty("user", settings.determineUsername());
        }
        if (settings.determinePassword() != null) {
            properties.setProperty("password", settings.determinePassword());
        }
        properties.setProperty("ApplicationName", NAME);
        properties.setProperty("tcpKeepAlive", "true");
        var connection = DriverManager.getConnection(settings.determineUrl(), properties);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + Signals.CHANNEL);
        }
        return connection;
    }

    private static void hear(Connection connection, Consumer<Signal> heard) throws SQLException {
        var notified = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
            var told = notified.getNotifications(PATIENCE_MS);
            if (told.length == 0 && !connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("The connection is dead");
            }
            for (var one : told) {
                heard.accept(Signal.read(one.getParameter()));
            }
        }
    }
}
