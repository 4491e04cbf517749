package io.telecomcrm.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A form that htmx sent leads to a whole page as any other form does: the browser would follow a redirect by itself, and
 * htmx would take that page for a part of this one.
 */
@Component
class HtmxRedirects extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || request.getHeader("HX-Request") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Leading(response));
    }

    private static final class Leading extends HttpServletResponseWrapper {

        Leading(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status == SC_SEE_OTHER ? SC_NO_CONTENT : status);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(named(name), value);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(named(name), value);
        }

        private static String named(String header) {
            return header.equalsIgnoreCase(HttpHeaders.LOCATION) ? "HX-Redirect" : header;
        }
    }
}
