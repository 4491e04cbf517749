package io.telecomcrm.payments;

import io.telecomcrm.kernel.Coded;

/** What a line of the ledger is: money that came, a fee, money given back, a correction. */
public enum PaymentKind implements Coded {
    PAYMENT,
    CHARGE,
    REFUND,
    ADJUSTMENT;

    public static PaymentKind of(String code) {
        return Coded.of(PaymentKind.class, code);
    }
}
