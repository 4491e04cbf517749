package io.telecomcrm.customers;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers no two of which share a phone, a document or an ИНН. */
final class SampleCustomers {

    /** The fields of a customer on the wire, in their order; a program may rely on both. */
    static final List<String> FIELDS = List.of(
            "id",
            "kind",
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "document_type",
            "document_country",
            "passport_series",
            "passport_number",
            "passport_issued_by",
            "passport_issued_on",
            "inn",
            "kpp",
            "ogrn",
            "company_name",
            "contact_person",
            "representative",
            "citizenship",
            "address",
            "phone",
            "email",
            "language",
            "code_word",
            "consent_on",
            "note",
            "full_name",
            "status",
            "created_at",
            "updated_at",
            "version",
            "contracts",
            "anonymised_at");

    private static final AtomicInteger LAST = new AtomicInteger();

    private SampleCustomers() {}

    static Map<String, Object> person() {
        return new HashMap<>(Map.of("last_name", "Иванов", "first_name", "Пётр", "phone", phone()));
    }

    static Map<String, Object> company() {
        return new HashMap<>(Map.of(
                "kind", "company",
                "company_name", "ООО «Ромашка»",
                "inn", companyInn(),
                "kpp", "773601001",
                "phone", phone()));
    }

    static String phone() {
        return "+7901" + number(7);
    }

    static String passport() {
        return "3" + number(5);
    }

    static String birthDate() {
        return LocalDate.of(1950, 1, 1).plusDays(LAST.incrementAndGet()).toString();
    }

    static String companyInn() {
        var digits = "77" + number(7);
        int[] weights = {2, 4, 10, 3, 5, 9, 4, 6, 8};
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return digits + sum % 11 % 10;
    }

    private static String number(int digits) {
        return ("%0" + digits + "d").formatted(LAST.incrementAndGet() * 7 % (int) Math.pow(10, digits));
    }
}
