package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** What the API checks before it asks who calls: whether the caller can read our JSON. */
@Component
class ApiChecks implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!ApiPaths.isApi(request) || ApiPaths.isDocs(request) || ApiPaths.isWebhook(request)) {
            return true;
        }
        if (!readsJson(request.getHeader(HttpHeaders.ACCEPT))) {
            throw new Unacceptable(HttpStatus.NOT_ACCEPTABLE, "error.not_acceptable");
        }
        var format = request.getQueryString() == null ? null : request.getParameter("format");
        if (format != null && !format.isEmpty() && !format.equals("json")) {
            throw new Unacceptable(HttpStatus.NOT_FOUND, "error.not_found");
        }
        return true;
    }

    private static boolean readsJson(@Nullable String accept) {
        if (accept == null || accept.isBlank() || accept.contains("*/*") || accept.contains("application/json")) {
            return true;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON)
                            || type.includes(MediaType.APPLICATION_PROBLEM_JSON));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
