package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.users.Particulars;
import io.telecomcrm.users.Role;
import io.telecomcrm.users.User;
import io.telecomcrm.users.Users;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the running product over real HTTP. Redirects are not followed. */
@TestComponent
public class Http {

    public static final String PASSWORD = "правильная лошадь 7";

    private final Environment environment;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final JsonMapper json = JsonMapper.builder().build();

    private final Users users;
    private final String suffix = "-" + Keys.random(4).toLowerCase(Locale.ROOT);
    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable Description description;

    Http(Environment environment, Users users) {
        this.environment = environment;
        this.users = users;
    }

    public String address(String path) {
        return "http://localhost:" + environment.getProperty("local.server.port") + path;
    }

    /**
     * A call of the API; the body, if any, is JSON text or whatever Jackson can write. Every answer must be one that
     * the API's description promises.
     */
    public Answer api(String method, String path, @Nullable String token, @Nullable Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address(path)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(
                    method,
                    BodyPublishers.ofString(body instanceof String text ? text : json.writeValueAsString(body)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = send(request.build());
        description().check(method, path, answer);
        return answer;
    }

    /** The API's description, read once. */
    public Description description() {
        var known = description;
        if (known == null) {
            known = new Description(send(HttpRequest.newBuilder(URI.create(address("/api/schema/")))
                            .build())
                    .json());
            description = known;
        }
        return known;
    }

    /** An access token of a user of this role, {@code operator}; signed in anew when turning the clock made it old. */
    public String token(String role) {
        var known = tokens.get(role);
        if (known == null
                || api("POST", "/api/auth/verify/", null, Map.of("token", known))
                                .status()
                        != 200) {
            known = signIn(username(role));
            tokens.put(role, known);
        }
        return known;
    }

    /** A fresh access token of any user with the password of the tests. */
    public String signIn(String username) {
        var answer = api("POST", "/api/auth/login/", null, Map.of("username", username, "password", PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("access").asString();
    }

    /** A browser in which a user of this role has signed in. */
    public Browser browser(String role) {
        var browser = new Browser(this);
        assertThat(browser.signIn(username(role), PASSWORD).status()).isEqualTo(303);
        return browser;
    }

    /** A browser in which nobody has signed in. */
    public Browser stranger() {
        return new Browser(this);
    }

    /** The sign-in name of the test user of a role. */
    public String username(String role) {
        userId(role);
        return role + suffix;
    }

    /** The id of the test user of a role, made when first asked for. */
    public long userId(String role) {
        return ids.computeIfAbsent(role, _ -> newUser(role, role + suffix).id());
    }

    /** Makes a user with the password of the tests, for a test that changes it. */
    public User newUser(String role, String username) {
        var particulars = new Particulars(
                username, "Тестов Тест " + username, null, Role.valueOf(role.toUpperCase(Locale.ROOT)), true);
        try {
            return Actor.job("tests").call(() -> users.create(particulars, PASSWORD, false));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A form as a browser sends it. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Answer send(HttpRequest request) {
        try {
            return new Answer(client.send(request, BodyHandlers.ofString()), json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of the answer to a request as no client of Java's would write it, in UTF-8. */
    public int status(String firstLine, String headers, String body) {
        var address = URI.create(address("/"));
        var head = firstLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + headers + "\r\n\r\n";
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response, JsonMapper mapper) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return mapper.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
