package io.telecomcrm.customers;

import java.time.Instant;

/**
 * A person or a company we serve.
 *
 * @param status follows from the contracts, which tell it
 * @param version goes up with every change of the details
 */
public record Customer(
        long id,
        CustomerDetails details,
        String fullName,
        CustomerStatus status,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
