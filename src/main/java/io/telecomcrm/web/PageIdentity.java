package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Finds out who looks at a page by the session's cookie. */
class PageIdentity extends Acting {

    static final String LANGUAGE_COOKIE = "crm_language";
    static final String THEME_COOKIE = "crm_theme";

    private final Identities identities;

    PageIdentity(Identities identities) {
        this.identities = identities;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var visitor = identify(request);
        request.setAttribute(Visitor.ATTRIBUTE, visitor);
        act(visitor.actor(), request, response, chain);
    }

    private Visitor identify(HttpServletRequest request) {
        var session = cookie(request, Identities.SESSION_COOKIE);
        var known =
                session == null ? null : identities.bySession(session, request.getRemoteAddr(), RequestIds.of(request));
        return known != null ? known : stranger(request);
    }

    static Visitor stranger(HttpServletRequest request) {
        var actor = Actor.anonymous(request.getRemoteAddr(), RequestIds.of(request));
        var theme = cookie(request, THEME_COOKIE);
        return new Visitor(
                actor,
                "",
                Language.of(cookie(request, LANGUAGE_COOKIE)),
                theme != null && Set.of("light", "dark").contains(theme) ? theme : "system",
                null);
    }

    private static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie == null ? null : cookie.getValue();
    }
}
