package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something was done to a contract, which is told as it became. */
public sealed interface ContractEvent extends DomainEvent {

    Contract contract();

    record Created(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record Updated(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record Deleted(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record Activated(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record Blocked(Contract contract, BlockReason reason, Map<String, Change> changes) implements ContractEvent {}

    record Unblocked(Contract contract, BlockReason reason, Map<String, Change> changes) implements ContractEvent {}

    /** @param before the contract as it was, whose unused days may be given back */
    record Terminated(Contract contract, Contract before, Map<String, Change> changes) implements ContractEvent {}

    /**
     * @param before the contract as it was, whose unused days are credited
     * @param now whether a new period begins today, or when service resumes; else the change came with a period's start
     */
    record TariffChanged(Contract contract, Contract before, boolean now, Map<String, Change> changes)
            implements ContractEvent {}

    record TariffChangePlanned(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record TariffChangeCancelled(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record CreditLimitChanged(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    /** The subscriber promised to pay, and is given credit until a day. */
    record PaymentPromised(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    /** The time of a promise is over, whether it was kept or not. */
    record PromiseEnded(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record SimReplaced(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record NumberChanged(Contract contract, Map<String, Change> changes) implements ContractEvent {}

    record CustomerChanged(Contract contract, Contract before, Map<String, Change> changes) implements ContractEvent {}

    /** What was done, without the feature's name, as the contract's history keeps it too. */
    default String what() {
        return switch (this) {
            case Created _ -> "created";
            case Updated _ -> "updated";
            case Deleted _ -> "deleted";
            case Activated _ -> "activated";
            case Blocked _ -> "blocked";
            case Unblocked _ -> "unblocked";
            case Terminated _ -> "terminated";
            case TariffChanged _ -> "tariff_changed";
            case TariffChangePlanned _ -> "tariff_change_planned";
            case TariffChangeCancelled _ -> "tariff_change_cancelled";
            case CreditLimitChanged _ -> "credit_limit_changed";
            case PaymentPromised _ -> "payment_promised";
            case PromiseEnded _ -> "promise_ended";
            case SimReplaced _ -> "sim_replaced";
            case NumberChanged _ -> "number_changed";
            case CustomerChanged _ -> "customer_changed";
        };
    }

    @Override
    default String action() {
        return "contract." + what();
    }

    @Override
    default String objectType() {
        return "contract";
    }

    @Override
    default @Nullable Long objectId() {
        return contract().id();
    }
}
