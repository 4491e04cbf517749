package io.telecomcrm.charging;

import io.telecomcrm.database.Dialect;
import java.time.Duration;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * How many contracts are charged at once: as many as take a moment, so that whoever wants one of them, or on SQLite
 * anything written at all, waits no longer than that.
 */
@Component
class ChunkSize {

    private static final int LEAST = 20;
    private static final int MOST = 5_000;
    private static final int FIRST = 100;

    private final Duration moment;
    private int size = FIRST;

    ChunkSize(DSLContext db) {
        this.moment = switch (Dialect.of(db)) {
            case SQLITE -> Duration.ofMillis(60);
            case POSTGRESQL -> Duration.ofMillis(300);
        };
    }

    int next() {
        return size;
    }

    void took(Duration time) {
        if (size < least || time.multipliedBy(2).compareTo(moment) < 0) {
            size = Math.min(MOST, size * 2);
        } else if (time.compareTo(moment) > 0) {
            size = Math.max(least, size / 2);
        }
    }

    void failed() {
        size = Math.max(1, size / 4);
    }
}
