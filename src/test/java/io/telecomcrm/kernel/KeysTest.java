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
