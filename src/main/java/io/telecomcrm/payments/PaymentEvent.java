package io.telecomcrm.payments;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something happened to a line of the ledger, which is told as it became. */
public sealed interface PaymentEvent extends DomainEvent {

    Payment payment();

    /** The money is there. */
    record Received(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    /** It was begun and may still fail. */
    record Expected(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    /** The fee of one period, outside the runs, which tell of theirs in one. */
    record Charged(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    record Refunded(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    record Adjusted(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    record Declined(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    record Updated(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    record Deleted(Payment payment, Map<String, Change> changes) implements PaymentEvent {}

    @Override
    default String action() {
        return "payment."
                + switch (this) {
                    case Received _ -> "received";
                    case Expected _ -> "expected";
                    case Charged _ -> "charged";
                    case Refunded _ -> "refunded";
                    case Adjusted _ -> "adjusted";
                    case Declined _ -> "declined";
                    case Updated _ -> "updated";
                    case Deleted _ -> "deleted";
                };
    }

    @Override
    default String objectType() {
        return "payment";
    }

    @Override
    default @Nullable Long objectId() {
        return payment().id();
    }
}
