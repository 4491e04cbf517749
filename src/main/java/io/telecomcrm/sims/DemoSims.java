package io.telecomcrm.sims;

import io.telecomcrm.kernel.Luhn;
import io.telecomcrm.kernel.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Cards that don't exist but might: the same for the same seed and day, each made on its own, so that a million needs no
 * more memory than one. No two share a number.
 */
final class DemoSims {

    private static final long NUMBERS = 1_000_000_000L;
    private static final long STRIDE = 387_420_491L;
    private static final long SMALLEST_BATCH = 25;
    private static final long LARGEST_BATCH = 5_000;
    private static final int BATCHES = 60;
    private static final int SECONDS_FOR_A_CARD = 15;
    private static final int WITHOUT_NUMBER_EVERY = 10;
    private static final Duration HISTORY = Duration.ofDays(3 * 365 + 30);

    private final long seed;
    private final long count;
    private final long numbered;
    private final long batchSize;
    private final Instant now;

    /** @param numbered how many cards have a number for sure; of those behind them some get it later */
    DemoSims(long seed, long count, long numbered, Instant now) {
        this.seed = seed;
        this.count = count;
        this.numbered = numbered;
        this.batchSize = Math.clamp(count / BATCHES, SMALLEST_BATCH, LARGEST_BATCH);
        this.now = now;
    }

    /** When the card of this place, counted from 0, came: all of a delivery soon one after the other. */
    Instant createdAt(long index) {
        var batch = index / batchSize * batchSize;
        var ago = HISTORY.toSeconds() * (count - batch) / count;
        return now.minusSeconds(LARGEST_BATCH * SECONDS_FOR_A_CARD + ago)
                .plusSeconds((index - batch) * SECONDS_FOR_A_CARD);
    }

    SimDetails get(long index) {
        var random = new SplittableRandom(seed * 1_000_003 + index * 0x9E3779B97F4A7C15L);
        var secrets = new SimSecrets(
                "%04d".formatted(random.nextInt(10_000)),
                "%08d".formatted(random.nextInt(100_000_000)),
                "%04d".formatted(random.nextInt(10_000)),
                "%08d".formatted(random.nextInt(100_000_000)));
        return new SimDetails(
                iccid(index), new Imsi("25077%010d".formatted(index)), number(index), batch(index), secrets);
    }

    static Msisdn msisdn(long seed, long index) {
        return new Msisdn("+79%09d".formatted(Math.floorMod(index * STRIDE + seed * 7919, NUMBERS)));
    }

    private @Nullable Msisdn number(long index) {
        return index >= numbered && index % WITHOUT_NUMBER_EVERY == 0 ? null : msisdn(seed, index);
    }

    private static Iccid iccid(long index) {
        var digits = "8970177%011d".formatted(index);
        return new Iccid(digits + Luhn.checkDigit(digits));
    }

    /** Deliveries are named by their month. */
    private String batch(long index) {
        var month = createdAt(index).atZone(ZoneOffset.UTC);
        return "%d-%02d/%d".formatted(month.getYear(), month.getMonthValue(), index / batchSize + 1);
    }
}
