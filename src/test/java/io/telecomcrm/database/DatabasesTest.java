package io.telecomcrm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What PostgreSQL and the product do when the other one's machine is gone without a word: wait, but not for ever. */
@IntegrationTest
class DatabasesTest {

    @Autowired
    @Writing
    HikariDataSource pool;

    @Autowired
    Flyway flyway;

    @Test
    void nobodyWaitsForEverForWhoIsGone() throws SQLException {
        assumeTrue(TestDatabase.isPostgresql());
        try (var connection = pool.getConnection()) {
            assertThat(setting("idle_in_transaction_session_timeout", connection))
                    .isEqualTo("30s");
            assertThat(setting("tcp_user_timeout", connection)).isEqualTo("30000");
            assertThat(setting("tcp_keepalives_idle", connection)).isEqualTo("10");
            assertThat(setting("TimeZone", connection)).isEqualTo("UTC");
            assertThat(connection.getNetworkTimeout()).isEqualTo(600_000);
        }
    }

    @Test
    void butAMigrationMayTakeItsTime() throws SQLException {
        assumeTrue(TestDatabase.isPostgresql());
        try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            assertThat(setting("idle_in_transaction_session_timeout", connection))
                    .isEqualTo("0");
            assertThat(connection.getNetworkTimeout()).isZero();
        }
        assertThat(flyway.getConfiguration().getInitSql())
                .contains("'UTC'", "tcp_user_timeout")
                .doesNotContain("idle_in_transaction");
    }

    private static String setting(String name, Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("show " + name)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
