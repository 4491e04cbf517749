package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TextsTest {

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(keys("ru")).isEqualTo(keys("en")).isNotEmpty();
    }

    private static TreeSet<String> keys(String language) throws IOException {
        var keys = new TreeSet<String>();
        for (var file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*_" + language + ".properties")) {
            var texts = new Properties();
            try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            texts.stringPropertyNames().forEach(key -> {
                assertThat(texts.getProperty(key)).as(key).isNotBlank();
                assertThat(keys.add(key)).as("defined once: " + key).isTrue();
            });
        }
        return keys;
    }
}
