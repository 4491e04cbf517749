package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Calls every route there is as a stranger and in every role. A new route must be entered in {@link Routes}, which
 * says by the rules of the product, not by the code, who may use it.
 */
@IntegrationTest
class RoutePermissionsTest {

    private static final List<String> ROLES = List.of("employee", "operator", "supervisor", "admin");

    @Autowired
    Http http;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @Test
    void everyRouteHasItsPermissionInTheTable() {
        assertThat(routes().keySet()).isSubsetOf(Routes.PERMISSIONS.keySet());
    }

    @Test
    void strangersReachOnlyWhatIsForAll() {
        var wrong = new ArrayList<String>();
        for (var route : routes().keySet()) {
            var answer = route.contains(" /api") ? api(route, null) : page(route, http.stranger());
            var turnedAway = route.contains(" /api")
                    ? answer.status() == 401
                    : answer.status() == 303 && answer.header("Location").startsWith("/login");
            var expected = !permission(route).equals("nothing");
            if (turnedAway != expected && !route.equals("POST /logout")) {
                wrong.add(route + " gave " + answer.status());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachRoleReachesExactlyWhatTheMatrixSays() {
        var wrong = new ArrayList<String>();
        for (var role : ROLES) {
            for (var route : routes().keySet()) {
                var answer = route.contains(" /api") ? api(route, http.token(role)) : page(route, http.browser(role));
                var signedIn =
                        answer.status() != 401 && !answer.header("Location").startsWith("/login?");
                var allowed = Routes.mayUse(role, permission(route));
                if (!signedIn || (answer.status() == 403) == allowed || answer.status() >= 500) {
                    wrong.add(role + " " + route + " gave " + answer.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theAdminCanGiveAndTakeEveryPermissionAndAPersonIsToldItsName() {
        var matrix = http.browser("admin").get("/roles").body();
        var named =
                matrix + http.browser("admin").get("/roles?given=" + given()).body();

        for (var permission : Routes.permissions()) {
            assertThat(matrix).contains("name=\"operator:" + permission + "\"");
        }
        assertThat(named).doesNotContain(">permission.", "«permission.");
        assertThat(http.browser("employee").get("/gateway/review").body())
                .contains("Не хватает права «Разбирать спорные онлайн-платежи»");
    }

    private static String given() {
        return String.join(
                ",", Routes.permissions().stream().map(it -> "operator:" + it).toList());
    }

    private Answer api(String route, @org.jspecify.annotations.Nullable String token) {
        var method = route.split(" ")[0];
        return http.api(method, path(route), token, method.equals("GET") ? null : Map.of());
    }

    private static Answer page(String route, Browser browser) {
        return route.startsWith("GET ") ? browser.get(path(route)) : browser.post(path(route), Map.of());
    }

    private static String path(String route) {
        return route.split(" ")[1].replace("{code}", "operator").replaceAll("\\{[^}]*}", "999999999");
    }

    private static String permission(String route) {
        return Routes.PERMISSIONS.getOrDefault(route, "missing in the table");
    }

    /** Every route of ours, {@code GET /api/users/{id}}. */
    private Map<String, String> routes() {
        var routes = new TreeMap<String, String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.telecomcrm.")) {
                var methods = mapping.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .toList();
                for (var pattern : mapping.getPatternValues()) {
                    for (var method : methods.isEmpty() ? List.of("GET") : methods) {
                        routes.put(method + " " + pattern, handler.toString());
                    }
                }
            }
        });
        return new LinkedHashMap<>(routes);
    }
}
