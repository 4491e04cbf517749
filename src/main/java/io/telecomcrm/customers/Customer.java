package io.telecomcrm.customers;

import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person or a company we serve.
 *
 * @param status follows from the contracts, which tell it
 * @param anonymisedAt when their personal data was removed, null while we know who they are
 * @param version goes up with every change of the details
 */
public record Customer(
        long id,
        CustomerDetails details,
        String fullName,
        CustomerStatus status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant anonymisedAt,
        long version) {

    public boolean isAnonymised() {
        return anonymisedAt != null;
    }

    /** Nothing is done any more with a customer of whom nobody knows who they were. */
    Customer known() {
        if (isAnonymised()) {
            throw new Refusal(new Text("customer_anonymised"), status.code(), List.of());
        }
        return this;
    }

    /** See {@link Customers#missing}. */
    List<String> missing(LocalDate signedOn, int adultAge) {
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
            if (isYounger(adultAge, signedOn) && details.representative() == null) {
                missing.add("representative");
            }
        }
        return List.copyOf(missing);
    }

    /** See {@link Customers#unsignable}. */
    @Nullable
    Text unsignable(LocalDate signedOn, int leastAge) {
        if (details.kind() == CustomerKind.COMPANY) {
            return null;
        }
        if (isYounger(leastAge, signedOn)) {
            return new Text("customer_too_young", leastAge, signedOn);
        }
        var issuedOn = details.passportIssuedOn();
        return issuedOn != null && issuedOn.isAfter(signedOn) ? new Text("customer_document_later", signedOn) : null;
    }

    private boolean isYounger(int years, LocalDate day) {
        return details.birthDate() != null
                && details.birthDate().plusYears(years).isAfter(day);
    }
}
