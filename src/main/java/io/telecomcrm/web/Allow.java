package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Tells with every answer of the API which methods its address takes. */
@Component
class Allow implements HandlerInterceptor {

    private static final List<String> ORDER = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    Allow(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    /** The methods in their usual order; what is readable also takes HEAD, and everything takes OPTIONS. */
    static String header(Collection<String> methods) {
        var all = new ArrayList<>(ORDER.stream().filter(methods::contains).toList());
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (ApiPaths.isApi(request)
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            response.setHeader("Allow", headers.computeIfAbsent(pattern, this::find));
        }
        return true;
    }

    private String find(String pattern) {
        var methods = new TreeSet<String>();
        handlers.getObject().getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getPatternValues().contains(pattern))
                .forEach(mapping ->
                        mapping.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name())));
        return header(methods);
    }
}
