package io.telecomcrm.payments;

import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Credit that a contract has for money its subscriber promised to pay; never a part of the balance.
 *
 * @param until the first day without it
 * @param endedAt when the credit went; null while it is there
 */
record PromisedPayment(
        long id,
        long contractId,
        Money amount,
        Instant givenAt,
        LocalDate givenOn,
        LocalDate until,
        @Nullable Long givenById,
        String givenBy,
        @Nullable Instant endedAt) {}
