package io.telecomcrm.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * One API under two addresses, {@code /api/v1/} and {@code /api/}, each with and without the slash at the end and
 * without a redirect, which would lose the body of a POST. Handlers know only {@code /api/customers}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiPaths extends OncePerRequestFilter {

    private static final String CALLED = ApiPaths.class.getName();

    /** The address as the caller wrote it, without the query string. */
    static String calledUrl(HttpServletRequest request) {
        var called = request.getAttribute(CALLED);
        return called != null ? called.toString() : request.getRequestURL().toString();
    }

    /** Whether the request is for the API, where errors are JSON. */
    static boolean isApi(HttpServletRequest request) {
        var uri = request.getRequestURI();
        return uri.startsWith("/api/") || uri.equals("/api");
    }

    /** Whether the request is for the pages that show the API's description, which are for people. */
    static boolean isDocs(HttpServletRequest request) {
        var uri = request.getRequestURI();
        return isUnder(uri, "/api/docs") || isUnder(uri, "/api/redoc");
    }

    /** Whether a provider tells of money, which is heard whatever answer it says it can read. */
    static boolean isWebhook(HttpServletRequest request) {
        return isUnder(request.getRequestURI(), "/api/webhooks");
    }

    private static boolean isUnder(String uri, String path) {
        return uri.equals(path) || uri.startsWith(path + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var uri = request.getRequestURI();
        var plain = plain(uri);
        if (plain.equals(uri)) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(CALLED, request.getRequestURL().toString());
        chain.doFilter(new Readdressed(request, plain), response);
    }

    private static String plain(String uri) {
        if (!uri.startsWith("/api/")) {
            return uri;
        }
        var path = uri.startsWith("/api/v1/") ? "/api/" + uri.substring("/api/v1/".length()) : uri;
        path = path.equals("/api/v1") ? "/api" : path;
        return path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    }

    private static final class Readdressed extends HttpServletRequestWrapper {

        private final String path;

        Readdressed(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        /** Decoded, as the server itself gives it; the firewall takes a per cent sign in it for an attack. */
        @Override
        public String getServletPath() {
            return UriUtils.decode(path, StandardCharsets.UTF_8);
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = super.getRequestURL();
            url.setLength(url.length() - super.getRequestURI().length());
            return url.append(path);
        }
    }
}
