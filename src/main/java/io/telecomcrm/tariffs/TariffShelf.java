package io.telecomcrm.tariffs;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.DomainEvent;
import io.telecomcrm.web.Listing;
import java.io.ByteArrayOutputStream;
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
                ? new Part(fresh.json, all.size(), count, false)
                : new Part(array(all.subList(from, to)), to - from, count, to < all.size());
    }

    /** Rows that are JSON already, and whether more follow. */
    record Part(byte[] json, int rows, Count count, boolean more) {}

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

    private static byte[] array(List<byte[]> rows) {
        var array = new ByteArrayOutputStream();
        array.write('[');
        for (var i = 0; i < rows.size(); i++) {
            if (i > 0) {
                array.write(',');
            }
            array.writeBytes(rows.get(i));
        }
        array.write(']');
        return array.toByteArray();
    }

    /** @param changes how many there had been before it was read */
    private record Shelf(List<byte[]> rows, byte[] json, long changes, long readNanos) {}
}
