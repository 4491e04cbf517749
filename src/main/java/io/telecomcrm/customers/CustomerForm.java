package io.telecomcrm.customers;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Conflict;
import io.telecomcrm.web.Fields;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
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
        @Nullable Conflict conflict,
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
            "passport_series",
            "passport_number",
            "document_country",
            "passport_issued_on",
            "passport_issued_by",
            "citizenship",
            "representative");
    private static final List<String> OF_COMPANY = List.of("company_name", "kpp", "contact_person");
    private static final List<String> PERSONAL = List.of(
            "birth_date",
            "address",
            "document_type",
            "passport",
            "document_country",
            "document_number",
            "passport_issued_on",
            "passport_issued_by",
            "code_word");
    /** What has a text of its own for when it is missing. */
    private static final List<String> NECESSARY =
            List.of("last_name", "first_name", "company_name", "inn", "phone", "document_country");

    private static final List<String> COUNTRIES = List.of("document_country", "citizenship");
    private static final String PASSPORT = DocumentType.PASSPORT_RF.code();

    /** What an empty form begins with. */
    static Map<String, String> blank() {
        return Map.of("kind", CustomerKind.PERSON.code(), "document_type", PASSPORT, "language", "ru");
    }

    /** What is known of a customer as the form writes it. */
    static Map<String, String> of(CustomerDetails details) {
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
        values.put("document_country", text(details.documentCountry()));
        values.put("document_number", isForeign ? text(details.passportNumber()) : "");
        values.put("passport_issued_on", text(details.passportIssuedOn()));
        values.put("passport_issued_by", text(details.passportIssuedBy()));
        values.put("citizenship", text(details.citizenship()));
        values.put("representative", text(details.representative()));
        values.put("language", details.language());
        values.put("consent_on", text(details.consentOn()));
        values.put("code_word", text(details.codeWord()));
        values.put("note", text(details.note()));
        return values;
    }

    /** What was sent under the names of the controls, with something in front of each. */
    static Map<String, String> sent(Fields fields, String prefix) {
        var values = fields.raw(FIELDS, prefix);
        COUNTRIES.forEach(name -> values.computeIfPresent(name, (_, typed) -> CountryNames.code(typed)));
        return values;
    }

    /** What was sent, after the choices of a conflict's table. */
    static Map<String, String> chosen(Fields fields) {
        return Conflict.chosen(fields, prefix -> sent(fields, prefix));
    }

    /**
     * The fields as programs send them: the form has a box of its own for each kind of document, and of the other kind
     * of customer only says that it is empty, and that only where the kind is what changed.
     */
    static Fields wire(Map<String, String> values, @Nullable CustomerKind before) {
        var wire = new LinkedHashMap<>(values);
        var isPerson = !CustomerKind.COMPANY.code().equals(values.get("kind"));
        if (values.containsKey("document_type")) {
            document(wire);
        }
        for (var name : isPerson ? OF_COMPANY : OF_PERSON) {
            if (before == (isPerson ? CustomerKind.PERSON : CustomerKind.COMPANY)) {
                wire.remove(name);
            } else {
                wire.computeIfPresent(name, (_, _) -> "");
            }
        }
        return Fields.typed(wire);
    }

    /** Without a number there is no document, and its kind says nothing. */
    private static void document(Map<String, String> wire) {
        var isForeign = DocumentType.FOREIGN.code().equals(wire.get("document_type"));
        var number = wire.getOrDefault(isForeign ? "document_number" : "passport", "");
        wire.put("passport_series", "");
        wire.put("passport_number", number);
        if (!isForeign) {
            wire.put("document_country", "");
        }
        if (number.isBlank() && wire.getOrDefault("document_country", "").isBlank()) {
            wire.put("document_type", "");
        }
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
        errors.replaceAll((field, texts) ->
                isMissing(texts) && NECESSARY.contains(field) ? List.of(new Text("customers.enter-" + field)) : texts);
        return errors;
    }

    private static boolean isMissing(List<Text> texts) {
        return List.of("field.required", "field.blank", "field.null")
                .contains(texts.getFirst().code());
    }

    CustomerForm refused(Map<String, List<Text>> wrong, FormAdvice seen) {
        return new CustomerForm(id, version, name, values, before, wrong, seen, null, personal, day);
    }

    /** The same form over what somebody else has saved; what they alone changed is taken over. */
    CustomerForm over(Customer saved, @Nullable String by, FormAdvice seen) {
        var theirs = of(saved.details());
        var other = Conflict.of(by, saved.updatedAt(), FIELDS, before, values, theirs, new ConflictWords());
        return new CustomerForm(
                id,
                saved.version(),
                saved.fullName(),
                other.over(values, theirs),
                personal ? theirs : visible(theirs),
                Map.of(),
                seen,
                other,
                personal,
                day);
    }

    /** Without what only some may see. */
    static Map<String, String> visible(Map<String, String> all) {
        var visible = new LinkedHashMap<>(all);
        visible.keySet().removeAll(PERSONAL);
        return visible;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** A value as it stands in its control. */
    public String shown(Page page, String field) {
        return shown(page, field, value(field));
    }

    static String shown(Page page, String field, String value) {
        return COUNTRIES.contains(field) ? CountryNames.name(Language.of(page.language()), value) : value;
    }

    public @Nullable String error(Page page, String field) {
        return page.error(errors, field);
    }

    /** Every error in the order of the form, for the list above it. */
    public Map<String, String> messages(Page page) {
        var messages = new LinkedHashMap<String, String>();
        Stream.concat(FIELDS.stream().filter(errors::containsKey), errors.keySet().stream())
                .forEach(field -> messages.putIfAbsent(field, Objects.requireNonNull(error(page, field))));
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

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private record ConflictWords() implements Conflict.Words {

        @Override
        public String name(Page page, String field) {
            return page.t("customers." + field);
        }

        @Override
        public String read(Page page, String field, String value) {
            return switch (field) {
                case "kind", "document_type", "language" -> page.t("customers." + field + "-" + value);
                case "birth_date", "passport_issued_on", "consent_on" -> page.typedDate(value);
                default -> shown(page, field, value);
            };
        }

        @Override
        public String typed(Page page, String field, String value) {
            return shown(page, field, value);
        }
    }
}
