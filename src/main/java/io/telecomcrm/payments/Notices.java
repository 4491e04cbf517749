package io.telecomcrm.payments;

import java.time.Instant;

/** What was told to subscribers; asked here, answered by whoever tells them. */
public interface Notices {

    /** Whether the notice of suspension for the present debt was sent before a moment. */
    boolean wasWarnedOfDebt(long contractId, Instant before);
}
