package io.telecomcrm.database;

import com.zaxxer.hikari.HikariDataSource;
import io.telecomcrm.kernel.UnsafeSettings;
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

    ProductionDatabase(@Writing HikariDataSource writing, ObjectProvider<Flyway> migrations) throws SQLException {
        var wrong = new ArrayList<String>();
        var dialect = Dialect.of(writing.getJdbcUrl());
        // on SQLite our own connections settle it, and nobody can ask them for less
        if (dialect == Dialect.POSTGRESQL) {
            if (!setting("fsync", writing).equals("on")) {
                wrong.add("PostgreSQL runs with fsync off and may lose everything when the power fails");
            }
            if (setting("synchronous_commit", writing).equals("off")) {
                wrong.add("PostgreSQL runs with synchronous_commit off and may lose payments that it confirmed");
            }
        }
        // where it migrates at start, it has done so
        if (migrations.getIfAvailable() == null && pending(dialect, writing) > 0) {
            wrong.add(
                    "The database's schema isn't migrated, and spring.flyway.enabled=false forbids to do it at start");
        }
        if (!wrong.isEmpty()) {
            throw new UnsafeSettings(wrong);
        }
    }

    private static String setting(String name, HikariDataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("show " + name)) {
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
