package io.telecomcrm.charging;

import io.telecomcrm.contracts.ContractNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contract that a run could not charge.
 *
 * @param reason a code, such as {@code failed}
 * @param detail for whoever looks into it
 */
public record ParkedContract(
        long runId,
        long contractId,
        ContractNumber number,
        String customer,
        String reason,
        @Nullable String detail,
        Instant at) {}
