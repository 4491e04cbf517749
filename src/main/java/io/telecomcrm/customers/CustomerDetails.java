package io.telecomcrm.customers;

import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Email;
import io.telecomcrm.kernel.Phone;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.kernel.SearchTerms;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What staff know about a customer and may change; everything in it is well-formed and goes together. */
public record CustomerDetails(
        CustomerKind kind,
        @Nullable PersonName lastName,
        @Nullable PersonName firstName,
        @Nullable PersonName middleName,
        @Nullable LocalDate birthDate,
        @Nullable DocumentType documentType,
        @Nullable Country documentCountry,
        @Nullable String passportSeries,
        @Nullable String passportNumber,
        @Nullable String passportIssuedBy,
        @Nullable LocalDate passportIssuedOn,
        @Nullable Inn inn,
        @Nullable Kpp kpp,
        @Nullable Ogrn ogrn,
        @Nullable String companyName,
        @Nullable String contactPerson,
        @Nullable String representative,
        @Nullable Country citizenship,
        @Nullable String address,
        Phone phone,
        @Nullable Email email,
        String language,
        @Nullable String codeWord,
        @Nullable LocalDate consentOn,
        @Nullable String note) {

    /** Stands where a person's name and phone were: the columns can't be empty. Nobody can enter this phone. */
    private static final PersonName REMOVED_LAST_NAME = new PersonName("Обезличенный");

    private static final PersonName REMOVED_FIRST_NAME = new PersonName("абонент");
    static final Phone REMOVED_PHONE = new Phone("+70000000000");

    /** In signs of the keys names are found by, of which one may stand for many of the name. */
    private static final int LONGEST_NAME_KEY = 400;

    private static final int LONGEST_EMAIL_KEY = 300;

    /** For logs, which hold no personal data. */
    @Override
    public String toString() {
        return "CustomerDetails[" + kind + ", hidden]";
    }

    /** Фамилия Имя Отчество of a person, the name of a company. */
    public String fullName() {
        return switch (kind) {
            case PERSON ->
                Stream.of(lastName, firstName, middleName)
                        .filter(Objects::nonNull)
                        .map(PersonName::value)
                        .collect(Collectors.joining(" "));
            case COMPANY -> companyName == null ? "" : companyName;
        };
    }

    /**
     * What stays of a customer whose personal data is removed. A company is no person: its name and numbers are public,
     * but its people and the ways to reach them go.
     */
    CustomerDetails anonymised() {
        var company = kind == CustomerKind.COMPANY;
        return new CustomerDetails(
                kind,
                company ? null : REMOVED_LAST_NAME,
                company ? null : REMOVED_FIRST_NAME,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                company ? inn : null,
                company ? kpp : null,
                company ? ogrn : null,
                company ? companyName : null,
                null,
                null,
                null,
                null,
                REMOVED_PHONE,
                null,
                language,
                null,
                consentOn,
                null);
    }

    /** The document, once its number is known. */
    public @Nullable Document document() {
        if (documentType == null || passportNumber == null) {
            return null;
        }
        return switch (documentType) {
            case PASSPORT_RF -> passportSeries == null ? null : Document.passport(passportSeries, passportNumber);
            case FOREIGN -> documentCountry == null ? null : Document.foreign(documentCountry.code(), passportNumber);
        };
    }

    /** By what the customer may turn out to be one we already have. */
    Likeness likeness() {
        var document = document();
        return new Likeness(
                document == null ? null : document.key(),
                companyKey(),
                phone.value(),
                email == null ? null : email.key(),
                nameKey(),
                kind == CustomerKind.PERSON ? birthDate : null);
    }

    /** Two companies with one ИНН are one, unless their КПП tell them apart. */
    private @Nullable String companyKey() {
        return kind == CustomerKind.COMPANY && inn != null ? inn + ":" + (kpp == null ? "" : kpp.value()) : null;
    }

    String nameKey() {
        return Cut.to(LONGEST_NAME_KEY, SearchKey.of(fullName()));
    }

    @Nullable
    String addressKey() {
        return address == null ? null : SearchTerms.key(address);
    }

    /** Name, phone, email and ИНН in one line; the space in front makes its first word begin like the others. */
    String searchText() {
        return Stream.of("", Cut.to(LONGEST_NAME_KEY, SearchTerms.key(fullName())), phone.digits(), email, inn)
                .filter(Objects::nonNull)
                .map(part -> part instanceof Email mail
                        ? Cut.to(LONGEST_EMAIL_KEY, SearchTerms.key(mail.value()))
                        : part.toString())
                .collect(Collectors.joining(" "));
    }
}
