package io.telecomcrm.database;

import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Failures that pass by themselves: the database is busy or away, and what was asked for wasn't at fault. */
public final class DatabaseAway {

    private static final int SQLITE_BUSY = 5;

    private DatabaseAway() {}

    public static boolean isCauseOf(Throwable e) {
        return e instanceof TransientDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransactionException
                || e instanceof DataAccessException failed && isBusy(failed.getCause(SQLException.class));
    }

    /** As SQLite says that another process writes. */
    private static boolean isBusy(@Nullable SQLException e) {
        return e != null && (e.getErrorCode() & 0xff) == SQLITE_BUSY;
    }
}
