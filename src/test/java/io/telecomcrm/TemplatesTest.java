package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the content security policy would silently kill, and texts that nobody wrote. */
class TemplatesTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path TEMPLATES = BASE.resolve("src/main/jte");
    private static final Pattern DEAD = Pattern.compile(
            "\\sstyle=|\\shx-on|\\shx-vals=.js:|\\shx-vars|hx-trigger=\"[^\"]*\\[|<style|\\son[a-z]+=\"|<script>|\\sdark:|javascript:");
    private static final Pattern HIDING_HEAD =
            Pattern.compile("<th [^>]*\\bkww?\\b|part\\.th\\(.*\\bwid(e|est) = true");
    private static final Pattern HIDING_CELL = Pattern.compile("<td [^>]*\\bkww?\\b|<td class=\"\\$\\{[^}]*\\bkww?\\b");
    private static final Pattern TEXT =
            Pattern.compile("(?:\\bpage\\.t\\(|[kK]ey = |new Refusal\\()\\s*\"([a-z0-9_.-]+)\"");

    private static final Pattern MISSING = Pattern.compile("new NotFound\\(\\s*\"([a-z_]+)\"");

    @Test
    void nothingNeedsWhatTheSecurityPolicyForbids() throws IOException {
        var found = new ArrayList<String>();
        for (var file : templates()) {
            var dead = DEAD.matcher(Files.readString(file));
            while (dead.find()) {
                found.add(file + ": " + dead.group());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyTextIsWritten() throws IOException {
        // the two languages have the same, says TextsTest
        var texts = texts("ru");
        var missing = new TreeSet<String>();
        for (var file : sources()) {
            var used = TEXT.matcher(Files.readString(file));
            while (used.find()) {
                if (!isWritten(used.group(1), texts)) {
                    missing.add(file.getFileName() + ": " + used.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** What is missing is named by its type, so no literal ever names the text. */
    @Test
    void everythingThatCanBeMissingIsTold() throws IOException {
        for (var language : List.of("ru", "en")) {
            var texts = texts(language);
            var untold = new TreeSet<String>();
            for (var file : sources()) {
                var missing = MISSING.matcher(Files.readString(file));
                while (missing.find()) {
                    if (!texts.contains("error.no_" + missing.group(1))) {
                        untold.add(missing.group(1));
                    }
                }
            }
            assertThat(untold).as(language).isEmpty();
        }
    }

    /** On a narrow screen the cells would stand below the heads of others. */
    @Test
    void aColumnHidesWithItsHead() throws IOException {
        var uneven = new ArrayList<String>();
        for (var file : templates()) {
            var lines = Files.readAllLines(file);
            var heads = lines.stream().filter(HIDING_HEAD.asPredicate()).count();
            var cells = lines.stream().filter(HIDING_CELL.asPredicate()).count();
            // the part that draws heads has no cells of its own
            if (heads != cells && !file.endsWith("part/th.jte")) {
                uneven.add(file + ": " + heads + " heads, " + cells + " cells");
            }
        }
        assertThat(uneven).isEmpty();
    }

    /** A key that ends with a separator is only the beginning of one. */
    private static boolean isWritten(String key, TreeSet<String> texts) {
        var next = texts.ceiling(key);
        return key.matches(".*[-._]") ? next != null && next.startsWith(key) : texts.contains(key);
    }

    private static TreeSet<String> texts(String language) throws IOException {
        var texts = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(
                BASE.resolve("src/main/resources/messages"), "*_" + language + ".properties")) {
            for (var file : files) {
                var some = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    some.load(reader);
                }
                texts.addAll(some.stringPropertyNames());
            }
        }
        return texts;
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(BASE.resolve("src/main"))) {
            return files.filter(path ->
                            path.toString().endsWith(".jte") || path.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static List<Path> templates() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            return files.filter(path -> path.toString().endsWith(".jte")).toList();
        }
    }
}
