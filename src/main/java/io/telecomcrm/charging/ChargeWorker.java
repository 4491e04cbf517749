package io.telecomcrm.charging;

import io.telecomcrm.database.DatabaseAway;
import io.telecomcrm.kernel.Actor;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Does the open runs, on every node: looks for one, does a step of it, looks again. A run needs no owner and no lease, for
 * each step holds the run's row: when a node dies, the database lets go of the row and the next node to look goes on.
 */
@Component
@ConditionalOnProperty(name = "db-scheduler.enabled", matchIfMissing = true)
class ChargeWorker implements SmartLifecycle {

    static final String ACTOR = "charging.run";

    /** Between two looks when there is nothing to do, or nothing that can be done. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(ChargeWorker.class);

    private final ChargeRunRepository runs;
    private final ChargeSteps steps;
    private final ChunkSize size;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    ChargeWorker(ChargeRunRepository runs, ChargeSteps steps, ChunkSize size) {
        this.runs = runs;
        this.steps = steps;
        this.size = size;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        // before the thread begins, which ends when it is not so
        running = true;
        thread = Thread.ofPlatform()
                .name("charging")
                .daemon()
                .start(() -> Actor.job(ACTOR).run(this::work));
    }

    /** Lets the present step end: it takes a moment. */
    @Override
    public synchronized void stop() {
        running = false;
        news.release();
        try {
            if (thread != null) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @TransactionalEventListener
    void hear(ChargeRuns.Begun begun) {
        log.debug("Run {} was begun", begun.id());
        news.release();
    }

    private void work() {
        while (running) {
            try {
                if (!workOn()) {
                    news.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Charging waits: the database doesn't answer", e);
                pause();
            } catch (Error e) {
                size.failed();
                pause();
                tell(e);
            }
        }
    }

    /** A step of the first run that can be got on with; false where there is none. */
    private boolean workOn() {
        for (var run : runs.open()) {
            if (step(run.id()) == ChargeSteps.Outcome.ON) {
                return true;
            }
        }
        return false;
    }

    /** Where a chunk fails it is tried in ever smaller parts, until the one contract that fails is alone and parked. */
    ChargeSteps.Outcome step(long run) {
        var most = size.next();
        var began = System.nanoTime();
        try {
            var outcome = steps.next(run, most);
            var took = Duration.ofNanos(System.nanoTime() - began);
            log.debug("Run {}: a step of at most {} contracts took {} ms", run, most, took.toMillis());
            size.took(took);
            return outcome;
        } catch (RuntimeException | Error e) {
            if (e instanceof OutOfMemoryError || DatabaseAway.isCauseOf(e)) {
                throw e;
            }
            if (most == 1) {
                log.error("Run {} leaves a contract out", run, e);
                steps.park(run, e);
            }
            size.failed();
            return ChargeSteps.Outcome.ON;
        }
    }

    /** Nobody would begin this thread anew, should the memory be too full for this as well. */
    private static void tell(Error broken) {
        try {
            log.error("A step of charging broke off, and a smaller one is tried", broken);
        } catch (OutOfMemoryError e) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
