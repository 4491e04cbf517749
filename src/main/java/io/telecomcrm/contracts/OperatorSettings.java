package io.telecomcrm.contracts;

import io.telecomcrm.customers.Inn;
import io.telecomcrm.customers.Kpp;
import io.telecomcrm.customers.Ogrn;
import io.telecomcrm.kernel.Malformed;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who we are, as contracts say it. What is missing stays a line to be filled in by hand.
 *
 * @param name with the legal form: {@code ООО «Связь»}
 * @param city where contracts are signed
 * @param licence number and day of the licence for communication services
 * @param account at the bank, 20 digits
 * @param bik of the bank, 9 digits
 * @param correspondentAccount of the bank, 20 digits
 * @param signatory who signs for us, post and name
 * @param basis what their right to sign follows from: {@code Устава}
 */
@ConfigurationProperties("crm.operator")
public record OperatorSettings(
        @Nullable String name,
        @Nullable String city,
        @Nullable String address,
        @Nullable String inn,
        @Nullable String kpp,
        @Nullable String ogrn,
        @Nullable String licence,
        @Nullable String phone,
        @Nullable String bank,
        @Nullable String account,
        @Nullable String bik,
        @Nullable String correspondentAccount,
        @Nullable String signatory,
        @Nullable String basis) {

    public OperatorSettings {
        name = given(name);
        city = given(city);
        address = given(address);
        inn = checked("inn", given(inn), Inn::new);
        kpp = checked("kpp", given(kpp), Kpp::new);
        ogrn = checked("ogrn", given(ogrn), Ogrn::new);
        licence = given(licence);
        phone = given(phone);
        bank = given(bank);
        account = digits("account", given(account), 20);
        bik = digits("bik", given(bik), 9);
        correspondentAccount = digits("correspondent-account", given(correspondentAccount), 20);
        signatory = given(signatory);
        basis = given(basis);
    }

    /** Whether a contract could be signed as it is printed. */
    public boolean isComplete() {
        return Stream.of(name, city, address, inn, ogrn, licence, signatory, basis)
                .allMatch(Objects::nonNull);
    }

    /** What is set, or a line to write on. */
    public static String or(@Nullable String text) {
        return text == null ? "____________________" : text;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable String checked(String name, @Nullable String text, Consumer<String> check) {
        if (text != null) {
            try {
                check.accept(text);
            } catch (Malformed malformed) {
                throw new IllegalArgumentException("crm.operator." + name + " is not right: " + text, malformed);
            }
        }
        return text;
    }

    private static @Nullable String digits(String name, @Nullable String text, int count) {
        if (text != null && !text.matches("[0-9]{" + count + "}")) {
            throw new IllegalArgumentException("crm.operator." + name + " must have " + count + " digits");
        }
        return text;
    }
}
