package io.telecomcrm.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a contract stands in its life.
 *
 * @param anchorOn the day from which periods are counted
 * @param blocks the active ones: there are some exactly while the contract is suspended
 */
public record ContractState(
        ContractStatus status,
        @Nullable Instant activatedAt,
        @Nullable LocalDate anchorOn,
        @Nullable Instant terminatedAt,
        @Nullable TerminationReason terminationReason,
        List<Block> blocks) {

    static final ContractState DRAFT = new ContractState(ContractStatus.DRAFT, null, null, null, null, List.of());

    public ContractState {
        blocks = List.copyOf(blocks);
    }

    ContractState anchoredOn(LocalDate day) {
        return new ContractState(status, activatedAt, day, terminatedAt, terminationReason, blocks);
    }

    /** In service, or suspended while there are blocks. */
    ContractState serving(List<Block> active) {
        return new ContractState(
                active.isEmpty() ? ContractStatus.ACTIVE : ContractStatus.SUSPENDED,
                activatedAt,
                anchorOn,
                null,
                null,
                active);
    }
}
