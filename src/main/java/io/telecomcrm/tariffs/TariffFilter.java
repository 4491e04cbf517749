package io.telecomcrm.tariffs;

import io.telecomcrm.kernel.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tariffs are asked for; null and empty stand for any.
 *
 * @param terms all of which the name or the description must have
 */
record TariffFilter(
        @Nullable Boolean isActive,
        @Nullable TariffPeriod period,
        @Nullable Money feeFrom,
        @Nullable Money feeTo,
        List<String> terms) {

    static TariffFilter active(boolean isActive, List<String> terms) {
        return new TariffFilter(isActive, null, null, null, terms);
    }
}
