package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a tariff that its owner may change.
 *
 * @param fee for each period
 * @param refundUnusedDays whether termination gives back what was paid for the days to come
 */
public record TariffDetails(
        String name,
        @Nullable String description,
        Money fee,
        TariffPeriod period,
        TariffOptions options,
        boolean refundUnusedDays) {}
