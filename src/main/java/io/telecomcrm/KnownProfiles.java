package io.telecomcrm;

import io.telecomcrm.kernel.UnsafeSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses profiles among which none says what this is, as {@code production} or {@code PROD}, and settings of which
 * nothing says it: it would be no production, with example keys and simulated payments.
 */
class KnownProfiles implements EnvironmentPostProcessor, Ordered {

    /** The third only where its settings are, among the tests. */
    private static final Set<String> KNOWN = KnownProfiles.class.getResource("/application-test.yml") == null
            ? Set.of("dev", "prod")
            : Set.of("dev", "prod", "test");

    private static final String ADVICE =
            "Set SPRING_PROFILES_ACTIVE: one of prod (production) and dev (development), others beside it";

    /** After all that may name a profile. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var active = environment.getActiveProfiles();
        var named = active.length > 0 ? active : environment.getDefaultProfiles();
        if (Arrays.stream(named).filter(KNOWN::contains).distinct().count() != 1) {
            throw new UnsafeSettings(
                    List.of("The profile is " + String.join(",", named)
                            + ", which is neither production nor development"),
                    ADVICE);
        }
        if (active.length == 0 && environment.getProperty("ENV_FILE") != null) {
            throw new UnsafeSettings(
                    List.of("ENV_FILE names settings, but nothing says whether they are of production"), ADVICE);
        }
    }
}
