package io.telecomcrm.customers;

import io.telecomcrm.web.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the survivor of a merge takes from the other customer; everything else stays theirs. */
record CustomerChoice(Set<String> fromOther) {

    static final String SURVIVOR = "survivor";
    static final String OTHER = "other";

    /** A document is taken whole: the number of one is nothing without the series of the same. */
    static final List<String> DOCUMENT = List.of(
            "document_type",
            "document_country",
            "passport_series",
            "passport_number",
            "passport_issued_by",
            "passport_issued_on");

    private static final List<String> FIELDS = fields();

    /** The choice as programs send it: {@code {"phone": "other"}}; what is wrong with it is noted as field {@code fields}. */
    static CustomerChoice read(Fields sent) {
        var chosen = sent.object("fields");
        var fromOther = new HashSet<String>();
        chosen.forEach((field, whose) -> {
            if (!FIELDS.contains(field)) {
                sent.reject("fields", "customer.merge_field", field);
            } else if (whose.equals(OTHER)) {
                fromOther.add(field);
            } else if (!whose.equals(SURVIVOR)) {
                sent.reject("fields", "field.choice", whose);
            }
        });
        if (DOCUMENT.stream().anyMatch(fromOther::contains)) {
            if (DOCUMENT.stream().anyMatch(field -> SURVIVOR.equals(chosen.get(field)))) {
                sent.reject("fields", "customer.merge_document");
            }
            fromOther.addAll(DOCUMENT);
        }
        return new CustomerChoice(fromOther);
    }

    /** The choice as the page sends it, a radio for each of the page's rows. */
    static CustomerChoice ofPage(Fields sent) {
        var fromOther = CustomerMerge.FIELDS.stream()
                .filter(field -> sent.raw("choose_" + field).equals(OTHER))
                .flatMap(field -> field.equals("document") ? DOCUMENT.stream() : List.of(field).stream())
                .collect(Collectors.toSet());
        return new CustomerChoice(fromOther);
    }

    /** The fields that change, as if somebody had typed them. */
    Fields typed(CustomerDetails other) {
        var values = wire(other);
        values.keySet().retainAll(fromOther);
        return Fields.typed(values);
    }

    private static List<String> fields() {
        var fields = new ArrayList<>(DOCUMENT);
        CustomerMerge.FIELDS.stream().filter(field -> !field.equals("document")).forEach(fields::add);
        return List.copyOf(fields);
    }

    private static Map<String, String> wire(CustomerDetails details) {
        var values = new LinkedHashMap<String, String>();
        values.put("last_name", text(details.lastName()));
        values.put("first_name", text(details.firstName()));
        values.put("middle_name", text(details.middleName()));
        values.put("birth_date", text(details.birthDate()));
        values.put("company_name", text(details.companyName()));
        values.put("inn", text(details.inn()));
        values.put("kpp", text(details.kpp()));
        values.put("ogrn", text(details.ogrn()));
        values.put("contact_person", text(details.contactPerson()));
        values.put("phone", details.phone().value());
        values.put("email", text(details.email()));
        values.put("address", text(details.address()));
        values.put(
                "document_type",
                details.documentType() == null ? "" : details.documentType().code());
        values.put("document_country", text(details.documentCountry()));
        values.put("passport_series", text(details.passportSeries()));
        values.put("passport_number", text(details.passportNumber()));
        values.put("passport_issued_by", text(details.passportIssuedBy()));
        values.put("passport_issued_on", text(details.passportIssuedOn()));
        values.put("citizenship", text(details.citizenship()));
        values.put("representative", text(details.representative()));
        values.put("language", details.language());
        values.put("consent_on", text(details.consentOn()));
        values.put("code_word", text(details.codeWord()));
        values.put("note", text(details.note()));
        return values;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
