package io.telecomcrm.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docs/selling.md} tells, pasted into a shell as a reader would. */
@IntegrationTest
class SellingByApiTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    Http http;

    @Test
    void thePageWorksFromItsFirstCommandToItsLast() throws Exception {
        var said = inAShell(commands());

        var answers =
                said.lines().filter(line -> !line.isBlank()).map(json::readTree).toList();
        assertThat(answers.stream()
                        .filter(answer -> answer.has("balance"))
                        .map(answer -> answer.get("status").asString()))
                .containsExactly("active", "suspended", "active", "active", "active", "terminated");
        assertThat(answers.get(1).get("sim").get("msisdn").asString()).isEqualTo("+79161125740");
        assertThat(answers.get(3).get("sim").get("iccid").asString()).isEqualTo("8970199261125704028");
        assertThat(answers.get(3).get("sim").get("msisdn").asString()).isEqualTo("+79161125740");
        var history = answers.getLast().get("results");
        assertThat(history.valueStream()
                        .map(line -> line.get("event").asString())
                        .toList())
                .startsWith("terminated")
                .endsWith("created")
                .contains("activated", "blocked", "sim_replaced", "tariff_change_planned", "number_changed");
        assertThat(answers).noneMatch(SellingByApiTest::isRefused);
    }

    /** The code of the page, against the address and with the password of the tests. */
    private String commands() throws Exception {
        var page = Files.readString(Path.of(System.getProperty("basedir", "."), "docs", "selling.md"));
        return page.lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"))
                .replace("localhost:8080", http.address(""))
                .replace("\"admin\"", "\"" + http.username("admin") + "\"")
                .replace("demo-demo-1", Http.PASSWORD);
    }

    private static String inAShell(String commands) throws Exception {
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .redirectErrorStream(true)
                .start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean isRefused(JsonNode answer) {
        return answer.has("detail") || answer.has("code");
    }
}
