package io.telecomcrm.charging;

import static io.telecomcrm.charging.ChargeRunStatus.CANCELLED;
import static io.telecomcrm.charging.ChargeRunStatus.FINISHED;
import static io.telecomcrm.charging.ChargeRunStatus.RUNNING;

import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run over all contracts whose fee is due. It goes through them by their ids; each chunk and the place behind it are
 * written in one transaction, so that whoever goes on, after whatever happened, loses nothing and does nothing twice.
 *
 * @param day fees are due up to it
 * @param startedBy the user or the job that began it
 * @param progressAt when it last got on
 * @param due contracts that were due when it began
 * @param place where in the walk over the contracts it is
 */
public record ChargeRun(
        long id,
        ChargeRunKind kind,
        ChargeRunStatus status,
        LocalDate day,
        Instant startedAt,
        Starter startedBy,
        @Nullable Instant finishedAt,
        Instant progressAt,
        long due,
        Tally tally,
        Place place) {

    /** Steps follow each other faster than that. */
    private static final Duration AWAY = Duration.ofSeconds(30);

    /** Who began a run. @param userId null of a job */
    public record Starter(@Nullable Long userId, String username) {}

    /**
     * @param lastId contracts up to this id are done with
     * @param pass how often the walk began from the front, for contracts that others held
     * @param skipped how many others held in this pass
     * @param waitingFrom when the first pass ended, if others held some; null before
     */
    record Place(
            long lastId, long pass, long skipped, @Nullable Instant waitingFrom) {

        static final Place FRONT = new Place(0, 1, 0, null);

        Place behind(long id, int held) {
            return new Place(id, pass, skipped + held, waitingFrom);
        }

        Place again(Instant now) {
            return new Place(0, pass + 1, 0, waitingFrom == null ? now : waitingFrom);
        }

        /** Whether it waited for others for so long. */
        boolean hasWaited(Duration patience, Instant now) {
            return patience.isZero() || waitingFrom != null && !now.isBefore(waitingFrom.plus(patience));
        }
    }

    public boolean isDry() {
        return kind == ChargeRunKind.DRY;
    }

    public boolean isOpen() {
        return status == RUNNING;
    }

    /** Contracts it is done with, in some way. */
    public long done() {
        return tally.seen() + tally.errors();
    }

    /** Never less than it is done with: contracts fall due while it runs. */
    public long total() {
        return Math.max(due, done());
    }

    /** Contracts a second. */
    public double speed() {
        return done() * 1000.0 / Math.max(1, lasted().toMillis());
    }

    public Duration lasted() {
        return Duration.between(startedAt, finishedAt == null ? progressAt : finishedAt);
    }

    /** How much longer it takes at its present speed; null while nobody can say. */
    public @Nullable Duration left() {
        return done() == 0 ? null : Duration.ofSeconds(Math.round((total() - done()) / speed()));
    }

    /** The same; where nobody looked after it for a while, nodes or the database being away, its waiting begins anew. */
    ChargeRun lookedAt(Instant now) {
        return place.waitingFrom() == null || progressAt.plus(AWAY).isAfter(now)
                ? this
                : new ChargeRun(
                        id,
                        kind,
                        status,
                        day,
                        startedAt,
                        startedBy,
                        finishedAt,
                        progressAt,
                        due,
                        tally,
                        new Place(place.lastId(), place.pass(), place.skipped(), now));
    }

    ChargeRun progress(Tally more, Place to, Instant now) {
        return new ChargeRun(id, kind, status, day, startedAt, startedBy, finishedAt, now, due, tally.plus(more), to);
    }

    ChargeRun finish(Instant now) {
        return ended(FINISHED, now);
    }

    /** What was charged stays so; the rest falls to the next run. */
    ChargeRun cancel(Instant now) {
        if (!isOpen()) {
            throw new Refusal(new Text("charge_run_over"), status.code(), List.of());
        }
        return ended(CANCELLED, now);
    }

    private ChargeRun ended(ChargeRunStatus as, Instant now) {
        return new ChargeRun(id, kind, as, day, startedAt, startedBy, now, now, due, tally, place);
    }
}
