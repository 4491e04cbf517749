package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a contract will be charged; asked here, answered by whoever charges. */
public interface BillingForecast {

    /** The next charge; null where none will come, or nobody can say. */
    @Nullable
    Charge nextCharge(Contract contract);

    /** What must be paid for the debt block to be lifted; zero where there is no debt. */
    Money toUnblock(Contract contract);

    /** A charge to come. */
    record Charge(LocalDate date, Money amount) {}
}
