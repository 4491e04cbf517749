package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Money;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page of the simulator on which a customer pays. */
public record SimulatorPage(
        String id,
        Money amount,
        String what,
        OperationState state,
        @Nullable String returnUrl) {

    static SimulatorPage of(Simulator.Thing payment) {
        return new SimulatorPage(
                payment.id(),
                payment.amount(),
                String.valueOf(payment.asked().getOrDefault("description", "")),
                payment.state(),
                SimulatorPages.returnUrl(payment));
    }

    public boolean isOpen() {
        return state == OperationState.PENDING;
    }

    /** Ways in which the message about it reaches us, or doesn't. */
    public List<String> deliveries() {
        return Arrays.stream(Simulator.Delivery.values())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
