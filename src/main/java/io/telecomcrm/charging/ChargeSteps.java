package io.telecomcrm.charging;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.payments.ChargedSet;
import io.telecomcrm.payments.Subscriptions;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of a run, each one transaction: a chunk of contracts is charged and the run's figures and place move with it,
 * or none of it happens. The run's own row is locked for a step, so nodes take turns; whoever dies lets go of it.
 */
@Component
class ChargeSteps {

    /** Why a contract was parked where the ledger had no reason of its own. */
    static final String FAILED = "failed";

    static final String BUSY = "busy";

    private final ChargeRunRepository runs;
    private final Subscriptions subscriptions;
    private final ChargingSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChargeSteps(
            ChargeRunRepository runs,
            Subscriptions subscriptions,
            ChargingSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What came of a step. */
    enum Outcome {
        /** There is more to do. */
        ON,
        /** What is left is held by others. */
        WAIT,
        /** Another node is at it, or it is over. */
        NOTHING
    }

    /** Charges the next contracts, at most so many. */
    @Transactional
    Outcome next(long id, int most) {
        var run = runs.lockOpen(id).map(open -> open.lookedAt(clock.instant())).orElse(null);
        if (run == null) {
            return Outcome.NOTHING;
        }
        var ids = subscriptions.dueAfter(run.place().lastId(), run.day(), most);
        return ids.isEmpty() ? endOfPass(run) : chunk(run, ids);
    }

    /** Parks the next contract, whose charge failed with all that was tried, and goes on behind it. */
    @Transactional
    void park(long id, Throwable why) {
        var run = runs.lockOpen(id).orElse(null);
        if (run == null) {
            return;
        }
        var ids = subscriptions.dueAfter(run.place().lastId(), run.day(), 1);
        if (!ids.isEmpty()) {
            var contract = ids.getFirst();
            park(run, contract, FAILED, why.getClass().getSimpleName());
            runs.update(run.progress(errors(1), run.place().behind(contract, 0), clock.instant()));
        }
    }

    private Outcome chunk(ChargeRun run, List<Long> ids) {
        var todo = run.place().pass() == 1 ? ids : withoutParked(run, ids);
        if (todo.isEmpty()) {
            runs.update(run.progress(Tally.NOTHING, run.place().behind(ids.getLast(), 0), clock.instant()));
            return Outcome.ON;
        }
        var done = run.isDry()
                ? subscriptions.dryRun(todo, run.day())
                : subscriptions.chargeDue(todo, run.day(), run.id());
        done.parked().forEach((contract, reason) -> park(run, contract, reason, null));
        var errors = done.parked().size();
        var held = done.skipped().size();
        if (run.place().hasWaited(settings.patience(), clock.instant())) {
            done.skipped().forEach(contract -> park(run, contract, BUSY, null));
            errors += held;
            held = 0;
        }
        runs.update(run.progress(tally(done, errors), run.place().behind(ids.getLast(), held), clock.instant()));
        return Outcome.ON;
    }

    /** Contracts that others held are taken up again, for as long as patience lasts; then the run is over. */
    private Outcome endOfPass(ChargeRun run) {
        var now = clock.instant();
        if (run.place().skipped() == 0) {
            var finished = run.finish(now);
            runs.update(finished);
            events.publishEvent(new ChargeRunFinished(finished));
            return Outcome.NOTHING;
        }
        runs.update(run.progress(Tally.NOTHING, run.place().again(now), now));
        return Outcome.WAIT;
    }

    /** Those parked in a pass before are still due. */
    private List<Long> withoutParked(ChargeRun run, List<Long> ids) {
        var parked = runs.parked(run.id(), ids);
        return ids.stream().filter(Predicate.not(parked::contains)).toList();
    }

    private void park(ChargeRun run, long contract, String reason, @Nullable String detail) {
        runs.park(run.id(), contract, reason, detail, clock.instant());
    }

    private static Tally tally(ChargedSet done, int errors) {
        return new Tally(done.seen(), done.charged(), done.blocked(), errors, done.sum());
    }

    private static Tally errors(int errors) {
        return new Tally(0, 0, 0, errors, Money.ZERO);
    }
}
