package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TextsTest {

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(keys("ru")).isEqualTo(keys("en")).isNotEmpty();
    }

    /** 21 and 31 are "one" too, so that form can't leave out what the others say. */
    @Test
    void aRussianOneSaysAsMuchAsTheOthers() throws IOException {
        for (var file : files("ru")) {
            texts(file).forEach((key, text) -> {
                var one = branch(text.toString(), "one");
                var other = branch(text.toString(), "other");
                assertThat(one).as(key.toString()).isEqualTo(one.isEmpty() ? one : other);
            });
        }
    }

    /** What a form of the first plural of a text inserts; nothing without that form. */
    private static Set<String> branch(String text, String form) {
        var start = Pattern.compile("\\b" + form + "\\s*\\{").matcher(text);
        if (!text.contains(", plural,") || !start.find()) {
            return Set.of();
        }
        var depth = 1;
        var end = start.end();
        for (; depth > 0; end++) {
            depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
        }
        return Pattern.compile("#|\\{\\d")
                .matcher(text.substring(start.end(), end))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> keys(String language) throws IOException {
        var keys = new TreeSet<String>();
        for (var file : files(language)) {
            var texts = texts(file);
            texts.stringPropertyNames().forEach(key -> {
                assertThat(texts.getProperty(key)).as(key).isNotBlank();
                assertThat(keys.add(key)).as("defined once: " + key).isTrue();
            });
        }
        return keys;
    }

    private static Resource[] files(String language) throws IOException {
        return new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*_" + language + ".properties");
    }

    private static Properties texts(Resource file) throws IOException {
        var texts = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
