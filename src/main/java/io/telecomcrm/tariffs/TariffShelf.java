package io.telecomcrm.tariffs;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.DomainEvent;
import io.telecomcrm.web.JsonBytes;
import io.telecomcrm.web.JsonRows;
import io.telecomcrm.web.Listing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is sold, ready to be answered: every till asks for it, and it seldom changes. It is read anew as soon as this
 * node changed a tariff or a contract, and at the latest after a second, so that changes of other nodes show too.
 */
@Component
class TariffShelf {

    /** Measured by the running time of the machine, not by the clock, which may be set. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final TariffRepository tariffs;
    private final JsonMapper json;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Shelf shelf;

    TariffShelf(TariffRepository tariffs, JsonMapper json) {
        this.tariffs = tariffs;
        this.json = json;
    }

    /** The page that is asked for. */
    Part part(Listing listing) {
        var fresh = fresh();
        var all = fresh.rows;
        var count = Count.exactly(all.size());
        var from = (int) Math.min(listing.offset(() -> count), all.size());
        var to = Math.min(from + listing.size(), all.size());
        return to - from == all.size()
                ? new Part(count, new JsonRows(fresh.array, all.size(), false, 0))
                : new Part(count, new JsonRows(array(all.subList(from, to)), to - from, to < all.size(), 0));
    }

    /** A page of it, and how many there are. */
    record Part(Count count, JsonRows rows) {}

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void changed(DomainEvent event) {
        if (event.objectType().equals("tariff") || event.objectType().equals("contract")) {
            changes.incrementAndGet();
        }
    }

    private Shelf fresh() {
        var known = shelf;
        var seen = changes.get();
        if (known != null && known.changes == seen && System.nanoTime() - known.readNanos < FRESH_NANOS) {
            return known;
        }
        var readNanos = System.nanoTime();
        var rows = tariffs.active().stream()
                .map(line -> json.writeValueAsBytes(TariffJson.of(line)))
                .toList();
        var read = new Shelf(rows, array(rows), seen, readNanos);
        shelf = read;
        return read;
    }

    private static JsonBytes array(List<byte[]> rows) {
        var array = new JsonBytes();
        array.beginArray();
        rows.forEach(array::piece);
        array.endArray();
        return array;
    }

    /** @param changes how many there had been before it was read */
    private record Shelf(List<byte[]> rows, JsonBytes array, long changes, long readNanos) {}
}
