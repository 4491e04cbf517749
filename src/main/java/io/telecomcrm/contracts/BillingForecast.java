package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a contract will be charged and may be lent; asked here, answered by whoever charges, out of what the card holds.
 */
public interface BillingForecast {

    /** The next charge; null where none will come, or nobody can say. */
    @Nullable
    Charge nextCharge(ContractCard card);

    /** What must be paid for the debt block to be lifted; zero where there is no debt. */
    Money toUnblock(ContractCard card);

    /** What comes back for days that are paid and not used, if another tariff begins today. */
    Money backOnChange(ContractCard card);

    /** What comes back for them if the contract ends today. */
    Money backAtEnd(ContractCard card);

    /** Why no payment can be promised now; null where one can. */
    @Nullable
    Text promiseObstacle(ContractCard card);

    /** A charge to come. */
    record Charge(LocalDate date, Money amount) {}
}
