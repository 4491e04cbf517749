package io.telecomcrm;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the tests an empty database of the kind that {@code -Dcrm.test.database} names: all the same one, but for a test
 * with a {@code crm.test.own-database} in its properties, and for a process that is told its {@code crm.test.url}.
 */
public class TestDatabase implements EnvironmentPostProcessor, Ordered {

    private static @Nullable String url;

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var given = environment.getProperty("crm.test.url");
        var own = environment.getProperty("crm.test.own-database");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test-database",
                        new HashMap<>(
                                Map.of("DATABASE_URL", given != null ? given : own == null ? url() : another(own)))));
    }

    /**
     * Lets the database refuse some rows of a table, until closed.
     *
     * @param which of the new rows
     * @param state what PostgreSQL calls the error
     */
    public static Undo breaking(DSLContext db, String table, String which, String state) {
        var when = "before insert on " + table + " for each row when (" + which + ") ";
        if (isPostgresql()) {
            db.execute("create function break_insert() returns trigger language plpgsql as"
                    + " 'begin raise exception using errcode = ''" + state + "''; end'");
            db.execute("create trigger break_insert " + when + "execute function break_insert()");
            return () -> db.execute("drop function break_insert cascade");
        }
        db.execute("create trigger break_insert " + when + "begin select raise(abort, 'broken'); end");
        return () -> db.execute("drop trigger break_insert");
    }

    /** Brings back how things were. */
    public interface Undo extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }

    /** One more empty database, for what must not share it. */
    public static String another(String name) {
        try {
            if (!isPostgresql()) {
                return "jdbc:sqlite:" + Files.createTempDirectory("crm-test").resolve(name + ".sqlite");
            }
            try (var connection = DriverManager.getConnection(url());
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return url().replace("/postgres?", "/" + name + "?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of a database that nobody uses. */
    public static String copy(String url, String name) {
        try {
            if (!isPostgresql()) {
                var copy = another(name);
                Files.copy(file(url), file(copy));
                return copy;
            }
            var from = url.replaceFirst(".*/([^/?]+)[?].*", "$1");
            try (var connection = DriverManager.getConnection(url());
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + from);
            }
            return url().replace("/postgres?", "/" + name + "?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(String url) {
        return Path.of(url.substring("jdbc:sqlite:".length()));
    }

    /** Started once, used by every context of the run. */
    public static synchronized String url() {
        if (url == null) {
            try {
                url = isPostgresql()
                        ? EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "off")
                                .setServerConfig("max_connections", "200")
                                .start()
                                .getJdbcUrl("postgres", "postgres")
                        : "jdbc:sqlite:" + Files.createTempDirectory("crm-test").resolve("test.sqlite");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return url;
    }

    public static boolean isPostgresql() {
        return "postgresql".equals(System.getProperty("crm.test.database"));
    }
}
