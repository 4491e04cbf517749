package io.telecomcrm.payments;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.CrmSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends the debts that are none any more because a fee was lowered: nobody pays then, so nothing else would. */
@Component
class LoweredFees {

    static final String JOB = "payments.lowered-fees";

    private static final Logger log = LoggerFactory.getLogger(LoweredFees.class);

    /** For so long a tariff is looked at again, for whoever couldn't be helped at once. */
    private static final Duration CHANGED = Duration.ofDays(1);

    private static final int AT_ONCE = 500;

    private final SubscriptionRepository rows;
    private final Ledger ledger;
    private final SingleCharges charges;
    private final TransactionTemplate transactions;
    private final CrmSettings settings;
    private final Clock clock;
    private volatile boolean hasLooked;

    LoweredFees(
            SubscriptionRepository rows,
            Ledger ledger,
            SingleCharges charges,
            TransactionTemplate transactions,
            CrmSettings settings,
            Clock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.charges = charges;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks at all tariffs first, for nobody knows how long all nodes were away, then at those changed lately. */
    void settle() {
        var tariffs = rows.tariffsChangedSince(hasLooked ? clock.instant().minus(CHANGED) : Instant.EPOCH);
        Actor.job(JOB).run(() -> {
            if (settle(tariffs)) {
                hasLooked = true;
            }
        });
    }

    /** Whether all went well. */
    private boolean settle(List<Long> tariffs) {
        var last = 0L;
        var isDone = true;
        List<Long> debtors;
        do {
            debtors = rows.debtorsOf(tariffs, last, AT_ONCE);
            if (!debtors.isEmpty()) {
                isDone &= end(debtors);
                last = debtors.getLast();
            }
        } while (debtors.size() == AT_ONCE);
        return isDone;
    }

    private boolean end(List<Long> debtors) {
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        var isDone = true;
        for (var standing : rows.standings(debtors, today)) {
            if (standing.toUnblock(today).isZero()) {
                try {
                    transactions.executeWithoutResult(_ -> {
                        ledger.lock(standing.contractId());
                        charges.settle(standing.contractId());
                    });
                } catch (RuntimeException e) {
                    log.error("The debt of contract {} is not ended yet", standing.contractId(), e);
                    // a contract in an impossible state stays so until somebody puts it right, and holds up no other
                    isDone &= e instanceof Refusal;
                }
            }
        }
        return isDone;
    }
}
