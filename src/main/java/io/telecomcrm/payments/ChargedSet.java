package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.util.List;
import java.util.Map;

/**
 * What came of charging a set of contracts.
 *
 * @param seen contracts that were looked at
 * @param charged fees that were charged; several of a contract that had to catch up
 * @param blocked contracts that were suspended for the debt
 * @param sum what the fees add up to, positive
 * @param skipped contracts that somebody else holds
 * @param parked contracts in a state that can't be charged, each with a code that says why
 */
public record ChargedSet(int seen, int charged, int blocked, Money sum, List<Long> skipped, Map<Long, String> parked) {

    static final String NO_SUBSCRIPTION = "no_subscription";
}
