package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.sims.Iccid;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A contract together with what it ties: a line of the list, the head of the card.
 *
 * @param pendingTariff the tariff of the contract's {@link PendingTariff}
 */
public record ContractCard(
        Contract contract,
        Party customer,
        @Nullable Card sim,
        Plan tariff,
        @Nullable Plan pendingTariff,
        Account account,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String updatedBy) {

    /** Who signed. */
    public record Party(long id, String fullName, Phone phone) {}

    /** The SIM card that waits, serves, or served last. */
    public record Card(long id, Iccid iccid, @Nullable Msisdn msisdn, SimStatus status) {}

    /** @param isActive whether it is sold */
    public record Plan(long id, String name, Money fee, TariffPeriod period, boolean isActive) {}

    /**
     * What else decides what the contract is charged and lent.
     *
     * @param paidUntil the first day that is not paid for; null before the first period
     * @param promised the credit that a promised payment gives; zero without one
     * @param promisedUntil the first day without it
     * @param lastPromisedOn the day of the last promise, kept or not
     */
    public record Account(
            @Nullable LocalDate paidUntil,
            Money promised,
            @Nullable LocalDate promisedUntil,
            @Nullable LocalDate lastPromisedOn) {}

    /** The first day without the credit that a promised payment gives. */
    public @Nullable LocalDate promisedUntil() {
        return account.promisedUntil();
    }

    /** The fee of a period that begins on a day to come. */
    public Money feeFrom(LocalDate day) {
        var pending = contract.terms().pendingTariff();
        return pending == null || pendingTariff == null || pending.from().isAfter(day)
                ? tariff.fee()
                : pendingTariff.fee();
    }

    /** How far below zero the balance may go on a day: the limit, and what is promised until another day. */
    public Money creditOn(LocalDate day) {
        var until = account.promisedUntil();
        return until != null && until.isAfter(day)
                ? contract.creditLimit().plus(account.promised())
                : contract.creditLimit();
    }

    /** With the tariff that is to come. */
    ContractCard with(Plan pending) {
        return new ContractCard(contract, customer, sim, tariff, pending, account, createdAt, updatedAt, updatedBy);
    }

    /** With the same contract, of which more is known. */
    ContractCard with(Contract known) {
        return new ContractCard(known, customer, sim, tariff, pendingTariff, account, createdAt, updatedAt, updatedBy);
    }

    /** Suspended for one more reason than those it has. */
    ContractCard with(Block block) {
        var blocks = new ArrayList<>(contract.blocks());
        blocks.add(block);
        return with(contract.withBlocks(blocks));
    }
}
