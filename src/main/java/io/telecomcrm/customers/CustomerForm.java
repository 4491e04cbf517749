package io.telecomcrm.customers;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form of a customer as it is shown: what stands in it, what is wrong with it, whom it resembles.
 *
 * @param id null for a new customer
 * @param name the customer's as it is stored
 * @param before what stood in the form when it was opened
 * @param personal whether the visitor may see and change personal data
 */
public record CustomerForm(
        @Nullable Long id,
        long version,
        String name,
        Map<String, String> values,
        Map<String, String> before,
        Map<String, List<Text>> errors,
        FormAdvice advice,
        @Nullable CustomerConflict conflict,
        boolean personal,
        LocalDate day) {

    /** The controls in the order of the form, by the names they are sent under. */
    static final List<String> FIELDS = List.of(
            "kind",
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "company_name",
            "inn",
            "kpp",
            "ogrn",
            "contact_person",
            "phone",
            "email",
            "address",
            "document_type",
            "passport",
            "document_country",
            "document_number",
            "passport_issued_on",
            "passport_issued_by",
            "citizenship",
            "representative",
            "language",
            "consent_on",
            "code_word",
            "note");

    private static final List<String> OF_PERSON = List.of(
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "document_type",
            "passport",
            "document_country",
            "document_number",
            "passport_issued_on",
            "passport_issued_by",
            "citizenship",
            "representative");
    private static final List<String> OF_COMPANY = List.of("company_name", "kpp", "contact_person");
    private static final List<String> DOCUMENT = List.of("passport", "document_country", "document_number");
    private static final List<String> COUNTRIES = List.of("document_country", "citizenship");
    private static final String PASSPORT = DocumentType.PASSPORT_RF.code();

    /** What an empty form begins with. */
    static Map<String, String> blank() {
        return Map.of("kind", CustomerKind.PERSON.code(), "document_type", PASSPORT, "language", "ru");
    }

    /** What is known of a customer as the form writes it. */
    static Map<String, String> of(CustomerDetails details, Language language) {
        var values = new LinkedHashMap<String, String>();
        var document = details.document();
        var isForeign = details.documentType() == DocumentType.FOREIGN;
        values.put("kind", details.kind().code());
        values.put("last_name", text(details.lastName()));
        values.put("first_name", text(details.firstName()));
        values.put("middle_name", text(details.middleName()));
        values.put("birth_date", text(details.birthDate()));
        values.put("company_name", text(details.companyName()));
        values.put("inn", text(details.inn()));
        values.put("kpp", text(details.kpp()));
        values.put("ogrn", text(details.ogrn()));
        values.put("contact_person", text(details.contactPerson()));
        values.put("phone", details.phone().display());
        values.put("email", text(details.email()));
        values.put("address", text(details.address()));
        values.put("document_type", isForeign ? DocumentType.FOREIGN.code() : PASSPORT);
        values.put("passport", document == null || isForeign ? "" : document.display());
        values.put("document_country", country(details.documentCountry(), language));
        values.put("document_number", isForeign ? text(details.passportNumber()) : "");
        values.put("passport_issued_on", text(details.passportIssuedOn()));
        values.put("passport_issued_by", text(details.passportIssuedBy()));
        values.put("citizenship", country(details.citizenship(), language));
        values.put("representative", text(details.representative()));
        values.put("language", details.language());
        values.put("consent_on", text(details.consentOn()));
        values.put("code_word", text(details.codeWord()));
        values.put("note", text(details.note()));
        return values;
    }

    /** What was sent; the names of its controls may have something in front. */
    static Map<String, String> sent(Fields fields, String prefix) {
        var values = new LinkedHashMap<String, String>();
        for (var name : FIELDS) {
            if (fields.has(prefix + name)) {
                values.put(name, fields.raw(prefix + name).replace("\r\n", "\n"));
            }
        }
        return values;
    }

    /**
     * The fields as programs send them. The form has a box of its own for each kind of document, writes countries in
     * words, and leaves alone what belongs to the other kind of customer, unless the kind is what changed.
     */
    static Fields wire(Map<String, String> values, @Nullable CustomerKind before) {
        var wire = new LinkedHashMap<>(values);
        var isPerson = !CustomerKind.COMPANY.code().equals(values.get("kind"));
        var isForeign = DocumentType.FOREIGN.code().equals(values.get("document_type"));
        for (var name : COUNTRIES) {
            wire.computeIfPresent(name, (_, country) -> CountryNames.code(country));
        }
        if (values.containsKey("document_type")) {
            if (!isPerson || !isForeign) {
                wire.put("document_country", "");
            }
            wire.put("passport_series", "");
            wire.put("passport_number", values.getOrDefault(isForeign ? "document_number" : "passport", ""));
            if (DOCUMENT.stream().allMatch(name -> wire.getOrDefault(name, "").isBlank())) {
                wire.put("document_type", "");
            }
        }
        var kindChanged = before == null || (before == CustomerKind.PERSON) != isPerson;
        for (var name : isPerson ? OF_COMPANY : OF_PERSON) {
            if (!kindChanged) {
                wire.remove(name);
            } else {
                wire.computeIfPresent(name, (_, _) -> "");
            }
        }
        if (!isPerson && values.containsKey("document_type")) {
            for (var name : List.of("passport_series", "passport_number")) {
                if (kindChanged) {
                    wire.put(name, "");
                } else {
                    wire.remove(name);
                }
            }
        }
        return Fields.of(wire.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> new String[] {field.getValue()})));
    }

    /** Errors under the names of the form's controls. */
    static Map<String, List<Text>> errors(Invalid invalid, Map<String, String> values) {
        var number = DocumentType.FOREIGN.code().equals(values.get("document_type")) ? "document_number" : "passport";
        var errors = new LinkedHashMap<String, List<Text>>();
        invalid.fields()
                .forEach((field, texts) -> errors.putIfAbsent(
                        switch (field) {
                            case "passport_series", "passport_number" -> number;
                            case Invalid.WHOLE -> "";
                            default -> field;
                        },
                        texts));
        return errors;
    }

    CustomerForm with(Map<String, List<Text>> wrong, FormAdvice seen) {
        return new CustomerForm(id, version, name, values, before, wrong, seen, conflict, personal, day);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    /** Every error in the order of the form, for the list above it. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        for (var field : errors.containsKey("") ? List.of("") : List.<String>of()) {
            messages.put(field, Objects.requireNonNull(error(page, field)));
        }
        FIELDS.stream()
                .filter(errors::containsKey)
                .forEach(field -> messages.put(field, Objects.requireNonNull(error(page, field))));
        errors.keySet().stream()
                .filter(field -> !messages.containsKey(field))
                .forEach(field -> messages.put(field, Objects.requireNonNull(error(page, field))));
        return messages;
    }

    public String today() {
        return day.toString();
    }

    public Map<String, String> kinds(Page page) {
        return choices(CustomerKind.values(), CustomerKind::code, code -> page.t("customers.kind-" + code));
    }

    public Map<String, String> documentTypes(Page page) {
        return choices(DocumentType.values(), DocumentType::code, code -> page.t("customers.document_type-" + code));
    }

    public Map<String, String> languages(Page page) {
        return choices(Language.values(), Language::code, code -> page.t("customers.language-" + code));
    }

    public List<String> countries(Page page) {
        return CountryNames.all(Language.of(page.language()));
    }

    static <T> Map<String, String> choices(T[] values, Function<T, String> code, Function<String, String> text) {
        var choices = new LinkedHashMap<String, String>();
        for (var value : values) {
            choices.put(code.apply(value), text.apply(code.apply(value)));
        }
        return choices;
    }

    private static String country(@Nullable Country country, Language language) {
        return country == null ? "" : CountryNames.name(language, country.code());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
