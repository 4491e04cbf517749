package io.telecomcrm.users;

import io.telecomcrm.web.Identities;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookies of the pages, all closed to scripts and other sites. */
@Component
class Cookies {

    private static final String CSRF_COOKIE = "crm_csrf";

    private final UserSettings.Sessions settings;

    Cookies(UserSettings settings) {
        this.settings = settings.sessions();
    }

    /** Starts a session under a new name; the form token of the stranger before it is void. */
    void signIn(String session, HttpServletRequest request, HttpServletResponse response) {
        set(Identities.SESSION_COOKIE, session, settings.absolute(), request, response);
        set(CSRF_COOKIE, "", Duration.ZERO, request, response);
    }

    void signOut(HttpServletRequest request, HttpServletResponse response) {
        set(Identities.SESSION_COOKIE, "", Duration.ZERO, request, response);
        set(CSRF_COOKIE, "", Duration.ZERO, request, response);
    }

    void set(String name, String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
