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

    private static final int MOST = 5_000;

    private final Duration moment;
    private final int least;
    private int size;

    ChunkSize(DSLContext db) {
        var sqlite = Dialect.of(db) == Dialect.SQLITE;
        this.moment = Duration.ofMillis(sqlite ? 60 : 300);
        // fewer would help nobody on a machine that is busy, for what each chunk costs besides
        this.least = sqlite ? 50 : 400;
        this.size = least;
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
