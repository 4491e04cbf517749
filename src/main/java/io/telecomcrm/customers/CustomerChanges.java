package io.telecomcrm.customers;

import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What changed in a customer's details, as the audit keeps it: personal data masked, with a keyed hash behind, so that
 * one can tell that it changed, and whether it is the same as elsewhere, but not what it is.
 */
@Component
class CustomerChanges {

    private final Keys keys;

    CustomerChanges(Keys keys) {
        this.keys = keys;
    }

    /** Either may be absent: before a customer's creation, after their deletion. */
    Map<String, Change> between(@Nullable CustomerDetails before, @Nullable CustomerDetails after) {
        return Change.between(fields(before), fields(after));
    }

    /** What is no longer known: every field that goes is masked, those too that the log otherwise keeps in clear. */
    Map<String, Change> removed(CustomerDetails before, CustomerDetails after) {
        var removed = new LinkedHashMap<String, Change>();
        between(before, after).forEach((field, change) -> {
            var was = change.before();
            removed.put(
                    field,
                    new Change(
                            was == null || was.toString().startsWith("•")
                                    ? was
                                    : PersonalData.HIDDEN + " #" + keys.fingerprint(was.toString()),
                            null));
        });
        return removed;
    }

    private Map<String, @Nullable Object> fields(@Nullable CustomerDetails details) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (details == null) {
            return fields;
        }
        var masked = PersonalData.masked(details);
        var document = details.document();
        fields.put("kind", details.kind().code());
        fields.put("last_name", text(details.lastName()));
        fields.put("first_name", text(details.firstName()));
        fields.put("middle_name", text(details.middleName()));
        fields.put("birth_date", hashed(masked.birthDate(), details.birthDate()));
        fields.put(
                "document_type",
                details.documentType() == null ? null : details.documentType().code());
        fields.put("document_country", text(details.documentCountry()));
        fields.put("document", document == null ? null : hashed(masked.document(), document.key()));
        fields.put("passport_issued_by", hashed(masked.documentIssuedBy(), details.passportIssuedBy()));
        fields.put("passport_issued_on", hashed(masked.documentIssuedOn(), details.passportIssuedOn()));
        fields.put("inn", text(details.inn()));
        fields.put("kpp", text(details.kpp()));
        fields.put("ogrn", text(details.ogrn()));
        fields.put("company_name", details.companyName());
        fields.put("contact_person", details.contactPerson());
        fields.put("representative", details.representative());
        fields.put("citizenship", text(details.citizenship()));
        fields.put("address", hashed(masked.address(), details.address()));
        fields.put("phone", details.phone().value());
        fields.put("email", text(details.email()));
        fields.put("language", details.language());
        fields.put("code_word", hashed(masked.codeWord(), details.codeWord()));
        fields.put("consent_on", text(details.consentOn()));
        fields.put("note", details.note());
        return fields;
    }

    private @Nullable String hashed(@Nullable String masked, @Nullable Object value) {
        return value == null || masked == null ? null : masked + " #" + keys.fingerprint(value.toString());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
