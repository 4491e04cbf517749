package io.telecomcrm.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's description, OpenAPI 3.1: each feature writes its own part in {@code openapi/*.yaml}, this joins them when
 * first asked.
 */
@Component
class ApiDescription {

    private final JsonMapper json;
    private volatile @Nullable JsonNode document;

    ApiDescription(JsonMapper json) {
        this.json = json;
    }

    JsonNode document() {
        var known = document;
        if (known == null) {
            known = json.valueToTree(joined());
            document = known;
        }
        return known;
    }

    /** The operations of a route by their methods in small letters; the route as handlers know it. */
    JsonNode operations(String pattern) {
        return document().path("paths").path(pattern.substring("/api".length()) + "/");
    }

    /** What a node says, also where it only refers to another; what stands beside the reference goes first. */
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var target = resolved(document().at(node.get("$ref").asString().substring(1)));
        var whole = (ObjectNode) target.deepCopy();
        node.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        whole.remove("$ref");
        return whole;
    }

    /** The parts in the order of their names, the one with the general matters first. */
    private static Map<String, Object> joined() {
        var whole = new LinkedHashMap<String, Object>();
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            var parts = new ArrayList<>(List.of(resolver.getResource("classpath:openapi/_api.yaml")));
            for (var part : resolver.getResources("classpath*:openapi/*.yaml")) {
                if (!"_api.yaml".equals(part.getFilename())) {
                    parts.add(part);
                }
            }
            for (var part : parts) {
                try (var content = part.getInputStream()) {
                    join(whole, new Yaml(new SafeConstructor(new LoaderOptions())).load(content));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole;
    }

    @SuppressWarnings("unchecked")
    private static void join(Map<String, Object> whole, Map<String, Object> part) {
        part.forEach((name, value) -> {
            var known = whole.get(name);
            if (known instanceof Map<?, ?> map && value instanceof Map<?, ?> more) {
                join((Map<String, Object>) map, (Map<String, Object>) more);
            } else if (known instanceof List<?> list && value instanceof List<?> more) {
                ((List<Object>) list).addAll(more);
            } else {
                whole.put(name, value);
            }
        });
    }
}
