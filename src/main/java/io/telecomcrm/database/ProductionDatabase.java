package io.telecomcrm.database;

import com.zaxxer.hikari.HikariDataSource;
import io.telecomcrm.kernel.UnsafeSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What production demands of its database before it serves anybody: that it keeps what it confirmed, and its schema. */
@Component
@Profile("prod")
@DependsOnDatabaseInitialization
class ProductionDatabase {

    /** SQLite's {@code synchronous}: 2 is full; with less the last payments may be gone after a power cut. */
    private static final int FULL = 2;

    ProductionDatabase(@Writing HikariDataSource writing, ObjectProvider<Flyway> migrations) throws SQLException {
        var wrong = new ArrayList<String>();
        var dialect = Dialect.of(writing.getJdbcUrl());
        try (var connection = writing.getConnection()) {
            if (!isDurable(dialect, connection)) {
                wrong.add("The database loses what it confirmed when the power fails: "
                        + (dialect == Dialect.POSTGRESQL ? "fsync is off" : "synchronous is less than FULL"));
            }
        }
        // where it migrates at start, it has done so
        if (migrations.getIfAvailable() == null && pending(dialect, writing) > 0) {
            wrong.add("The database's schema isn't migrated, and spring.flyway.enabled=false forbids to do it at start");
        }
        if (!wrong.isEmpty()) {
            throw new UnsafeSettings(wrong);
        }
    }

    private static boolean isDurable(Dialect dialect, Connection connection) throws SQLException {
        return switch (dialect) {
            case POSTGRESQL -> value(connection, "show fsync").equals("on");
            case SQLITE -> Integer.parseInt(value(connection, "pragma synchronous")) >= FULL;
        };
    }

    private static String value(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private static int pending(Dialect dialect, HikariDataSource writing) {
        return Flyway.configure()
                .dataSource(writing)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .load()
                .info()
                .pending()
                .length;
    }
}
