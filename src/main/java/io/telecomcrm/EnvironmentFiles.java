package io.telecomcrm;

import io.telecomcrm.kernel.UnsafeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads settings from a file of {@code NAME=value} lines in the working directory, as if they were environment
 * variables: {@code .env.prod} in production, {@code .env.dev} in development, or the file that {@code ENV_FILE}
 * names. Real environment variables win over the file. Whoever keeps the settings of production beside the product says
 * whether this is production: else a command would do its work on an empty database of its own.
 */
class EnvironmentFiles implements EnvironmentPostProcessor, Ordered {

    private static final String PRODUCTION = ".env.prod";

    /** Before anything else reads a setting. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var profiles = environment.getProperty(
                "SPRING_PROFILES_ACTIVE", environment.getProperty("spring.profiles.active", ""));
        var named = environment.getProperty("ENV_FILE");
        if (named == null
                && profiles.isBlank()
                && environment.getActiveProfiles().length == 0
                && Files.exists(Path.of(PRODUCTION))) {
            throw new UnsafeSettings(
                    List.of(PRODUCTION + " lies here, but nothing says that this is production"),
                    "Set SPRING_PROFILES_ACTIVE in the environment: prod, or dev to try the product beside it");
        }
        var production = List.of(profiles.strip().split("\\s*,\\s*")).contains("prod");
        var file = Path.of(named != null ? named : production ? PRODUCTION : ".env.dev");
        if (named != null && !Files.isReadable(file)) {
            throw new IllegalStateException("ENV_FILE names " + file.toAbsolutePath() + ", which can't be read");
        }
        if (Files.isReadable(file)) {
            environment
                    .getPropertySources()
                    .addAfter(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new SystemEnvironmentPropertySource("envFile-systemEnvironment", parse(file)));
        }
    }

    private static Map<String, Object> parse(Path file) {
        var settings = new LinkedHashMap<String, Object>();
        try {
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (equals > 0 && !line.stripLeading().startsWith("#")) {
                    settings.put(
                            line.substring(0, equals).strip(),
                            unquote(line.substring(equals + 1).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static String unquote(String value) {
        var quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
