package io.telecomcrm.sims;

import io.telecomcrm.kernel.Digits;
import io.telecomcrm.kernel.Msisdn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cards a list shows; what is absent doesn't matter.
 *
 * @param statuses null for all, empty for none
 * @param bound whether they have a contract
 * @param createdTo exclusive, like {@code updatedTo}
 * @param customer whose contracts they belong to
 * @param search words, all of which must be found
 * @param lastDigits what the ICCID or the number ends with
 */
record SimFilter(
        @Nullable List<SimStatus> statuses,
        @Nullable Boolean bound,
        @Nullable Iccid iccid,
        @Nullable Imsi imsi,
        @Nullable Msisdn msisdn,
        @Nullable String batch,
        @Nullable Long contract,
        @Nullable Long customer,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant updatedFrom,
        @Nullable Instant updatedTo,
        @Nullable String search,
        @Nullable String lastDigits) {

    private static final int FEWEST_LAST_DIGITS = 4;
    private static final int MOST_LAST_DIGITS = 6;

    /** As people ask: what they type off the end of a card, or of a number, is four to six digits. */
    static SimFilter of(@Nullable SimState state, @Nullable String text) {
        var lastDigits = text == null
                ? null
                : Digits.of(text)
                        .filter(digits -> digits.length() >= FEWEST_LAST_DIGITS && digits.length() <= MOST_LAST_DIGITS)
                        .orElse(null);
        return new SimFilter(
                state == null ? null : List.of(state.status()),
                state == null ? null : state.isBound(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                lastDigits == null ? text : null,
                lastDigits);
    }

    SimFilter ofBatch(@Nullable String name) {
        return new SimFilter(
                statuses,
                bound,
                iccid,
                imsi,
                msisdn,
                name,
                contract,
                customer,
                createdFrom,
                createdTo,
                updatedFrom,
                updatedTo,
                search,
                lastDigits);
    }

    /** Whether the kept counts answer how many there are. */
    boolean isByStateOnly() {
        return iccid == null
                && imsi == null
                && msisdn == null
                && batch == null
                && contract == null
                && customer == null
                && createdFrom == null
                && createdTo == null
                && updatedFrom == null
                && updatedTo == null
                && search == null
                && lastDigits == null;
    }
}
