package io.telecomcrm.customers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        long version) {

    /** The fields, as they are called on the wire, without which no contract of this customer can be activated. */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        if (details.kind() == CustomerKind.PERSON) {
            if (details.birthDate() == null) {
                missing.add("birth_date");
            }
            if (details.document() == null) {
                missing.add("passport_number");
            }
            if (details.passportIssuedBy() == null) {
                missing.add("passport_issued_by");
            }
            if (details.passportIssuedOn() == null) {
                missing.add("passport_issued_on");
            }
        }
        return List.copyOf(missing);
    }
}
