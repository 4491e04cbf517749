package io.telecomcrm.contracts;

import static io.telecomcrm.contracts.ContractStatus.ACTIVE;
import static io.telecomcrm.contracts.ContractStatus.DRAFT;
import static io.telecomcrm.contracts.ContractStatus.SUSPENDED;

import io.telecomcrm.kernel.Coded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be done to a contract, where it may start from, and who may do it. */
public enum ContractCommand implements Coded {
    EDIT(Contracts.EDIT, DRAFT),
    BIND_SIM(Contracts.EDIT, DRAFT),
    UNBIND_SIM(Contracts.EDIT, DRAFT),
    ACTIVATE(Contracts.ACTIVATE, DRAFT),
    DELETE(Contracts.EDIT, DRAFT),
    BLOCK(Contracts.VIEW, ACTIVE, SUSPENDED),
    UNBLOCK(Contracts.VIEW, SUSPENDED),
    CHANGE_TARIFF(Contracts.CHANGE_TARIFF, ACTIVE, SUSPENDED),
    CANCEL_TARIFF_CHANGE(Contracts.CHANGE_TARIFF, ACTIVE, SUSPENDED),
    REPLACE_SIM(Contracts.REPLACE_SIM, ACTIVE, SUSPENDED),
    CHANGE_NUMBER(Contracts.CHANGE_NUMBER, ACTIVE, SUSPENDED),
    CHANGE_CUSTOMER(Contracts.CHANGE_CUSTOMER, ACTIVE, SUSPENDED),
    CREDIT_LIMIT(Contracts.CREDIT_LIMIT, DRAFT, ACTIVE, SUSPENDED),
    PROMISE(Contracts.PROMISE, ACTIVE, SUSPENDED),
    TERMINATE(Contracts.TERMINATE, DRAFT, ACTIVE, SUSPENDED);

    private static final Map<ContractStatus, List<ContractCommand>> BY_STATUS = Stream.of(ContractStatus.values())
            .collect(Collectors.toUnmodifiableMap(
                    status -> status,
                    status -> Stream.of(values())
                            .filter(command -> command.startsFrom(status))
                            .toList()));

    private final String permission;
    private final Set<ContractStatus> from;

    ContractCommand(String permission, ContractStatus... from) {
        this.permission = permission;
        this.from = Set.of(from);
    }

    /** The right to the command; of a block it is the right to its reason, see {@link BlockReason#permission}. */
    public String permission() {
        return permission;
    }

    public boolean startsFrom(ContractStatus status) {
        return from.contains(status);
    }

    /** Every command that may start from a status, in the order in which people would look for them. */
    public static List<ContractCommand> from(ContractStatus status) {
        return BY_STATUS.getOrDefault(status, List.of());
    }
}
