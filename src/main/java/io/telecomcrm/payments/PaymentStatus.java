package io.telecomcrm.payments;

import io.telecomcrm.kernel.Coded;

/** How far a line of the ledger is; a payment given back whole is refunded. */
public enum PaymentStatus implements Coded {
    PENDING,
    SUCCEEDED,
    DECLINED,
    REFUNDED;

    public static PaymentStatus of(String code) {
        return Coded.of(PaymentStatus.class, code);
    }

    /** Whether the line's amount is in the balance. */
    public boolean tookEffect() {
        return this == SUCCEEDED || this == REFUNDED;
    }
}
