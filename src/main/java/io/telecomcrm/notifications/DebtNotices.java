package io.telecomcrm.notifications;

import io.telecomcrm.payments.Notices;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Tells the ledger which debts their customers know of. */
@Component
class DebtNotices implements Notices {

    private final NotificationRepository rows;

    DebtNotices(NotificationRepository rows) {
        this.rows = rows;
    }

    @Override
    public boolean wasWarnedOfDebt(long contractId, Instant before) {
        return rows.wasWarnedOfDebt(contractId, before);
    }
}
