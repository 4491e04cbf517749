package io.telecomcrm;

import io.telecomcrm.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A browser without script: it keeps cookies and sends forms with the token that the page gave it. */
public final class Browser {

    private static final Pattern CONTROL =
            Pattern.compile("<input[^>]*>|<select.*?</select>|<textarea.*?</textarea>", Pattern.DOTALL);
    private static final Pattern SELECTED = Pattern.compile("<option[^>]*value=\"([^\"]*)\"[^>]*\\sselected");
    private static final Pattern CHECKED = Pattern.compile("\\schecked[\\s>]");

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

    /** Posts a form with a file, with the CSRF token. */
    public Answer upload(String path, Map<String, String> fields, String file, String name, byte[] content) {
        var boundary = "----crm-test-boundary";
        var body = new ByteArrayOutputStream();
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("_csrf", csrf());
        all.forEach((field, value) -> body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                        + field + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file + "\"; filename=\""
                        + name + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** What a form of a page would send if it were sent as it stands, without its buttons and its CSRF token. */
    public static Map<String, String> fields(String page, String form) {
        var whole = Pattern.compile("<form[^>]* id=\"" + form + "\".*?</form>", Pattern.DOTALL)
                .matcher(page);
        if (!whole.find()) {
            throw new IllegalStateException("The page has no form " + form);
        }
        var fields = new LinkedHashMap<String, String>();
        CONTROL.matcher(whole.group()).results().forEach(control -> {
            var tag = control.group();
            var name = attribute(tag, "name");
            var type = attribute(tag, "type");
            if (name.isEmpty()
                    || name.equals("_csrf")
                    || List.of("submit", "button", "file").contains(type)) {
                return;
            }
            if (tag.startsWith("<select")) {
                var option = SELECTED.matcher(tag);
                fields.put(name, option.find() ? HtmlUtils.htmlUnescape(option.group(1)) : "");
            } else if (tag.startsWith("<textarea")) {
                var text = tag.substring(tag.indexOf('>') + 1, tag.lastIndexOf("</"));
                // a browser drops the break with which a text begins
                fields.put(name, HtmlUtils.htmlUnescape(text.startsWith("\n") ? text.substring(1) : text));
            } else if (!List.of("radio", "checkbox").contains(type)
                    || CHECKED.matcher(tag).find()) {
                fields.put(name, attribute(tag, "value"));
            }
        });
        return fields;
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? HtmlUtils.htmlUnescape(found.group(1)) : "";
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
