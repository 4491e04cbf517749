package io.telecomcrm.web;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.telecomcrm.kernel.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Every text people see, in both languages, from {@code messages/*_ru.properties} and {@code *_en.properties}. */
@Component
public class Texts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    private final Wording russian = new Wording(Language.RU);
    private final Wording english = new Wording(Language.EN);

    Texts() throws IOException {}

    /** The text of a key; the key itself where there is none, which a test forbids. */
    public String get(Language language, String key, Object... args) {
        return in(language).get(key, localised(language, language == Language.RU ? DAY : ISO_LOCAL_DATE, args));
    }

    public String get(Language language, Text text) {
        return get(language, text.code(), text.args());
    }

    /** The text as a page shows it: what programs read in English has days of their dialect, which no page has. */
    public String shown(Language language, Text text) {
        return in(language).get(text.code(), localised(language, DAY, text.args()));
    }

    public Set<String> keys(Language language) {
        return in(language).patterns.keySet();
    }

    private Wording in(Language language) {
        return switch (language) {
            case RU -> russian;
            case EN -> english;
        };
    }

    /** Arguments may be texts themselves, and days. */
    private Object[] localised(Language language, DateTimeFormatter days, Object[] args) {
        var result = args.clone();
        for (var i = 0; i < result.length; i++) {
            result[i] = switch (result[i]) {
                case Text text -> in(language).get(text.code(), localised(language, days, text.args()));
                case LocalDate day -> days.format(day);
                case null, default -> result[i];
            };
        }
        return result;
    }

    private static Map<String, String> read(Language language) throws IOException {
        var all = new HashMap<String, String>();
        var files = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*_" + language.code() + ".properties");
        for (var file : files) {
            var texts = new Properties();
            try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            texts.forEach((key, text) -> {
                if (all.put(key.toString(), text.toString()) != null) {
                    throw new IllegalStateException("The text " + key + " is defined twice");
                }
            });
        }
        return all;
    }

    /** The texts of one language; a pattern is parsed when it is first used. */
    private static final class Wording {

        private final Language language;
        private final Map<String, String> patterns;
        private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

        Wording(Language language) throws IOException {
            this.language = language;
            this.patterns = read(language);
        }

        String get(String key, Object[] args) {
            var pattern = patterns.get(key);
            if (pattern == null || args.length == 0 && pattern.indexOf('{') < 0) {
                return pattern == null ? key : pattern;
            }
            var format =
                    formats.computeIfAbsent(key, _ -> new MessageFormat(pattern, ULocale.forLocale(language.locale())));
            return ((MessageFormat) format.clone()).format(args);
        }
    }
}
