package io.telecomcrm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Where a program begins: the addresses of all lists. */
@Controller
class ApiRoot {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    ApiRoot(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @GetMapping("/api")
    @Needs(Needs.NOTHING)
    @ResponseBody
    Map<String, String> lists(HttpServletRequest request) {
        var called = ApiPaths.calledUrl(request);
        var root = called.endsWith("/") ? called : called + "/";
        var lists = new TreeMap<String, String>();
        handlers.getObject().getHandlerMethods().forEach((mapping, handler) -> {
            for (var pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/") && pattern.indexOf('{') < 0 && isList(handler)) {
                    var name = pattern.substring("/api/".length());
                    lists.put(name, root + name + "/");
                }
            }
        });
        return lists;
    }

    private static boolean isList(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == Listing.class);
    }
}
