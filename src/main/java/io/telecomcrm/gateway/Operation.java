package io.telecomcrm.gateway;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.payments.PaymentKind;
import io.telecomcrm.payments.PaymentStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the ledger that a provider has in hand, and how far it is there. */
record Operation(
        long id,
        Line line,
        Asked asked,
        OperationState state,
        @Nullable String objectId,
        int attempts) {

    /** The line as it stands in the ledger. */
    record Line(long id, PaymentKind kind, PaymentStatus status, Money signed, long contractId, ContractNumber number) {

        /** As a provider writes it, which knows no sign. */
        Money amount() {
            return signed.isNegative() ? signed.negated() : signed;
        }
    }

    /**
     * What the provider was asked, and when.
     *
     * @param request null once the provider is done, or is asked no more
     */
    record Asked(String provider, String key, @Nullable String request, Instant at) {

        /** The key of a later step; the same whoever asks for it, and as often. */
        String key(String step) {
            return UUID.nameUUIDFromBytes((key + ":" + step).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    /** What a provider needs to know of a line. */
    record Order(
            long lineId,
            Money amount,
            ContractNumber number,
            Phone phone,
            @Nullable Email email) {}

    boolean isRefund() {
        return line.kind() == PaymentKind.REFUND;
    }
}
