package io.telecomcrm.audit;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Seals the log in blocks, behind the writers, who wait for nobody. Entries are sealed once no transaction can still add
 * one with a smaller id. Each seal is also written to the application's log, which is kept outside the database: who
 * rewrites the whole chain does not match it.
 */
@Component
class Sealer {

    private static final Logger log = LoggerFactory.getLogger("audit.seal");
    private static final int LARGEST_BLOCK = 5000;
    private static final int READ_AT_ONCE = 500;
    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final AuditRepository entries;
    private final Clock clock;

    Sealer(AuditRepository entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Seals what an earlier run left, then what came since, if the transactions of that moment end soon. */
    void seal() throws InterruptedException {
        var settled = entries.settledTo();
        if (settled.isEmpty() && !entries.fenceIsForeign()) {
            return;
        }
        var last = sealUpTo(settled.orElse(0L));
        if (entries.unsealed(last == null ? Long.MIN_VALUE : last.toId(), 1) == 0) {
            return;
        }
        entries.moveFence();
        for (var tries = 0; tries < TRIES; tries++) {
            settled = entries.settledTo();
            if (settled.isPresent()) {
                sealUpTo(settled.get());
                return;
            }
            Thread.sleep(PAUSE);
        }
    }

    private @Nullable Seal sealUpTo(long settled) {
        var last = entries.lastSeal().orElse(null);
        while (last == null || last.toId() < settled) {
            var next = next(last, settled);
            if (next == null) {
                return last;
            }
            entries.add(next);
            log.info(
                    "seal {}: entries {} to {}, {} in all, sha256 {}",
                    next.number(),
                    next.fromId(),
                    next.toId(),
                    next.entries(),
                    next.hash());
            last = next;
        }
        return last;
    }

    /** The seal of the next block, null when there is nothing to seal. */
    private @Nullable Seal next(@Nullable Seal last, long settled) {
        var block = new Seal.Block();
        var after = last == null ? Long.MIN_VALUE : last.toId();
        while (block.entries() < LARGEST_BLOCK) {
            var rows = entries.between(after, settled, READ_AT_ONCE);
            rows.forEach(block::add);
            if (rows.size() < READ_AT_ONCE) {
                return block.entries() == 0 ? null : block.seal(last, settled, clock.instant());
            }
            after = block.lastId();
        }
        return block.seal(last, block.lastId(), clock.instant());
    }
}
