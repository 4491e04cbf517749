package io.telecomcrm;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.telecomcrm.Http.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API says of itself, compared with what it really answers. Stricter than a client should be: a field that is
 * not described is a mistake, in the answer or in the description.
 */
public final class Description {

    private static final String HERE = "https://telecom-crm.example/schema";
    private static final Set<String> DOCUMENTATION = Set.of("/schema/", "/docs/", "/redoc/");

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final Map<String, Pattern> paths = new LinkedHashMap<>();

    Description(JsonNode document) {
        this.document = document;
        var strict = document.deepCopy();
        forbidTheUnknown(strict);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(HERE, strict.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        document.get("paths").propertyNames().stream()
                .sorted((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
                .forEach(path -> paths.put(path, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"))));
    }

    public JsonNode document() {
        return document;
    }

    /** Follows a reference, if it is one. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    /** What is wrong with a value by the schema at a place of the document, {@code /components/schemas/User}. */
    public List<String> flaws(String pointer, JsonNode value) {
        return compiled
                .computeIfAbsent(pointer, place -> {
                    var schema = schemas.getSchema(SchemaLocation.of(HERE + "#" + place));
                    schema.initializeValidators();
                    return schema;
                })
                .validate(value)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** Fails unless the answer is one that the description promises. */
    void check(String method, String url, Answer answer) {
        var path = described(url);
        if (path == null) {
            return;
        }
        var said = method + " " + url + " gave " + answer.status() + " " + shortened(answer.body());
        if (answer.status() == 500) {
            throw new AssertionError(said);
        }
        if (answer.status() == 400 && answer.body().equals("{\"detail\":\"Bad request.\"}")) {
            // so broken that no route ever saw it, which the description says once for all
            return;
        }
        var template = paths.entrySet().stream()
                .filter(known -> known.getValue().matcher(path).matches())
                .map(Map.Entry::getKey)
                .filter(known -> document.at(pointer("paths", known)).has(method.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (template.isEmpty()) {
            if (answer.status() < 400 && !Set.of("HEAD", "OPTIONS").contains(method)) {
                throw new AssertionError("Not described: " + said);
            }
            return;
        }
        checkResponse(pointer("paths", template.get(), method.toLowerCase(Locale.ROOT)), said, answer);
    }

    private void checkResponse(String operation, String said, Answer answer) {
        var status = Integer.toString(answer.status());
        if (Set.of("405", "406").contains(status) || status.equals("404") && said.contains("format=")) {
            return;
        }
        var place = operation + pointer("responses", status);
        var response = document.at(place);
        if (response.isMissingNode()) {
            throw new AssertionError("The status is not described: " + said);
        }
        if (response.has("$ref")) {
            place = response.get("$ref").asString().substring(1);
            response = document.at(place);
        }
        for (var described : response.path("headers").properties()) {
            var header = described.getKey();
            // those that don't always come say so
            if (answer.header(header).isEmpty()
                    && resolved(described.getValue()).path("required").asBoolean(true)) {
                throw new AssertionError("The header " + header + " is missing: " + said);
            }
        }
        if (!response.has("content")) {
            if (!answer.body().isEmpty()) {
                throw new AssertionError("A body is not described: " + said);
            }
            return;
        }
        var type = answer.header("Content-Type");
        if (!response.get("content").has(type)) {
            throw new AssertionError("The content type \"" + type + "\" is not described: " + said);
        }
        checkBody(place + pointer("content", type, "schema"), said, answer);
    }

    private void checkBody(String schema, String said, Answer answer) {
        try {
            var flaws = flaws(schema, answer.json());
            if (!flaws.isEmpty()) {
                throw new AssertionError("The body is not as described: " + flaws + " " + said);
            }
        } catch (JacksonException e) {
            throw new AssertionError("The body is no JSON: " + said, e);
        }
    }

    /** The path as the description spells it; null where it is none of the API. */
    private static @Nullable String described(String url) {
        var path = url.split("\\?", 2)[0];
        path = path.endsWith("/") ? path : path + "/";
        if (!path.startsWith("/api/")) {
            return null;
        }
        path = path.substring(path.startsWith("/api/v1/") ? "/api/v1".length() : "/api".length());
        return DOCUMENTATION.contains(path) ? null : path;
    }

    private static void forbidTheUnknown(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").toString().contains("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::forbidTheUnknown);
    }

    /** A JSON pointer, as it stands after the number sign of an address. */
    public static String pointer(String... names) {
        var pointer = new StringBuilder();
        for (var name : names) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String shortened(String body) {
        return body.length() > 2000 ? body.substring(0, 2000) + "…" : body;
    }
}
