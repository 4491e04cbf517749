package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffPeriod;
import io.telecomcrmdb.tables.records.ContractRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Contracts that nobody signed but somebody might have: the same for the same seed and day, each made on its own. Most
 * customers sign one soon after they come, some another one later.
 */
final class DemoContracts {

    private static final long STRIDE = 387_420_491L;
    private static final Duration SIGNING = Duration.ofMinutes(40);
    private static final int LATER_PERCENT = 15;
    private static final Duration DRAFTS = Duration.ofDays(65);
    private static final int KEPT_DRAFT_DAYS = 12;
    private static final int DEBTORS_PERCENT = 60;
    private static final List<BlockReason> REASONS = List.of(
            BlockReason.VOLUNTARY,
            BlockReason.VOLUNTARY,
            BlockReason.VOLUNTARY,
            BlockReason.LOST_SIM,
            BlockReason.LOST_SIM,
            BlockReason.ADMINISTRATIVE,
            BlockReason.FRAUD);
    private static final List<TerminationReason> ENDS = List.of(
            TerminationReason.CUSTOMER,
            TerminationReason.CUSTOMER,
            TerminationReason.CUSTOMER,
            TerminationReason.PORT_OUT,
            TerminationReason.PORT_OUT,
            TerminationReason.OTHER,
            TerminationReason.DEATH);

    private final long seed;
    private final long count;
    private final Instant now;
    private final ZoneId zone;
    private final List<Tariff> tariffs;

    /** @param tariffs what is sold, the most wanted first */
    DemoContracts(long seed, long count, Instant now, ZoneId zone, List<Tariff> tariffs) {
        this.seed = seed;
        this.count = count;
        this.now = now;
        this.zone = zone;
        this.tariffs = tariffs;
    }

    /** A contract and, if it is suspended, why. */
    record Made(ContractRecord row, @Nullable Block block) {}

    /** Which of so many customers signs the contract of this place, both counted from 0 in the order in which they came. */
    int customer(long index, int customers) {
        var newest = (int) Math.min(customers - 1, index * customers / count);
        var random = random(index);
        return newest > 0 && random.nextInt(100) < LATER_PERCENT ? random.nextInt(newest) : newest;
    }

    /** @param since when the customer came */
    Made get(long index, long customer, Instant since) {
        var random = random(index).split();
        var created = later(since.plus(SIGNING.multipliedBy(1 + random.nextInt(20))), now.minusSeconds(600));
        var row = new ContractRecord();
        row.setNumber(ContractNumber.of(index * STRIDE + seed * 7919));
        row.setCustomerId(customer);
        var tariff = tariffs.get((int) (tariffs.size() * random.nextDouble() * random.nextDouble()));
        row.setTariffId(tariff.id());
        row.setBalance(Money.ZERO);
        row.setCreditLimit(Money.ZERO);
        row.setSignedOn(day(created));
        row.setCreatedAt(created);
        row.setUpdatedBy("demo");
        row.setVersion(1L);
        var percent = random.nextInt(100);
        if (created.isAfter(now.minus(DRAFTS)) && percent < 50) {
            return draft(row, random);
        }
        var activated = later(created.plusSeconds(300 + random.nextInt(3000)), now.minusSeconds(60));
        row.setStatus(ContractStatus.ACTIVE);
        row.setActivatedAt(activated);
        row.setAnchorOn(day(activated));
        row.setUpdatedAt(activated);
        row.setVersion(2L);
        return percent < 79
                ? new Made(row, null)
                : percent < 89 ? suspended(row, activated, tariff, random) : ended(row, activated, random);
    }

    private Made draft(ContractRecord row, SplittableRandom random) {
        row.setStatus(ContractStatus.DRAFT);
        // touched lately, or it would have been removed
        var touched = now.minus(Duration.ofHours(1 + random.nextInt(24 * KEPT_DRAFT_DAYS)));
        row.setUpdatedAt(touched.isBefore(row.getCreatedAt()) ? row.getCreatedAt() : touched);
        return new Made(row, null);
    }

    private Made suspended(ContractRecord row, Instant activated, Tariff tariff, SplittableRandom random) {
        var owes = !tariff.fee().isZero() && random.nextInt(100) < DEBTORS_PERCENT;
        var reason = owes ? BlockReason.DEBT : REASONS.get(random.nextInt(REASONS.size()));
        var since =
                owes ? lastFee(row, activated, tariff, random) : between(activated, now, Duration.ofDays(50), random);
        var until = reason == BlockReason.VOLUNTARY ? day(now).plusDays(1 + random.nextInt(100)) : null;
        row.setStatus(ContractStatus.SUSPENDED);
        row.setUpdatedAt(since);
        row.setVersion(3L);
        return new Made(row, new Block(reason, since, until, null, "demo"));
    }

    /** When the fee was due that was not paid: on the first day of a period. */
    private Instant lastFee(ContractRecord row, Instant activated, Tariff tariff, SplittableRandom random) {
        var day = day(now).minusDays(tariff.period() == TariffPeriod.DAILY ? random.nextInt(20) : 0);
        var anchor = row.getAnchorOn();
        var due = day.isBefore(anchor)
                ? anchor
                : new BillingPeriods(tariff.period(), anchor).containing(day).start();
        return later(earliest(due.atTime(0, 30).atZone(zone).toInstant(), activated.plusMillis(1)), now);
    }

    private Made ended(ContractRecord row, Instant activated, SplittableRandom random) {
        var ended = between(activated, now, Duration.between(activated, now), random);
        row.setStatus(ContractStatus.TERMINATED);
        row.setTerminatedAt(ended);
        row.setTerminationReason(ENDS.get(random.nextInt(ENDS.size())));
        row.setUpdatedAt(ended);
        row.setVersion(3L);
        return new Made(row, null);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private SplittableRandom random(long index) {
        return new SplittableRandom(seed * 1_000_003 + index * 0x9E3779B97F4A7C15L);
    }

    /** A moment of the last days before the end, but after the beginning. */
    private static Instant between(Instant begin, Instant end, Duration last, SplittableRandom random) {
        var at = end.minusSeconds(1 + random.nextLong(Math.max(1, last.toSeconds())));
        return at.isAfter(begin) ? at : begin.plusMillis(1);
    }

    private static Instant earliest(Instant wanted, Instant earliest) {
        return wanted.isBefore(earliest) ? earliest : wanted;
    }

    private static Instant later(Instant wanted, Instant latest) {
        return wanted.isAfter(latest) ? latest : wanted;
    }
}
