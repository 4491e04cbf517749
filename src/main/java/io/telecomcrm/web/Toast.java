package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.WebUtils;

/**
 * A short message that the page after a redirect shows once: «Сохранено». A cookie carries the key of its text, for
 * there is no other memory between the two requests.
 */
public final class Toast {

    private static final String COOKIE = "crm_toast";
    private static final Pattern KEY = Pattern.compile("[a-z0-9._-]{1,100}");

    private Toast() {}

    /** Leads to the page that says the text of this key. */
    public static ResponseEntity<Void> after(String key, String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.SET_COOKIE, cookie(key, Duration.ofMinutes(1)))
                .build();
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
    static @Nullable String taken(HttpServletRequest request) {
        return request.getAttribute(COOKIE) instanceof String key
                        && KEY.matcher(key).matches()
                ? key
                : null;
    }

    private static String cookie(String key, Duration time) {
        return ResponseCookie.from(COOKIE, key)
                .path("/")
                .maxAge(time)
                .httpOnly(true)
                .sameSite("Lax")
                .build()
                .toString();
    }
}
