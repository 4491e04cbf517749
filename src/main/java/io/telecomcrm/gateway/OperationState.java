package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Coded;

/** How far a provider is with what it was asked; a later one is never undone by an earlier one. */
public enum OperationState implements Coded {
    /** Nobody has answered yet. */
    NEW,
    PENDING,
    /** The customer has paid, the money waits until we take it. */
    WAITING_FOR_CAPTURE,
    CANCELED,
    SUCCEEDED;

    boolean isFinal() {
        return this == CANCELED || this == SUCCEEDED;
    }

    public static OperationState of(String code) {
        return Coded.of(OperationState.class, code);
    }
}
