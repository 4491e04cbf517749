package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A plan that subscribers pay for.
 *
 * @param fee for each period; a changed one counts from each contract's next period
 * @param isActive whether it is sold; an archived one stays with its contracts
 */
public record Tariff(
        long id,
        String name,
        @Nullable String description,
        Money fee,
        TariffPeriod period,
        TariffOptions options,
        boolean refundUnusedDays,
        boolean isActive,
        long version) {

    public TariffDetails details() {
        return new TariffDetails(name, description, fee, period, options, refundUnusedDays);
    }

    /** The state as refusals tell it. */
    String status() {
        return isActive ? "active" : "archived";
    }
}
