package io.telecomcrm.payments;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.web.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger together with whose it is.
 *
 * @param reversed what later lines gave back or undid of it, those still pending too
 * @param isUndone whether a later line undid it, or gave back all of its days
 * @param isReturnable whether there is a way back for the money: over the desk, or by a provider whom we asked for it
 * @param author the full name of the person who wrote it; null where a job or a provider did
 * @param confirmationUrl where the customer pays a pending online payment
 */
public record PaymentCard(
        Payment payment,
        Line contract,
        Party customer,
        Money reversed,
        boolean isUndone,
        boolean isReturnable,
        @Nullable String author,
        @Nullable String confirmationUrl) {

    public record Line(long id, ContractNumber number, ContractStatus status) {}

    public record Party(long id, String fullName, Phone phone) {}

    /** How it went, as its tag tells: its status, unless it was undone. */
    public String state() {
        return isUndone ? "undone" : payment.status().code();
    }

    /** What can still be given back of it. */
    public Money refundable() {
        return isReturnable && payment.kind() == PaymentKind.PAYMENT && payment.status() == PaymentStatus.SUCCEEDED
                ? payment.amount().plus(reversed)
                : Money.ZERO;
    }

    /** Whether nothing undid it yet, whole or in part. */
    public boolean isUntouched() {
        return reversed.isZero();
    }

    /** Who wrote it, in words; where no person did and no money moved, it was a job. */
    public String by(Page page) {
        if (author != null) {
            return author;
        }
        return payment.method() == PaymentMethod.INTERNAL ? page.t("payments.by-job") : payment.createdBy();
    }

    /** When the money came or went; null of what has not taken effect. */
    public @Nullable Instant paidAt() {
        return payment.status().tookEffect() ? payment.paidAt() : null;
    }
}
