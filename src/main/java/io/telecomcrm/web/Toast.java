package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A short message that is shown once: «Сохранено», with a way to undo what was done where there is one. After a redirect
 * a cookie carries the key of its text, for there is no other memory between the two requests; the answer to htmx
 * carries it in a header.
 */
public final class Toast {

    private static final String COOKIE = "crm_toast";
    private static final Pattern WORDS = Pattern.compile("([a-z0-9._-]{1,100})(?:\\|(/[a-z0-9/_-]{1,200}))?");

    private static final JsonMapper HEADER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Toast() {}

    /** Leads to the page that says the text of this key. */
    public static ResponseEntity<Void> after(String key, String path) {
        return said(key, path);
    }

    /** The same with a button «Отменить», which posts to the address {@code undo}. */
    public static ResponseEntity<Void> after(String key, String path, String undo) {
        return said(key + "|" + undo, path);
    }

    private static ResponseEntity<Void> said(String words, String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.SET_COOKIE, cookie(words, Duration.ofMinutes(1)))
                .build();
    }

    /** Says a text at once, beside the part that htmx swaps. */
    public static void now(HttpServletResponse response, String text, @Nullable String undo) {
        var toast = undo == null ? Map.of("text", text) : Map.of("text", text, "undo", undo);
        response.setHeader("HX-Trigger", HEADER.writeValueAsString(Map.of("toast", toast)));
    }

    /** This answer is the one that says it; the browser forgets it. */
    static void take(HttpServletRequest request, HttpServletResponse response) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie != null) {
            request.setAttribute(COOKIE, cookie.getValue());
            response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
        }
    }

    /** The key of the text this answer says, null when there is none. */
    static @Nullable String text(HttpServletRequest request) {
        return taken(request, 1);
    }

    /** Where that can be undone, null when it can't. */
    static @Nullable String undo(HttpServletRequest request) {
        return taken(request, 2);
    }

    private static @Nullable String taken(HttpServletRequest request, int part) {
        var words = WORDS.matcher(request.getAttribute(COOKIE) instanceof String value ? value : "");
        return words.matches() ? words.group(part) : null;
    }

    private static String cookie(String words, Duration time) {
        return ResponseCookie.from(COOKIE, words)
                .path("/")
                .maxAge(time)
                .httpOnly(true)
                .sameSite("Lax")
                .build()
                .toString();
    }
}
