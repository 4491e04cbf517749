package io.telecomcrm.gateway;

import io.telecomcrm.kernel.Coded;

/** Why a person has to decide. */
public enum ReviewReason implements Coded {
    /** Nobody has the account that the payer named. */
    ACCOUNT,
    /** The provider has a payment that we never asked for, or tells of one that nobody can find out about. */
    UNKNOWN,
    /** Other money came than was expected, or the ledger refuses it. */
    AMOUNT,
    CURRENCY,
    CONTRACT,
    /** Money went back of which the ledger can't tell whose it is, or how much, or more than there was. */
    REFUND,
    /** What we asked to be given back was not. */
    REFUND_CANCELED,
    /** Whether money went back was never answered. */
    UNANSWERED,
    /** The provider doesn't know any more what it said it had. */
    LOST;

    /** Whether it is about money that came. */
    boolean isPayment() {
        return switch (this) {
            case ACCOUNT, UNKNOWN, AMOUNT, CURRENCY, CONTRACT -> true;
            case REFUND, REFUND_CANCELED, UNANSWERED, LOST -> false;
        };
    }

    public static ReviewReason of(String code) {
        return Coded.of(ReviewReason.class, code);
    }
}
