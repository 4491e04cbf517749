package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import java.util.List;

/**
 * What a customer pays at the desk as the contract is signed.
 *
 * @param amount above zero
 * @param method one of {@link #METHODS}
 */
public record FirstPayment(Money amount, String method) {

    /** How money is taken at the desk, in the words of the ledger. */
    static final List<String> METHODS = List.of("cash", "card", "bank_transfer");

    /** The choice of paying nothing. */
    static final String NONE = "none";

    /**
     * What is taken without and with being asked about once more.
     *
     * @param largest no payment is larger
     * @param undoubted what is above it is asked about
     */
    public record Limits(Money largest, Money undoubted) {}
}
