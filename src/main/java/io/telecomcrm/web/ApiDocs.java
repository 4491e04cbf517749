package io.telecomcrm.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's description, OpenAPI 3.1: each feature writes its own part in {@code openapi/*.yaml}, this joins them.
 * Two readers of it are served from this jar, Swagger UI and ReDoc.
 */
@Controller
class ApiDocs {

    private final JsonMapper json;
    private volatile byte[] document = {};

    ApiDocs(JsonMapper json) {
        this.json = json;
    }

    @GetMapping("/api/schema")
    @Needs(Needs.NOTHING)
    ResponseEntity<byte[]> schema() throws IOException {
        if (document.length == 0) {
            document = json.writeValueAsBytes(joined());
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }

    @GetMapping("/api/docs")
    @Needs(Needs.NOTHING)
    String swagger() {
        return "web/swagger";
    }

    @GetMapping("/api/redoc")
    @Needs(Needs.NOTHING)
    String redoc() {
        return "web/redoc";
    }

    /** The parts in the order of their names, the one with the general matters first. */
    private static Map<String, Object> joined() throws IOException {
        var whole = new LinkedHashMap<String, Object>();
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
