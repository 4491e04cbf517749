package io.telecomcrm.database;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How the scheduler of jobs reaches the database: inside a transaction it takes part in it, so that a job is planned
 * together with what it is about; its own bookkeeping goes through the pool that may write.
 */
@Configuration(proxyBeanMethods = false)
class SchedulerConnections {

    @Bean
    DbSchedulerCustomizer schedulerConnection(DataSource dataSource, @Writing HikariDataSource writing) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<DataSource> dataSource() {
                return Optional.of(new JoinsOrWrites(dataSource, writing));
            }
        };
    }

    private static final class JoinsOrWrites extends TransactionAwareDataSourceProxy {

        private final DataSource writing;

        JoinsOrWrites(DataSource joined, DataSource writing) {
            super(joined);
            this.writing = writing;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return TransactionSynchronizationManager.isActualTransactionActive()
                    ? super.getConnection()
                    : writing.getConnection();
        }
    }
}
