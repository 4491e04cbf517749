package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class KeysTest {

    private static final String GOOD = "rM1vZ8xQ2kT5nB7hY4wE9uI3oP6aS0dF";
    private static final String OTHER = "Lk9jH7gF5dS3aQ1wE2rT4yU6iO8pZxCv";

    @Test
    void productionTakesTwoGoodKeys() throws IOException {
        var keys = new Keys(production(GOOD, OTHER));

        assertThat(keys.secret("tokens")).hasSize(32).isNotEqualTo(keys.secret("something else"));
        assertThat(keys.fingerprint("4510 123456"))
                .isEqualTo(keys.fingerprint("4510 123456"))
                .isNotEqualTo(keys.fingerprint("4510 123457"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, is missing",
                "'', is missing",
                "short, is shorter than 32 characters",
                "change-me-change-me-change-me-change-me, is an example or easy to guess",
                "this-is-the-Default-key-of-this-product, is an example or easy to guess",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, is an example or easy to guess"
            })
    void productionRefusesWeakKeys(@Nullable String weak, String why) {
        assertThatThrownBy(() -> new Keys(production(weak, OTHER)))
                .isInstanceOf(UnsafeSettings.class)
                .hasMessage("SECRET_KEY " + why);
        assertThatThrownBy(() -> new Keys(production(OTHER, weak)))
                .isInstanceOf(UnsafeSettings.class)
                .hasMessage("DATA_KEY " + why);
    }

    @Test
    void productionRefusesOneKeyForBoth() {
        assertThatThrownBy(() -> new Keys(production(GOOD, GOOD)))
                .isInstanceOf(UnsafeSettings.class)
                .hasMessage("SECRET_KEY and DATA_KEY must differ");
    }

    /** Whoever copies the example without filling it in is told everything that is wrong at once. */
    @Test
    void productionRefusesTheKeysOfTheExample() throws IOException {
        var example = Files.readAllLines(Path.of(System.getProperty("basedir", "."), ".env.prod.example"));
        var secret = value(example, "SECRET_KEY=");
        var data = value(example, "DATA_KEY=");

        assertThatThrownBy(() -> new Keys(production(secret, data)))
                .isInstanceOfSatisfying(
                        UnsafeSettings.class,
                        unsafe -> assertThat(unsafe.wrong()).hasSize(3));
    }

    @Test
    void hidesATextAndFindsItAgain() throws IOException {
        var keys = new Keys(production(GOOD, OTHER));
        var hidden = keys.encrypt("sim 1", "1234 Привет");

        assertThat(hidden).startsWith("1.").isNotEqualTo(keys.encrypt("sim 1", "1234 Привет"));
        assertThat(keys.decrypt("sim 1", hidden)).isEqualTo("1234 Привет");
        assertThatThrownBy(() -> keys.decrypt("sim 2", hidden)).isInstanceOf(IllegalStateException.class);
        var spoiled = hidden.substring(0, 20) + (hidden.charAt(20) == 'A' ? 'B' : 'A') + hidden.substring(21);
        assertThatThrownBy(() -> keys.decrypt("sim 1", spoiled)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsWhatWasHiddenUnderAnOldKey() throws IOException {
        var hidden = new Keys(production(GOOD, OTHER)).encrypt("sim 1", "1234");
        var environment = production(GOOD, "Qw8eR6tY4uI2oP0aS9dF7gH5jK3lZ1xC");
        environment.setProperty("DATA_KEY_ID", "2027");
        var forgetful = new Keys(environment);
        environment.setProperty("DATA_KEYS_OLD", "1:" + OTHER + ", 0:some older key");
        var keys = new Keys(environment);

        assertThat(keys.decrypt("sim 1", hidden)).isEqualTo("1234");
        assertThat(keys.encrypt("sim 1", "1234"))
                .startsWith(keys.currentPrefix())
                .startsWith("2027.");
        assertThatThrownBy(() -> forgetful.decrypt("sim 1", hidden)).hasMessageContaining("DATA_KEYS_OLD");
    }

    @Test
    void knowsAFingerprintMadeUnderAnOldKey() throws IOException {
        var made = new Keys(production(GOOD, OTHER)).fingerprint("4510 123456");
        var environment = production(GOOD, "Qw8eR6tY4uI2oP0aS9dF7gH5jK3lZ1xC");
        environment.setProperty("DATA_KEY_ID", "2027");
        assertThat(new Keys(environment).isFingerprint(made, "4510 123456")).isFalse();
        environment.setProperty("DATA_KEYS_OLD", "1:" + OTHER);
        var keys = new Keys(environment);

        assertThat(keys.isFingerprint(made, "4510 123456")).isTrue();
        assertThat(keys.isFingerprint(made, "4510 123457")).isFalse();
        assertThat(keys.isFingerprint(keys.fingerprint("x"), "x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1:old", "'', ''", "a.b, ''", "2, old", "2, 1:", "2, 'a b:old'"})
    void refusesKeysThatCantBeToldApart(String id, String old) {
        var environment = production(GOOD, OTHER);
        environment.setProperty("DATA_KEY_ID", id);
        environment.setProperty("DATA_KEYS_OLD", old);

        assertThatThrownBy(() -> new Keys(environment)).isInstanceOf(UnsafeSettings.class);
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    private static MockEnvironment production(@Nullable String secret, @Nullable String data) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles("prod");
        if (secret != null) {
            environment.setProperty("SECRET_KEY", secret);
        }
        if (data != null) {
            environment.setProperty("DATA_KEY", data);
        }
        return environment;
    }
}
