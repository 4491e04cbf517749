package io.telecomcrm.customers;

import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the list of customers, as the page shows it. */
public record CustomerLine(
        long id,
        CustomerKind kind,
        String fullName,
        Phone phone,
        @Nullable Email email,
        @Nullable Inn inn,
        CustomerStatus status,
        Instant createdAt) {}
