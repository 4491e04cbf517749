package io.telecomcrm.payments;

import io.telecomcrm.kernel.Coded;
import java.util.List;

/** How money came or went; what we book among ourselves is internal. */
public enum PaymentMethod implements Coded {
    CASH,
    CARD,
    BANK_TRANSFER,
    ONLINE,
    TERMINAL,
    INTERNAL;

    /** Those by which money is taken at the desk. */
    public static final List<PaymentMethod> AT_THE_DESK = List.of(CASH, CARD, BANK_TRANSFER);

    public static PaymentMethod of(String code) {
        return Coded.of(PaymentMethod.class, code);
    }
}
