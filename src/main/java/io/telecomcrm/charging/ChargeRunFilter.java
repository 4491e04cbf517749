package io.telecomcrm.charging;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which runs a list shows. @param to inclusive */
record ChargeRunFilter(
        @Nullable ChargeRunKind kind,
        @Nullable ChargeRunStatus status,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    static final ChargeRunFilter ALL = new ChargeRunFilter(null, null, null, null);
}
