package io.telecomcrm.audit;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.telecomcrm.kernel.Actor;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The door to the checks of the log: every night, and when somebody asks for one. */
@Service
public class AuditChecks {

    static final String TASK = "audit-check";

    private static final Logger log = LoggerFactory.getLogger(AuditChecks.class);
    private static final TaskInstanceId RUN = TaskInstanceId.of(TASK, "recurring");
    private static final int COUNTED = 1000;

    private final AuditRepository entries;
    private final Verification verification;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    AuditChecks(AuditRepository entries, Verification verification, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.entries = entries;
        this.verification = verification;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Checks the log, also that the seal seen by the check before is still there, and keeps the result. */
    Check check() {
        var known = entries.lastCheck()
                .filter(check -> check.isGood() && check.seal() > 0)
                .map(check -> new KnownSeal(check.seal(), check.sealHash()))
                .orElse(KnownSeal.NONE);
        var check = verification.check(known);
        entries.add(check);
        if (!check.isGood()) {
            log.error("The audit log does not fit its seals: {}", check.findingsAsText());
        }
        return check;
    }

    /** Has the log checked as soon as a node is free; a check that runs already is the one. */
    public void checkSoon() {
        Actor.current().demand("audit.view");
        scheduler.ifAvailable(jobs -> {
            try {
                jobs.reschedule(RUN, Instant.now());
                jobs.triggerCheckForDueExecutions();
            } catch (TaskInstanceCurrentlyExecutingException e) {
                log.debug("A check runs already");
            }
        });
    }

    AuditState state() {
        var seal = entries.lastSeal();
        var sealedTo = seal.map(Seal::toId).orElse(Long.MIN_VALUE);
        return new AuditState(
                seal.map(Seal::number).orElse(0L),
                seal.map(Seal::sealedAt).orElse(null),
                entries.unsealed(sealedTo, COUNTED),
                entries.oldestUnsealed(sealedTo).orElse(null),
                entries.lastCheck().orElse(null),
                isChecking());
    }

    private boolean isChecking() {
        var jobs = scheduler.getIfAvailable();
        return jobs != null
                && jobs.getScheduledExecution(RUN)
                        .filter(run -> run.isPicked() || !run.getExecutionTime().isAfter(Instant.now()))
                        .isPresent();
    }
}
