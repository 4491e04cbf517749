package io.telecomcrm.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets one variable choose the database: {@code DATABASE_URL} as {@code postgres://user:password@host:5432/name},
 * {@code sqlite:path/to/file} or any JDBC URL. Spring's own {@code spring.datasource.*} wins over it, and with neither
 * a SQLite file in {@code ./data/} is used.
 */
class DatabaseUrl implements EnvironmentPostProcessor, Ordered {

    /** After the settings files were read, so that DATABASE_URL may stand in any of them. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var own = environment.getProperty("spring.datasource.url");
        var given = environment.getProperty("DATABASE_URL");
        var settings = new HashMap<String, Object>();
        if (own == null || own.isBlank()) {
            settings.putAll(
                    given == null || given.isBlank()
                            ? Map.of("url", "jdbc:sqlite:data/telecom-crm.sqlite")
                            : parse(given));
        } else {
            settings.put("url", own);
        }
        var source = new HashMap<String, Object>();
        settings.forEach((name, value) -> source.put("spring.datasource." + name, value));
        var dialect = Dialect.of(String.valueOf(settings.get("url")));
        source.put("spring.jooq.sql-dialect", dialect.jooq().name());
        source.put("spring.flyway.locations", dialect.migrations());
        dialect.placeholders().forEach((name, value) -> source.put("spring.flyway.placeholders." + name, value));
        environment.getPropertySources().addFirst(new MapPropertySource("database-url", source));
    }

    static Map<String, Object> parse(String url) {
        if (url.startsWith("jdbc:")) {
            return Map.of("url", url);
        }
        if (url.startsWith("sqlite:")) {
            return Map.of(
                    "url", "jdbc:sqlite:" + url.substring("sqlite:".length()).replaceFirst("^//(?!/)", ""));
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must start with postgres://, postgresql://, sqlite: or jdbc:");
        }
        var parts = uri(url);
        if (parts.getHost() == null || parts.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL needs a host and a database name: postgres://user:password@host:5432/name");
        }
        var settings = new HashMap<String, Object>();
        settings.put(
                "url",
                "jdbc:postgresql://" + parts.getHost() + (parts.getPort() < 0 ? "" : ":" + parts.getPort())
                        + parts.getRawPath() + (parts.getRawQuery() == null ? "" : "?" + parts.getRawQuery()));
        if (parts.getRawUserInfo() != null) {
            var credentials = parts.getRawUserInfo().split(":", 2);
            settings.put("username", decode(credentials[0]));
            settings.put("password", credentials.length == 2 ? decode(credentials[1]) : "");
        }
        return settings;
    }

    /** What is wrong isn't told with the address, in which a password stands. */
    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is no address: a character of the user or the password that isn't a letter or digit must be "
                            + "written as % and its code, so % itself as %25");
        }
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
