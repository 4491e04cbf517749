package io.telecomcrm.notifications;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a customer.
 *
 * @param cause the row that caused it, such as {@code payment:7}
 * @param recipient a mail address or a phone, as it was when this was written
 * @param attempts how many times in a row it was tried
 * @param nextAt when it is tried next
 */
public record Notification(
        long id,
        NotificationEvent event,
        String cause,
        Channel channel,
        Whose whose,
        String recipient,
        @Nullable String subject,
        String text,
        NotificationState state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        Instant createdAt) {

    /** Whom it was for, and about which line. */
    public record Whose(
            long customerId,
            String customer,
            @Nullable Long contractId,
            @Nullable ContractNumber number) {}

    public String path() {
        return "/notifications/" + id;
    }

    public String shownRecipient() {
        return channel == Channel.SMS && !recipient.isEmpty() ? new Phone(recipient).display() : recipient;
    }

    /** Whether somebody may have it sent once more: not while it is on its way, nor when it has arrived or its customer's data are gone. */
    public boolean canBeSentAgain() {
        return (state == NotificationState.FAILED || state == NotificationState.UNSENT) && !recipient.isEmpty();
    }
}
