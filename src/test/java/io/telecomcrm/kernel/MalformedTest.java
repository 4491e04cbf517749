package io.telecomcrm.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {

    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
    private static final Path SOURCES = PROJECT.resolve("src/main/java");
    private static final Path MESSAGES = PROJECT.resolve("src/main/resources/messages");
    private static final Pattern THROWN = Pattern.compile("new Malformed\\(\\s*\"([a-z0-9_.]+)\"");

    @Test
    void carriesATextAndNoStackTrace() {
        var malformed = new Malformed("name.too_long", 100);

        assertThat(malformed.text().code()).isEqualTo("name.too_long");
        assertThat(malformed.text().args()).containsExactly(100);
        assertThat(malformed).hasMessage("name.too_long");
        assertThat(malformed.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en"})
    void isPutIntoWordsInEveryLanguage(String language) throws IOException {
        assertThat(thrownCodes()).isNotEmpty().isSubsetOf(messages(language).stringPropertyNames());
    }

    private static Set<String> thrownCodes() throws IOException {
        var codes = new HashSet<String>();
        for (var source : files(SOURCES, ".java")) {
            codes.addAll(THROWN.matcher(Files.readString(source))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList());
        }
        return codes;
    }

    private static Properties messages(String language) throws IOException {
        var all = new Properties();
        for (var file : files(MESSAGES, "_" + language + ".properties")) {
            all.load(new StringReader(Files.readString(file, UTF_8)));
        }
        return all;
    }

    private static Set<Path> files(Path folder, String ending) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending)).collect(Collectors.toSet());
        }
    }
}
