package io.telecomcrm.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** Indents the API's answers for people who read them, {@code Accept: application/json; indent=2}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Indentation extends OncePerRequestFilter {

    private static final int DEEPEST = 8;

    private final JsonMapper json;

    Indentation(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var spaces = ApiPaths.isApi(request) ? spaces(request.getHeader(HttpHeaders.ACCEPT)) : 0;
        if (spaces == 0) {
            chain.doFilter(request, response);
            return;
        }
        var kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        var type = String.valueOf(kept.getContentType());
        if (kept.getContentSize() > 0 && (type.startsWith("application/json") || type.contains("+json"))) {
            var indented = indented(kept.getContentAsByteArray(), spaces);
            kept.resetBuffer();
            kept.getOutputStream().write(indented);
        }
        kept.copyBodyToResponse();
    }

    private static int spaces(@Nullable String accept) {
        if (accept == null || !accept.contains("indent")) {
            return 0;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .map(type -> type.getParameter("indent"))
                    .filter(indent -> indent != null && indent.matches("[0-9]{1,4}"))
                    .mapToInt(indent -> Math.min(DEEPEST, Integer.parseInt(indent)))
                    .findFirst()
                    .orElse(0);
        } catch (InvalidMediaTypeException e) {
            return 0;
        }
    }

    /** Copied value by value, so that nothing but the blanks changes. */
    private byte[] indented(byte[] compact, int spaces) {
        var indenter = new DefaultIndenter(" ".repeat(spaces), "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        var bytes = new ByteArrayOutputStream(compact.length * 2);
        var context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return printer;
            }
        };
        try (var reader = json.createParser(compact);
                var writer = json.tokenStreamFactory().createGenerator(context, bytes)) {
            while (reader.nextToken() != null) {
                writer.copyCurrentEventExact(reader);
            }
        }
        return bytes.toByteArray();
    }
}
