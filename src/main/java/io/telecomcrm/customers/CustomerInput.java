package io.telecomcrm.customers;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.kernel.Spaces;
import io.telecomcrm.web.CrmSettings;
import io.telecomcrm.web.Fields;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Reads what a form or a program says about a customer, and names everything that is wrong with it. */
@Component
@EnableConfigurationProperties(CustomerSettings.class)
public class CustomerInput {

    static final Map<String, CustomerKind> KINDS = byCode(CustomerKind.values());
    static final Map<String, CustomerStatus> STATUSES = byCode(CustomerStatus.values());
    static final Map<String, DocumentType> DOCUMENT_TYPES = byCode(DocumentType.values());
    static final Map<String, String> LANGUAGES = Map.of("ru", "ru", "en", "en");

    /** What the visitor may not see is not changed by sending back the masks in its place. */
    private static final Set<String> PERSONAL = Set.of(
            "birth_date",
            "document_type",
            "document_country",
            "passport_series",
            "passport_number",
            "passport_issued_by",
            "passport_issued_on",
            "address",
            "code_word");

    private final Clock clock;
    private final CrmSettings crm;
    private final CustomerSettings settings;

    CustomerInput(Clock clock, CrmSettings crm, CustomerSettings settings) {
        this.clock = clock;
        this.crm = crm;
        this.settings = settings;
    }

    /** The details of a new customer. */
    public CustomerDetails read(Fields fields) {
        return new Reading(fields, null, true).details();
    }

    /**
     * The details as they become.
     *
     * @param whole whether required fields must be sent again; what else is absent stays as it was
     */
    CustomerDetails read(Fields fields, CustomerDetails before, boolean whole) {
        return new Reading(fields, before, whole).details();
    }

    /** What can be compared of a customer who is being typed in; mistakes are told later. */
    Likeness likeness(Fields fields) {
        var names = Arrays.asList("last_name", "first_name", "middle_name").stream()
                .map(name -> fields.text(name, 100))
                .filter(text -> text != null)
                .collect(Collectors.joining(" "));
        var series = fields.text("passport_series", 40);
        var number = fields.text("passport_number", 40);
        var country = fields.text("document_country", 100);
        var foreign = "foreign".equals(fields.text("document_type", 40));
        var document = quietly(() -> {
            if (number == null) {
                return null;
            }
            if (foreign) {
                return country == null ? null : Document.foreign(country, number);
            }
            return series == null ? Document.passport(number) : Document.passport(series, number);
        });
        var inn = fields.value("inn", Inn::parse);
        var kpp = fields.value("kpp", Kpp::parse);
        var phone = fields.value("phone", Phone::parse);
        var email = fields.value("email", Email::parse);
        var isCompany = "company".equals(fields.text("kind", 40));
        return new Likeness(
                document == null ? null : document.key(),
                isCompany && inn != null ? inn + ":" + (kpp == null ? "" : kpp.value()) : null,
                phone == null ? null : phone.value(),
                email == null ? null : email.key(),
                isCompany || names.isEmpty() ? null : SearchKey.of(names),
                isCompany ? null : fields.date("birth_date"));
    }

    private static <T> @Nullable T quietly(Supplier<@Nullable T> reading) {
        try {
            return reading.get();
        } catch (Malformed malformed) {
            return null;
        }
    }

    private static <T extends Coded> Map<String, T> byCode(T[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));
    }

    /** One reading of the fields over what was known before. */
    private final class Reading {

        private final Fields fields;
        private final @Nullable CustomerDetails before;
        private final boolean whole;
        private final boolean mayChangePersonal;
        private final LocalDate today = LocalDate.now(clock.withZone(crm.zone()));

        Reading(Fields fields, @Nullable CustomerDetails before, boolean whole) {
            this.fields = fields;
            this.before = before;
            this.whole = whole;
            this.mayChangePersonal = before == null || Actor.current().may(Customers.PERSONAL_DATA);
        }

        CustomerDetails details() {
            var kind = kind();
            var person = kind == CustomerKind.PERSON;
            var lastName = name("last_name", person, CustomerDetails::lastName);
            var firstName = name("first_name", person, CustomerDetails::firstName);
            var middleName = name("middle_name", false, CustomerDetails::middleName);
            var companyName = line("company_name", 300, !person, CustomerDetails::companyName);
            var inn = value("inn", !person, Inn::parse, CustomerDetails::inn);
            var kpp = value("kpp", false, Kpp::parse, CustomerDetails::kpp);
            var ogrn = value("ogrn", false, Ogrn::parse, CustomerDetails::ogrn);
            var phone = value("phone", true, Phone::parse, CustomerDetails::phone);
            var birthDate = date("birth_date", CustomerDetails::birthDate);
            var issuedOn = date("passport_issued_on", CustomerDetails::passportIssuedOn);
            var identity = new Identity(
                    choice("document_type", DOCUMENT_TYPES, CustomerDetails::documentType),
                    value("document_country", false, Country::parse, CustomerDetails::documentCountry),
                    text("passport_series", 40, false, CustomerDetails::passportSeries),
                    text("passport_number", 40, false, CustomerDetails::passportNumber));
            checkNumbers(kind, inn, kpp, ogrn);
            checkBirth(birthDate);
            identity = checkDocument(identity, issuedOn, birthDate);
            var language = choice("language", LANGUAGES, CustomerDetails::language);
            var contactPerson = line("contact_person", 200, false, CustomerDetails::contactPerson);
            var representative = line("representative", 300, false, CustomerDetails::representative);
            var citizenship = value("citizenship", false, Country::parse, CustomerDetails::citizenship);
            var address = text("address", 500, false, CustomerDetails::address);
            var issuedBy = text("passport_issued_by", 300, false, CustomerDetails::passportIssuedBy);
            var email = value("email", false, Email::parse, CustomerDetails::email);
            var codeWord = text("code_word", 100, false, CustomerDetails::codeWord);
            var consentOn = date("consent_on", CustomerDetails::consentOn);
            var note = sent("note") ? fields.text("note", 4000) : old(CustomerDetails::note);
            fields.check();
            if (phone == null) {
                throw new IllegalStateException("A phone that is missing was let through");
            }
            return new CustomerDetails(
                    kind,
                    lastName,
                    firstName,
                    middleName,
                    birthDate,
                    identity.type,
                    identity.country,
                    identity.series,
                    identity.number,
                    issuedBy,
                    issuedOn,
                    inn,
                    kpp,
                    ogrn,
                    companyName,
                    contactPerson,
                    representative,
                    citizenship,
                    address,
                    phone,
                    email,
                    language == null ? "ru" : language,
                    codeWord,
                    consentOn,
                    note);
        }

        private CustomerKind kind() {
            var kind = choice("kind", KINDS, CustomerDetails::kind);
            if (kind != null) {
                return kind;
            }
            return before == null ? CustomerKind.PERSON : before.kind();
        }

        private @Nullable PersonName name(
                String field, boolean required, Function<CustomerDetails, @Nullable PersonName> known) {
            return value(field, required, 100, PersonName::parse, known);
        }

        private @Nullable String text(
                String field, int longest, boolean required, Function<CustomerDetails, @Nullable String> known) {
            return value(field, required, longest, Spaces::single, known);
        }

        private @Nullable String line(
                String field, int longest, boolean required, Function<CustomerDetails, @Nullable String> known) {
            return value(field, required, longest, Spaces::line, known);
        }

        private <T> @Nullable T value(
                String field,
                boolean required,
                Function<String, T> parse,
                Function<CustomerDetails, @Nullable T> known) {
            return value(field, required, 1000, parse, known);
        }

        private <T> @Nullable T value(
                String field,
                boolean required,
                int longest,
                Function<String, T> parse,
                Function<CustomerDetails, @Nullable T> known) {
            var value = sent(field) || required && whole ? read(field, required, longest, parse) : old(known);
            if (required && value == null && !fields.rejected(field)) {
                fields.reject(field, "field.required");
            }
            return value;
        }

        private <T> @Nullable T read(String field, boolean required, int longest, Function<String, T> parse) {
            var text = required ? fields.required(field, longest) : fields.text(field, longest);
            if (text == null || fields.rejected(field)) {
                return null;
            }
            try {
                return parse.apply(text);
            } catch (Malformed malformed) {
                fields.reject(field, malformed.text());
                return null;
            }
        }

        private @Nullable LocalDate date(String field, Function<CustomerDetails, @Nullable LocalDate> known) {
            return sent(field) ? fields.date(field) : old(known);
        }

        private <T> @Nullable T choice(
                String field, Map<String, T> choices, Function<CustomerDetails, @Nullable T> known) {
            return sent(field) ? fields.choice(field, choices) : old(known);
        }

        private void checkNumbers(CustomerKind kind, @Nullable Inn inn, @Nullable Kpp kpp, @Nullable Ogrn ogrn) {
            if (!sent("kind") && !sent("inn") && !sent("kpp") && !sent("ogrn")) {
                return;
            }
            var company = kind == CustomerKind.COMPANY && (inn == null || inn.isCompany());
            if (kind == CustomerKind.PERSON && inn != null && inn.isCompany()) {
                fields.reject("inn", "inn.of_company");
            }
            if (kpp != null && !company) {
                fields.reject("kpp", "kpp.companies_only");
            }
            if (ogrn != null && ogrn.isSoleProprietor() == company) {
                fields.reject("ogrn", company ? "ogrn.of_proprietor" : "ogrn.of_company");
            }
        }

        private void checkBirth(@Nullable LocalDate birthDate) {
            if (sent("birth_date") && birthDate != null) {
                noting("birth_date", () -> Age.check(birthDate, today, settings.leastAge()));
            }
        }

        /** The document in its one spelling, or as it is while anything about it is wrong or missing. */
        private Identity checkDocument(Identity typed, @Nullable LocalDate issuedOn, @Nullable LocalDate birthDate) {
            if (!sent("document_type")
                    && !sent("document_country")
                    && !sent("passport_series")
                    && !sent("passport_number")
                    && !sent("passport_issued_on")
                    && !sent("birth_date")) {
                return typed;
            }
            var type = typed.typeOrUsual();
            if (typed.number == null) {
                if (typed.series != null && type == DocumentType.PASSPORT_RF && !fields.rejected("passport_number")) {
                    fields.reject("passport_number", "field.required");
                }
                if (issuedOn != null && issuedOn.isAfter(today)) {
                    fields.reject("passport_issued_on", "document.issued_in_future");
                }
                return new Identity(typed.type, typed.country, null, null);
            }
            var document = switch (type) {
                case PASSPORT_RF -> passport(typed.series, typed.number);
                case FOREIGN -> foreign(typed.country, typed.number);
            };
            if (document == null) {
                return typed;
            }
            if (issuedOn != null) {
                noting("passport_issued_on", () -> document.checkIssued(issuedOn, birthDate, today));
            }
            return switch (document) {
                case Document.Passport(var series, var number) -> new Identity(type, null, series, number);
                case Document.Foreign(var country, var number) -> new Identity(type, country, null, number);
            };
        }

        private @Nullable Document passport(@Nullable String series, String number) {
            if (fields.rejected("passport_series")) {
                return null;
            }
            try {
                var passport = (Document.Passport)
                        (series == null ? Document.passport(number) : Document.passport(series, number));
                if (sent("passport_series") || sent("passport_number")) {
                    noting("passport_series", () -> passport.checkBlank(today));
                }
                return passport;
            } catch (Malformed malformed) {
                var isSeries = malformed.text().code().equals("passport.series");
                fields.reject(isSeries ? "passport_series" : "passport_number", malformed.text());
                return null;
            }
        }

        private @Nullable Document foreign(@Nullable Country country, String number) {
            if (country == null) {
                if (!fields.rejected("document_country")) {
                    fields.reject("document_country", "field.required");
                }
                return null;
            }
            try {
                return Document.foreign(country.code(), number);
            } catch (Malformed malformed) {
                fields.reject("passport_number", malformed.text());
                return null;
            }
        }

        private void noting(String field, Runnable check) {
            try {
                check.run();
            } catch (Malformed malformed) {
                fields.reject(field, malformed.text());
            }
        }

        private boolean sent(String field) {
            return fields.has(field) && (mayChangePersonal || !PERSONAL.contains(field));
        }

        private <T> @Nullable T old(Function<CustomerDetails, @Nullable T> known) {
            return before == null ? null : known.apply(before);
        }
    }

    private record Identity(
            @Nullable DocumentType type,
            @Nullable Country country,
            @Nullable String series,
            @Nullable String number) {

        DocumentType typeOrUsual() {
            return type == null ? DocumentType.PASSPORT_RF : type;
        }
    }
}
