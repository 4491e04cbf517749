package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers {@code OPTIONS} of the API: what an address is for, and which fields the caller may send there. */
@Component
class Options implements HandlerInterceptor {

    private static final Map<String, String> TYPES_BY_FORMAT =
            Map.of("date", "date", "date-time", "datetime", "email", "email", "uri", "url", "decimal", "decimal");
    private static final Map<String, String> TYPES = Map.of(
            "string", "string",
            "integer", "integer",
            "number", "float",
            "boolean", "boolean",
            "array", "list",
            "object", "nested object");

    private final ApiDescription description;
    private final ObjectProvider<RequestMappingHandlerMapping> handlers;
    private final JsonMapper json;

    Options(
            ApiDescription description,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            JsonMapper json) {
        this.description = description;
        this.handlers = handlers;
        this.json = json;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!request.getMethod().equals("OPTIONS") || !ApiPaths.isApi(request) || ApiPaths.isDocs(request)) {
            return true;
        }
        var routes = new TreeMap<PathPattern, Map<String, HandlerMethod>>();
        collect(request, routes);
        if (routes.isEmpty()) {
            return true;
        }
        var route = routes.firstEntry();
        response.setHeader(HttpHeaders.ALLOW, Allow.header(route.getValue().keySet()));
        checkCaller(request, route.getValue());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(metadata(route.getKey().getPatternString(), route.getValue())));
        return false;
    }

    /** The handlers of every pattern that fits the address, the closest fit first. */
    private void collect(HttpServletRequest request, Map<PathPattern, Map<String, HandlerMethod>> routes) {
        var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        handlers.getObject().getHandlerMethods().forEach((mapping, handler) -> {
            var patterns = mapping.getPathPatternsCondition();
            for (var pattern : patterns == null ? List.<PathPattern>of() : patterns.getPatterns()) {
                if (pattern.matches(path) && pattern.getPatternString().startsWith("/api")) {
                    mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> routes.computeIfAbsent(pattern, _ -> new TreeMap<>())
                                    .put(method.name(), handler));
                }
            }
        });
    }

    private static void checkCaller(HttpServletRequest request, Map<String, HandlerMethod> route) {
        if (Actor.current().isAnonymous()
                && route.values().stream().noneMatch(handler -> needs(handler).equals(Needs.NOTHING))) {
            throw ApiIdentity.reason(request);
        }
    }

    private Map<String, Object> metadata(String pattern, Map<String, HandlerMethod> route) {
        var operations = description.operations(pattern);
        var main = operations.has("get")
                ? operations.get("get")
                : operations.path(route.keySet().iterator().next().toLowerCase(Locale.ROOT));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", main.path("summary").asString(""));
        answer.put("description", main.path("description").asString("").strip());
        answer.put("renders", List.of(MediaType.APPLICATION_JSON_VALUE));
        answer.put("parses", List.of(MediaType.APPLICATION_JSON_VALUE));
        var actions = new LinkedHashMap<String, Object>();
        for (var method : List.of("POST", "PUT")) {
            var handler = route.get(method);
            if (handler != null && may(needs(handler))) {
                actions.put(method, fields(operations.path(method.toLowerCase(Locale.ROOT))));
            }
        }
        if (!actions.isEmpty()) {
            answer.put("actions", actions);
        }
        return answer;
    }

    /** First what is answered and can't be sent, then what can. */
    private Map<String, Object> fields(JsonNode operation) {
        var sent = schema(description.resolved(operation.path("requestBody")));
        var properties = sent.path("properties");
        var required = new ArrayList<String>();
        sent.path("required").forEach(name -> required.add(name.asString()));
        var fields = new LinkedHashMap<String, Object>();
        for (var response : operation.path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                schema(description.resolved(response.getValue()))
                        .path("properties")
                        .properties()
                        .forEach(field -> {
                            if (!properties.has(field.getKey())) {
                                fields.put(field.getKey(), field(field.getKey(), field.getValue(), false, true));
                            }
                        });
            }
        }
        properties
                .properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        field(field.getKey(), field.getValue(), required.contains(field.getKey()), false)));
        return fields;
    }

    private Map<String, Object> field(String name, JsonNode described, boolean required, boolean readOnly) {
        var schema = description.resolved(described);
        var field = new LinkedHashMap<String, Object>();
        field.put("type", type(schema));
        field.put("required", required);
        field.put("read_only", readOnly);
        field.put("label", schema.has("title") ? schema.get("title").asString() : words(name));
        if (schema.has("minLength")) {
            field.put("min_length", schema.get("minLength").asInt());
        }
        if (schema.has("maxLength")) {
            field.put("max_length", schema.get("maxLength").asInt());
        }
        if (schema.has("enum")) {
            var choices = new ArrayList<Map<String, String>>();
            for (var value : schema.get("enum")) {
                if (!value.isNull()) {
                    choices.add(choice(value.asString()));
                }
            }
            field.put("choices", choices);
        }
        return field;
    }

    private JsonNode schema(JsonNode content) {
        return description.resolved(
                content.path("content").path(MediaType.APPLICATION_JSON_VALUE).path("schema"));
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return "choice";
        }
        var type = schema.path("type").isArray() ? schema.get("type").get(0) : schema.path("type");
        return TYPES_BY_FORMAT.getOrDefault(
                schema.path("format").asString(""), TYPES.getOrDefault(type.asString(""), "field"));
    }

    private static Map<String, String> choice(String value) {
        var choice = new LinkedHashMap<String, String>();
        choice.put("value", value);
        choice.put("display_name", words(value));
        return choice;
    }

    private static String words(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ');
    }

    private static boolean may(String permission) {
        var actor = Actor.current();
        return permission.equals(Needs.NOTHING)
                || !actor.isAnonymous() && (permission.equals(Needs.SIGNED_IN) || actor.may(permission));
    }

    private static String needs(HandlerMethod handler) {
        var needs = handler.getMethodAnnotation(Needs.class);
        return needs == null ? "" : needs.value();
    }
}
