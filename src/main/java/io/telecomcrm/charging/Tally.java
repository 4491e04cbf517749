package io.telecomcrm.charging;

import io.telecomcrm.kernel.Money;

/**
 * What a run did so far; of a dry one, what it would have done.
 *
 * @param seen contracts that were looked at
 * @param charged fees that were charged, several of a contract that had to catch up
 * @param blocked contracts that were suspended for debt
 * @param errors contracts that could not be charged
 * @param amount what the fees add up to
 */
public record Tally(long seen, long charged, long blocked, long errors, Money amount) {

    public static final Tally NOTHING = new Tally(0, 0, 0, 0, Money.ZERO);

    Tally plus(Tally more) {
        return new Tally(
                seen + more.seen,
                charged + more.charged,
                blocked + more.blocked,
                errors + more.errors,
                amount.plus(more.amount));
    }
}
