package io.telecomcrm.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jooq.autoconfigure.DefaultConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Opens the database. PostgreSQL has one pool. SQLite has two: one connection that writes, and several that only read,
 * so that a long read never stops the desk; whether a transaction is open decides between them.
 */
@Configuration(proxyBeanMethods = false)
class Databases {

    private static final Map<String, String> SQLITE_SETTINGS = Map.of(
            "journal_mode", "WAL",
            "synchronous", "FULL",
            "foreign_keys", "on",
            "busy_timeout", "5000",
            "temp_store", "MEMORY",
            "cache_size", "-16000",
            "transaction_mode", "IMMEDIATE");

    /** PostgreSQL's time zone, and when it notices that a node's machine is gone, as by a power failure. */
    private static final String SESSION = """
            set time zone 'UTC';
            set tcp_keepalives_idle = 10;
            set tcp_keepalives_interval = 5;
            set tcp_keepalives_count = 4;
            set tcp_user_timeout = '30s'""";

    /** And what a transaction holds that nobody goes on with. Not where migrations run, whose lock is such a one. */
    private static final String SHORT_TRANSACTIONS = "set idle_in_transaction_session_timeout = '30s'";

    private static final Map<String, String> POSTGRESQL_SETTINGS = Map.of(
            "ApplicationName", "telecom-crm",
            "tcpKeepAlive", "true",
            // the values of a row that breaks a rule may be somebody's passport, and exceptions go to the log
            "logServerErrorDetail", "false");

    /** Longer than any statement takes but those that migrate: after that the server is taken for gone, not for slow. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);

    /** The pool that may write, also outside transactions: for the scheduler's own bookkeeping, and SQLite's migrations. */
    @Bean(defaultCandidate = false)
    @DependsOn("keys") // which say what production lacks, a database's password too, before it is looked for
    @FlywayDataSource
    @Writing
    HikariDataSource writing(DataSourceProperties settings) throws IOException {
        return switch (Dialect.of(settings.determineUrl())) {
            case SQLITE -> sqlite(settings, "sqlite-writer", 1, Map.of());
            case POSTGRESQL -> postgresql(settings);
        };
    }

    /**
     * PostgreSQL is migrated by connections of its own: an index of millions of rows takes as long as it takes, and whoever
     * holds the lock meanwhile does nothing else.
     */
    @Bean
    FlywayConfigurationCustomizer migrating(DataSourceProperties settings) {
        return flyway -> {
            if (Dialect.of(settings.determineUrl()) == Dialect.POSTGRESQL) {
                var connections = new DriverManagerDataSource(settings.determineUrl());
                connections.setUsername(settings.determineUsername());
                connections.setPassword(settings.determinePassword());
                var properties = new Properties();
                properties.putAll(POSTGRESQL_SETTINGS);
                connections.setConnectionProperties(properties);
                flyway.dataSource(connections).initSql(SESSION);
            }
        };
    }

    @Bean
    @Primary
    DataSource dataSource(DataSourceProperties settings, @Writing HikariDataSource writing) throws IOException {
        return switch (Dialect.of(settings.determineUrl())) {
            case SQLITE ->
                new LazyConnectionDataSourceProxy(new ReadersAndWriter(
                        sqlite(settings, "sqlite-readers", 4, Map.of("query_only", "on")), writing));
            case POSTGRESQL -> writing;
        };
    }

    @Bean
    DefaultConfigurationCustomizer jooqSettings() {
        return configuration -> configuration
                .settings()
                .withRenderSchema(false)
                .withRenderNameCase(RenderNameCase.LOWER)
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                .withExecuteLogging(false);
    }

    private static HikariDataSource sqlite(
            DataSourceProperties settings, String name, int connections, Map<String, String> more) throws IOException {
        createFolder(settings.determineUrl());
        var pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setJdbcUrl(settings.determineUrl());
        pool.setMaximumPoolSize(connections);
        pool.setDataSourceProperties(new Properties());
        SQLITE_SETTINGS.forEach(pool::addDataSourceProperty);
        more.forEach(pool::addDataSourceProperty);
        pool.setExceptionOverride(new BusyConnections());
        return new HikariDataSource(pool);
    }

    private static HikariDataSource postgresql(DataSourceProperties settings) {
        var pool = new HikariConfig();
        pool.setPoolName("postgresql");
        pool.setJdbcUrl(settings.determineUrl());
        pool.setUsername(settings.getUsername());
        pool.setPassword(settings.getPassword());
        pool.setMaximumPoolSize(16);
        pool.setConnectionInitSql(SESSION + "; " + SHORT_TRANSACTIONS);
        POSTGRESQL_SETTINGS.forEach(pool::addDataSourceProperty);
        pool.addDataSourceProperty("socketTimeout", Long.toString(LONGEST_ANSWER.toSeconds()));
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        // as text they are copied into answers; in binary the driver would make calendars of them first
        pool.addDataSourceProperty("binaryTransferDisable", "DATE,TIMESTAMPTZ");
        return new HikariDataSource(pool);
    }

    private static void createFolder(String url) throws IOException {
        var file = url.substring("jdbc:sqlite:".length())
                .replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        var folder = Path.of(file).toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    /**
     * A connection that could not begin a transaction, because another process writes for too long, believes that it did:
     * what it did next would be outside of any. It is never used again.
     */
    private static final class BusyConnections implements SQLExceptionOverride {

        private static final int BUSY = 5;

        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return (e.getErrorCode() & 0xff) == BUSY ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    private static final class ReadersAndWriter extends AbstractRoutingDataSource {

        ReadersAndWriter(DataSource readers, DataSource writer) {
            setTargetDataSources(Map.of(true, writer, false, readers));
            initialize();
        }

        @Override
        protected Object determineCurrentLookupKey() {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }
    }
}
