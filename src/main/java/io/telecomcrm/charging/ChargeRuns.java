package io.telecomcrm.charging;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.payments.Subscriptions;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door: runs are begun and cancelled here; what they do, {@link ChargeWorker} does. */
@Service
public class ChargeRuns {

    public static final String VIEW = "charging.view";
    public static final String RUN = "charging.run";

    /** How far ahead a dry run looks. */
    static final int DAYS_AHEAD = 62;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    private final ChargeRunRepository runs;
    private final Subscriptions subscriptions;
    private final CrmSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChargeRuns(
            ChargeRunRepository runs,
            Subscriptions subscriptions,
            CrmSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** A run was begun; whoever is there may get to work once this is committed. */
    record Begun(long id) {}

    /** Begins the run of the day, unless it was begun already, perhaps by another node. */
    @Transactional
    public Optional<ChargeRun> startScheduled() {
        Actor.current().demand(RUN);
        return begin(ChargeRunKind.SCHEDULED, today());
    }

    /** Charges what is due now, for people who can't wait for the schedule. */
    @Transactional
    public ChargeRun start() {
        Actor.current().demand(RUN);
        var open = runs.open().stream().filter(run -> !run.isDry()).findFirst();
        if (open.isPresent()) {
            throw running();
        }
        return begin(ChargeRunKind.MANUAL, today()).orElseThrow(ChargeRuns::running);
    }

    /** Counts what a run on a day would charge, and writes nothing to any ledger. */
    @Transactional
    public ChargeRun startDry(LocalDate day) {
        Actor.current().demand(RUN);
        if (day.isBefore(today()) || day.isAfter(today().plusDays(DAYS_AHEAD))) {
            throw new Invalid(
                    "day", "charging.day-range", DAY.format(today()), DAY.format(today().plusDays(DAYS_AHEAD)));
        }
        return begin(ChargeRunKind.DRY, day).orElseThrow(ChargeRuns::running);
    }

    /** Stops a run at the end of its present chunk. What was charged stays; the next run charges the rest. */
    @Transactional
    public ChargeRun cancel(long id) {
        Actor.current().demand(RUN);
        var run = runs.lock(id).cancel(clock.instant());
        runs.update(run);
        events.publishEvent(new ChargeRunFinished(run));
        return run;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private Optional<ChargeRun> begin(ChargeRunKind kind, LocalDate day) {
        var now = clock.instant();
        var actor = Actor.current();
        var run = new ChargeRun(
                0,
                kind,
                ChargeRunStatus.RUNNING,
                day,
                now,
                new ChargeRun.Starter(actor.userId(), actor.username()),
                null,
                now,
                subscriptions.countDue(day),
                Tally.NOTHING,
                ChargeRun.Place.FRONT);
        var begun = runs.add(run);
        begun.ifPresent(it -> events.publishEvent(new Begun(it.id())));
        return begun;
    }

    private static Refusal running() {
        return new Refusal(new Text("charge_run_running"), ChargeRunStatus.RUNNING.code(), List.of());
    }
}
