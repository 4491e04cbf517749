package io.telecomcrm.customers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells that two customers may be one. An equal document or company key makes them so unless somebody with the
 * right to it says otherwise; the rest is a reason to look.
 */
record Likeness(
        @Nullable String documentKey,
        @Nullable String companyKey,
        @Nullable String phone,
        @Nullable String emailKey,
        @Nullable String nameKey,
        @Nullable LocalDate birthDate) {

    /** Only the marks that no two customers share. */
    Likeness strong() {
        return new Likeness(documentKey, companyKey, null, null, null, null);
    }

    /** Only the unique marks that the other doesn't have. */
    Likeness without(Likeness other) {
        return new Likeness(
                Objects.equals(documentKey, other.documentKey) ? null : documentKey,
                Objects.equals(companyKey, other.companyKey) ? null : companyKey,
                null,
                null,
                null,
                null);
    }

    /** Only the marks that differ from the other's. */
    Likeness changedFrom(Likeness other) {
        var sameName = Objects.equals(nameKey, other.nameKey) && Objects.equals(birthDate, other.birthDate);
        return new Likeness(
                Objects.equals(documentKey, other.documentKey) ? null : documentKey,
                Objects.equals(companyKey, other.companyKey) ? null : companyKey,
                Objects.equals(phone, other.phone) ? null : phone,
                Objects.equals(emailKey, other.emailKey) ? null : emailKey,
                sameName ? null : nameKey,
                sameName ? null : birthDate);
    }

    boolean isEmpty() {
        return documentKey == null
                && companyKey == null
                && phone == null
                && emailKey == null
                && (nameKey == null || birthDate == null);
    }

    /** In what both are equal, as the API calls it. */
    List<String> sharedWith(Likeness other) {
        var shared = new ArrayList<String>();
        if (documentKey != null && documentKey.equals(other.documentKey)) {
            shared.add("document");
        }
        if (companyKey != null && companyKey.equals(other.companyKey)) {
            shared.add("inn");
        }
        if (phone != null && phone.equals(other.phone)) {
            shared.add("phone");
        }
        if (emailKey != null && emailKey.equals(other.emailKey)) {
            shared.add("email");
        }
        if (nameKey != null
                && nameKey.equals(other.nameKey)
                && birthDate != null
                && birthDate.equals(other.birthDate)) {
            shared.add("name");
        }
        return List.copyOf(shared);
    }
}
