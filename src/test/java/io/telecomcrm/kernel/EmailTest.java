package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

    @ParameterizedTest
    @CsvSource({
        "ivanov@example.ru, ivanov@example.ru",
        "' Ivanov@Example.RU ', ivanov@example.ru",
        "i.ivanov+crm@mail.example.co.uk, i.ivanov+crm@mail.example.co.uk",
        "o'neil_2@example-1.com, o'neil_2@example-1.com",
        "Почта@Пример.РФ, почта@xn--e1afmkfd.xn--p1ai",
        "почта@xn--e1afmkfd.xn--p1ai, почта@xn--e1afmkfd.xn--p1ai",
        "a@b.ru, a@b.ru",
        "a@1c.ru, a@1c.ru",
    })
    void isComparedWithoutRegardToCase(String typed, String key) {
        assertThat(Email.parse(typed).key()).isEqualTo(key);
    }

    @Test
    void isKeptAsTyped() {
        assertThat(Email.parse("\u00a0Ivanov@Example.RU ")).hasToString("Ivanov@Example.RU");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "ivanov",
                "ivanov@",
                "@example.ru",
                "ivanov@localhost",
                "ivanov@example",
                "ivanov@@example.ru",
                "a@b@example.ru",
                "a@example.ru, b@example.ru",
                "a@example.ru;b@example.ru",
                "a@example.ru b@example.ru",
                "Иван <ivanov@example.ru>",
                "mailto:ivanov@example.ru",
                "iva nov@example.ru",
                ".ivanov@example.ru",
                "ivanov.@example.ru",
                "iva..nov@example.ru",
                "\"ivan ov\"@example.ru",
                "ivanov@.example.ru",
                "ivanov@example..ru",
                "ivanov@example.ru.",
                "ivanov@-example.ru",
                "ivanov@example-.ru",
                "ivanov@exa_mple.ru",
                "ivanov@127.0.0.1",
                "ivanov@[127.0.0.1]",
                "ivanov@example.ru\n",
                "ivanov@example.ru\r\nBcc: all@example.ru",
                "iva\tnov@example.ru",
                "ivanov\u0000@example.ru",
                "ivanov@example.ru\u0000",
                "ivanov\u200b@example.ru",
                "ivanov＠example.ru",
                "ivanov@example。ru",
                "😀@example.ru",
                "ivanov@\ud83d.ru",
            })
    void refusesWhatIsNotOneAddress(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Email.parse(typed))
                .withMessage("email.invalid");
    }

    @Test
    void holdsNoMoreThanMailCanCarry() {
        var domain = ("a".repeat(62) + ".").repeat(3);
        var longest = "a@" + domain + "b".repeat(60) + ".ru";
        assertThat(longest).hasSize(254);
        assertThat(Email.parse(longest).value()).isEqualTo(longest);

        assertTooLong("a" + longest);
        assertTooLong("a@" + "яазюбиэвйьгкыдлъемщёнчжоц.".repeat(7) + "ru");
        assertTooLong(" ".repeat(1000) + "a@b.ru");
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Email.parse("a".repeat(65) + "@example.ru"))
                .withMessage("email.invalid");
    }

    private static void assertTooLong(String typed) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Email.parse(typed))
                .withMessage("email.too_long");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ivanov@example.ru", "ivanov@example.ru "})
    void isNeverMadeOfAnotherForm(String value) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Email(value));
    }

    @Property
    void readsOrRefusesAnyText(@ForAll("hostile") String typed, @ForAll("hostile") String domain) {
        for (var text : new String[] {typed, typed + "@example.ru", "ivanov@" + domain + ".ru", typed + "@" + domain}) {
            try {
                var email = Email.parse(text);
                assertThat(new Email(email.key()).key()).isEqualTo(email.key()).hasSizeLessThanOrEqualTo(254);
            } catch (Malformed malformed) {
                assertThat(malformed.text().code()).startsWith("email.");
            }
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return HostileTexts.any();
    }
}
