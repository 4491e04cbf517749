package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final Passwords PASSWORDS = new Passwords();

    @ParameterizedTest
    @ValueSource(
            strings = {"короткий пароль нет", "zxvqmkpw", "        ж 7", "😀😀🐘🐘🦊🦊🐳🐳", "Ночь, улица, фонарь"})
    void takesAnyCharacters(String password) {
        assertThat(PASSWORDS.flaw(password, "ivanova")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "PASSWORD1", "12345678", "qwerty123", "1q2w3e4r", "пароль123", "gfhjkm123", "ghbdtn2024",
                "йцукенгш", "q1w2e3r4", "admin123", "P@ssw0rd", "aaaaaaaa", "11111111", "спартак1", "15081985"
            })
    void refusesTheCommonest(String password) {
        assertThat(PASSWORDS.flaw(password, "ivanova")).hasToString("users.password_common");
    }

    @Test
    void refusesTooShortTooLongAndTheLoginItself() {
        assertThat(PASSWORDS.flaw("zxvqmkp", "ivanova")).hasToString("users.password_short");
        assertThat(PASSWORDS.flaw("ж".repeat(60) + "ёлка".repeat(17), "ivanova"))
                .isNull();
        assertThat(PASSWORDS.flaw("ж".repeat(60) + "ёлка".repeat(17) + "!", "ivanova"))
                .hasToString("users.password_long");
        assertThat(PASSWORDS.flaw("Petrova-Irina", "petrova-irina")).hasToString("users.password_like_name");
    }

    @Test
    void everyCharacterCounts() {
        var hash = PASSWORDS.hash("ж".repeat(127) + "а");

        assertThat(hash).startsWith("$argon2id$");
        assertThat(PASSWORDS.matches("ж".repeat(127) + "а", hash)).isTrue();
        assertThat(PASSWORDS.matches("ж".repeat(127) + "б", hash)).isFalse();
        assertThat(PASSWORDS.matches(" " + "ж".repeat(127) + "а", hash)).isFalse();
        assertThat(PASSWORDS.matches("whatever", null)).isFalse();
    }

    /** A phone's keyboard may send й as и and a breve. */
    @Test
    void oneLetterIsTheSameFromWhateverKeyboard() {
        assertThat(PASSWORDS.matches("мои\u0306 чаи\u0306 с ёлкой", PASSWORDS.hash("мой чай с ёлкой")))
                .isTrue();
    }

    @Test
    void aPictureIsOneCharacter() {
        assertThat(PASSWORDS.flaw("😀🐘🦊🐳", "ivanova")).hasToString("users.password_short");
        assertThat(PASSWORDS.flaw("😀🐘🦊🐳".repeat(32), "ivanova")).isNull();
        assertThat(PASSWORDS.matches("😀🐘🦊🐳".repeat(32), PASSWORDS.hash("😀🐘🦊🐳".repeat(32))))
                .isTrue();
    }

    @Test
    void makesPasswordsThatAreGoodEnough() {
        assertThat(PASSWORDS.flaw(Passwords.random(), "ivanova")).isNull();
        assertThat(Passwords.random()).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}").isNotEqualTo(Passwords.random());
    }
}
