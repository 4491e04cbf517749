package io.telecomcrm.notifications;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Language;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer to be told something, and the line that it is about.
 *
 * @param cause the row that causes it
 * @param contractId null where it is about none
 * @param email null where there is none
 * @param phone where short messages go: to the line itself, or while it is out of service to the phone of contact
 * @param msisdn of the line, or else the phone of contact
 * @param missing what has to be paid, where the message is of that
 */
record Line(
        String cause,
        long customerId,
        @Nullable Long contractId,
        String customer,
        Language language,
        @Nullable String email,
        String phone,
        String msisdn,
        String number,
        String tariff,
        Money balance,
        Money missing,
        @Nullable Money amount,
        @Nullable LocalDate date) {

    Line of(String cause, @Nullable Money amount, @Nullable Money missing, @Nullable LocalDate date) {
        return of(cause, balance, amount, missing == null ? this.missing : missing, date);
    }

    /** Of a payment, with what the contract had then. */
    Line paid(long payment, Money amount, Money balance) {
        return of("payment:" + payment, balance, amount, missing, null);
    }

    private Line of(String cause, Money balance, @Nullable Money amount, Money missing, @Nullable LocalDate date) {
        return new Line(
                cause,
                customerId,
                contractId,
                customer,
                language,
                email,
                phone,
                msisdn,
                number,
                tariff,
                balance,
                missing,
                amount,
                date);
    }
}
