package io.telecomcrm.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.telecomcrm.Description;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The API's description is whole and sound. That answers are as it says is checked wherever a test calls the API. */
@IntegrationTest
class ApiDescriptionTest {

    private static final Set<String> DOCUMENTATION = Set.of("GET /schema/", "GET /docs/", "GET /redoc/");
    /** POSTs that read, that sign somebody in or out, or that end alike however often they are done. */
    private static final Set<String> MOVE_NOTHING = Set.of(
            "POST /auth/login/",
            "POST /auth/refresh/",
            "POST /auth/verify/",
            "POST /auth/logout/",
            "POST /auth/password/",
            "POST /users/{id}/password/",
            "POST /customers/lookalikes/",
            "POST /notices/read/",
            "POST /notices/{id}/read/",
            "POST /customers/{id}/reveal/",
            "POST /sims/{id}/reveal/",
            // the same message ends alike however often it comes, whatever its sender calls it
            "POST /webhooks/{provider}/");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    @Autowired
    Http http;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @Test
    void describesEveryRouteAndNoOther() {
        assertThat(operations().keySet()).isEqualTo(routes().keySet());
    }

    @Test
    void isOpenApi() {
        var document = description().document();

        assertThat(document.get("openapi").asString()).startsWith("3.1.");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/api/v1");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(document.propertyNames())
                .isSubsetOf("openapi", "info", "servers", "security", "tags", "paths", "components");
    }

    @Test
    void referencesLeadSomewhere() {
        var document = description().document();
        var used = new HashSet<String>();
        document.findValues("$ref").forEach(reference -> used.add(reference.asString()));

        assertThat(used).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/components/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
        document.get("components")
                .properties()
                .forEach(kind -> kind.getValue().propertyNames().stream()
                        .filter(_ -> !kind.getKey().equals("securitySchemes"))
                        .forEach(name -> assertThat(used).contains("#/components/" + kind.getKey() + "/" + name)));
    }

    @Test
    void everyOperationSaysWhatItIs() {
        var ids = new HashSet<String>();
        var tags = new HashSet<String>();
        description().document().get("tags").forEach(tag -> {
            assertThat(tag.path("description").asString("")).isNotBlank();
            assertThat(tags.add(tag.get("name").asString())).isTrue();
        });
        operations().forEach((route, operation) -> {
            assertThat(operation.path("summary").asString("")).as(route).isNotBlank();
            assertThat(operation.path("description").asString("")).as(route).isNotBlank();
            assertThat(ids.add(operation.path("operationId").asString("")))
                    .as(route)
                    .isTrue();
            assertThat(operation.path("tags"))
                    .as(route)
                    .isNotEmpty()
                    .allSatisfy(tag -> assertThat(tags).contains(tag.asString()));
        });
    }

    @Test
    void parametersInPathsAreDescribed() {
        description().document().get("paths").properties().forEach(path -> {
            var expected = PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            for (var method : METHODS) {
                if (path.getValue().has(method)) {
                    var described = new HashSet<String>();
                    var seen = new HashSet<String>();
                    for (var each : List.of(path.getValue(), path.getValue().get(method))) {
                        for (var parameter : each.path("parameters")) {
                            var known = description().resolved(parameter);
                            assertThat(known.has("schema")).isTrue();
                            assertThat(seen.add(known.get("in").asString() + known.get("name")))
                                    .isTrue();
                            if (known.get("in").asString().equals("path")) {
                                assertThat(known.get("required").asBoolean()).isTrue();
                                described.add(known.get("name").asString());
                            }
                        }
                    }
                    assertThat(described).as(path.getKey()).isEqualTo(expected);
                }
            }
        });
    }

    @Test
    void rightsAreTold() {
        var operations = operations();
        routes().forEach((route, needs) -> {
            var operation = requireNonNull(operations.get(route), route);
            var responses = operation.get("responses");
            var open = needs.equals(Needs.NOTHING);
            assertThat(operation.path("security").isArray()
                            && operation.get("security").isEmpty())
                    .as(route)
                    .isEqualTo(open);
            if (!open) {
                assertThat(responses.has("401")).as(route).isTrue();
            }
            if (!open && !needs.equals(Needs.SIGNED_IN)) {
                assertThat(responses.has("403")).as(route).isTrue();
                assertThat(operation.get("description").asString()).as(route).contains(needs);
            }
        });
    }

    @Test
    void everyPostThatMovesSomethingCanBeRepeated() {
        var operations = operations();
        var repeatable = new HashSet<String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            for (var parameter : handler.getMethodParameters()) {
                if (parameter.getParameterType() == Once.class) {
                    mapping.getPatternValues()
                            .forEach(path -> repeatable.add("POST " + path.substring("/api".length()) + "/"));
                }
            }
        });
        assertThat(routes().keySet().stream()
                        .filter(route -> route.startsWith("POST ") && !MOVE_NOTHING.contains(route)))
                .isNotEmpty()
                .allSatisfy(route -> {
                    assertThat(repeatable).contains(route);
                    assertThat(requireNonNull(operations.get(route)).toString())
                            .as(route)
                            .contains("/idempotency_key\"", "/Idempotency-Replayed\"", "\"409\"", "\"422\"");
                });
    }

    @Test
    void whatCanGoWrongIsTold() {
        operations().forEach((route, operation) -> {
            var responses = operation.get("responses");
            if (operation.has("requestBody")) {
                assertThat(responses.propertyNames()).as(route).contains("400", "413", "415");
            }
            if (route.contains("{")) {
                assertThat(responses.has("404")).as(route).isTrue();
            }
            responses.forEach(each -> {
                var response = description().resolved(each);
                assertThat(response.path("description").asString("")).as(route).isNotBlank();
                response.path("content")
                        .forEach(content ->
                                assertThat(content.has("schema")).as(route).isTrue());
            });
        });
    }

    @Test
    void schemasAreSchemas() {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(META_SCHEMA));
        visit("", description().document(), (_, node) -> {
            if (node.path("schema").isObject()) {
                assertThat(metaSchema.validate(node.get("schema"))).isEmpty();
            }
        });
        description()
                .document()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void examplesFollowTheirSchemas() {
        var flaws = new ArrayList<String>();
        visit("", description().document(), (place, node) -> {
            var schema = node.has("schema") ? place + "/schema" : place;
            if (node.has("example")) {
                note(flaws, place, schema, node.get("example"));
            }
            if (node.path("examples").isArray()) {
                node.get("examples").forEach(example -> note(flaws, place, schema, example));
            }
            if (node.path("examples").isObject()) {
                node.get("examples").forEach(example -> note(flaws, place, schema, example.get("value")));
            }
        });

        assertThat(flaws).isEmpty();
    }

    @Test
    void examplesOfRequestsWork() {
        var customer = sendsItsExamples("POST", "/customers/", 201).getFirst();
        sendsItsExamples("POST", "/customers/", 409);
        sendsItsExamples("POST", "/customers/lookalikes/", 200);
        sendsItsExamples("POST", "/customers/" + customer + "/reveal/", 200);
        sendsItsExamples("PUT", "/customers/" + customer + "/", 200);
        sendsItsExamples("PATCH", "/customers/" + customer + "/", 200);
        var sim = sendsItsExamples("POST", "/sims/", 201).getFirst();
        sendsItsExamples("POST", "/sims/" + sim + "/reveal/", 200);
        sendsItsExamples("PUT", "/sims/" + sim + "/", 200);
        sendsItsExamples("PATCH", "/sims/" + sim + "/", 200);
        var user = sendsItsExamples("POST", "/users/", 201).getFirst();
        sendsItsExamples("POST", "/users/" + user + "/password/", 200);
        sendsItsExamples("PUT", "/users/" + user + "/", 200);
        sendsItsExamples("PATCH", "/users/" + user + "/", 200);
        var role = "/api/v1/roles/employee/";
        var before = http.api("GET", role, http.token("admin"), null).json().get("permissions");
        sendsItsExamples("PATCH", "/roles/employee/", 200);
        // other tests share the role
        http.api("PATCH", role, http.token("admin"), Map.of("permissions", before));
    }

    /** Ids of what was answered. */
    private List<Long> sendsItsExamples(String method, String path, int status) {
        var template = path.replaceAll("/[0-9]+/", "/{id}/").replace("/employee/", "/{code}/");
        var content = requireNonNull(operations().get(method + " " + template), template)
                .at(Description.pointer("requestBody", "content"));
        var json = content.get("application/json");
        var bodies = new ArrayList<JsonNode>();
        json.path("examples").forEach(example -> bodies.add(example.get("value")));
        var schema = description().resolved(json.get("schema"));
        List.of(json, schema).forEach(place -> {
            if (place.has("example")) {
                bodies.add(place.get("example"));
            }
        });
        if (bodies.isEmpty()) {
            schema.get("properties")
                    .properties()
                    .forEach(field -> bodies.add(JsonNodeFactory.instance
                            .objectNode()
                            .set(
                                    field.getKey(),
                                    description().resolved(field.getValue()).at("/examples/0"))));
        }
        assertThat(bodies).as(template).isNotEmpty();
        return bodies.stream()
                .map(body -> {
                    var answer = http.api(method, "/api/v1" + path, http.token("admin"), body);
                    assertThat(answer.status()).as(body + " " + answer.body()).isEqualTo(status);
                    return answer.json().path("id").asLong(0);
                })
                .toList();
    }

    private void note(List<String> flaws, String place, String schema, JsonNode example) {
        description().flaws(schema, example).forEach(flaw -> flaws.add(place + ": " + flaw));
    }

    private Description description() {
        return http.description();
    }

    /** By method and path, as the description spells it. */
    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        description()
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    if (METHODS.contains(each.getKey())) {
                        operations.put(each.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), each.getValue());
                    }
                }));
        return operations;
    }

    /** What each route needs. */
    private Map<String, String> routes() {
        var routes = new TreeMap<String, String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            for (var pattern : mapping.getPatternValues()) {
                if (pattern.equals("/api") || pattern.startsWith("/api/")) {
                    var needs = handler.getMethodAnnotation(Needs.class);
                    mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> routes.put(
                                    method + " " + pattern.substring("/api".length()) + "/",
                                    needs == null ? "" : needs.value()));
                }
            }
        });
        routes.keySet().removeAll(DOCUMENTATION);
        return routes;
    }

    /** Everything but the insides of examples. */
    private static void visit(String place, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(place, node);
        if (node.isObject()) {
            node.properties().forEach(field -> {
                if (!Set.of("example", "examples", "enum").contains(field.getKey())) {
                    visit(place + Description.pointer(field.getKey()), field.getValue(), visitor);
                }
            });
        }
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            visit(place + "/" + i, node.get(i), visitor);
        }
    }
}
