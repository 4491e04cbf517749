package io.telecomcrm.database;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * The connection of the transaction that is open, else one for a statement. The same as a {@code
 * TransactionAwareDataSourceProxy} gives, without a proxy made for each statement, which costs as much as to send it.
 */
@Component
class JoinedConnections implements ConnectionProvider {

    private final DataSource database;

    JoinedConnections(DataSource database) {
        this.database = database;
    }

    @Override
    public Connection acquire() {
        return DataSourceUtils.getConnection(database);
    }

    @Override
    public void release(Connection connection) {
        DataSourceUtils.releaseConnection(connection, database);
    }
}
