package io.telecomcrm;

import io.telecomcrm.Http.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A browser without script: it keeps cookies and sends forms with the token that the page gave it. */
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf-token\" content=\"([^\"]*)\"");

    private final Http http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(Http http) {
        this.http = http;
    }

    public Answer signIn(String username, String password) {
        return post("/login", Map.of("username", username, "password", password));
    }

    public Answer get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    /** Posts a form, with the CSRF token. */
    public Answer post(String path, Map<String, String> fields, String... headers) {
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("_csrf", csrf());
        return postAsIs(path, all, headers);
    }

    /** Posts a form exactly as given, without adding a CSRF token. */
    public Answer postAsIs(String path, Map<String, String> fields, String... headers) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Http.form(fields))),
                headers);
    }

    /** The value of a cookie; empty without one. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** The token of a page that everybody may see. */
    public String csrf() {
        var found = CSRF.matcher(get("/login?again=1").body());
        if (!found.find()) {
            throw new IllegalStateException("The page has no CSRF token");
        }
        return found.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(http.address(path)));
    }

    private Answer send(HttpRequest.Builder request, String... headers) {
        if (!cookies.isEmpty()) {
            var all = new StringBuilder();
            cookies.forEach((name, value) -> all.append(all.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", all.toString());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = http.send(request.build());
        for (var cookie : answer.response().headers().allValues("Set-Cookie")) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
