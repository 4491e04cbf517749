package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Administration of accounts and roles, by programs and by pages. */
@IntegrationTest
class UsersTest {

    @Autowired
    Http http;

    @Autowired
    Users users;

    @Autowired
    Roles roles;

    @Autowired
    UserRepository stored;

    @Test
    void createsReadsAndChangesAUser() {
        var name = name();
        var created = admin("POST", "/api/users/", body(name));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().propertyNames())
                .startsWith("id", "username", "full_name", "email", "role", "is_active", "last_login_at", "created_at")
                .doesNotContain("password");
        assertThat(created.json().get("email").isNull()).isTrue();
        var path = "/api/users/" + created.json().get("id").asLong() + "/";

        assertThat(admin("GET", path, null).header("ETag")).isEqualTo("\"0\"");
        var patched = admin("PATCH", path, Map.of("email", "a@example.ru", "role", "supervisor"));
        assertThat(patched.json().get("email").asString()).isEqualTo("a@example.ru");
        assertThat(patched.json().get("full_name").asString()).isEqualTo("Иванова Мария");
        assertThat(patched.header("ETag")).isEqualTo("\"1\"");
        assertThat(admin("PATCH", path, Map.of()).status()).isEqualTo(200);
        assertThat(admin("PUT", path, Map.of("role", "operator")).body())
                .isEqualTo("{\"username\":[\"This field is required.\"],\"full_name\":[\"This field is required.\"]}");
        var put = admin("PUT", path, Map.of("username", name, "full_name", "Иванова Анна", "role", "operator"));
        assertThat(put.json().get("email").asString()).isEqualTo("a@example.ru");
    }

    @Test
    void givesALoginOnceHoweverManyTry() throws Exception {
        var sent =
                Map.of("username", name(), "full_name", "ﷺ".repeat(34), "role", "operator", "password", Http.PASSWORD);
        var answers = new ArrayList<Future<Http.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> admin("POST", "/api/users/", sent)));
            }
        }
        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get().status());
        }

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 400);
    }

    /** Some never signed in, many have the same role: the unknown and the equal must not be lost between pages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "full_name",
                "-full_name",
                "role",
                "-role",
                "last_login_at",
                "-last_login_at",
                "-email",
                "is_active"
            })
    void walksThroughTheListAndBack(String order) {
        for (var role : List.of("admin", "supervisor", "operator", "employee")) {
            http.token(role);
            http.newUser(role, name());
        }
        var all = UserFilter.of(List.of(), null, null);
        var pages = new ArrayList<Slice<User>>();
        String place = null;
        do {
            pages.add(stored.slice(all, order, place, 3));
            place = pages.getLast().next();
        } while (place != null);
        assertThat(pages.stream().flatMap(page -> page.lines().stream()).map(User::id))
                .isEqualTo(stored.list(all, List.of(order), 10_000, 0).stream()
                        .map(User::id)
                        .toList());
        for (var index = pages.size() - 1; index > 0; index--) {
            assertThat(stored.slice(all, order, pages.get(index).previous(), 3).lines())
                    .isEqualTo(pages.get(index - 1).lines());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a..b@example.ru", "a@example.ru, b@example.ru", "a b@example.ru", "a@-example.ru"})
    void takesEmailsAsStrictlyAsOfCustomers(String email) {
        var refused = admin("PATCH", "/api/users/" + http.userId("operator"), Map.of("email", email));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("email").get(0).asString()).isEqualTo("Enter a valid email address.");
    }

    @Test
    void findsAnEmailWithoutRegardToCase() {
        var name = name();
        var body = new LinkedHashMap<>(body(name));
        body.put("email", name + "@Почта.рф");
        admin("POST", "/api/users/", body);

        var email = Http.encode(name.toUpperCase(Locale.ROOT) + "@ПОЧТА.РФ");
        var found = admin("GET", "/api/users/?email=" + email, null);
        assertThat(found.json().get("count").asInt()).isOne();
        assertThat(admin("GET", "/api/users/?email=" + email.substring(1), null)
                        .json()
                        .get("count")
                        .asInt())
                .isZero();
    }

    @Test
    void namesAllErrorsAtOnce() {
        var name = name();
        admin("POST", "/api/users/", body(name));

        var wrong = admin(
                "POST",
                "/api/users/",
                Map.of(
                        "username",
                        name.toUpperCase(Locale.ROOT),
                        "email",
                        "нет",
                        "role",
                        "king",
                        "password",
                        "12345678"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().propertyNames())
                .containsExactlyInAnyOrder("username", "full_name", "email", "role", "password");
        assertThat(wrong.body())
                .contains("user with this username already exists.", "\\\"king\\\" is not a valid choice.");
        var rude = admin("POST", "/api/users/", "{\"username\":\"a b\\u0000\",\"full_name\":\"\\ud800\",\"role\":[]}");
        assertThat(rude.status()).isEqualTo(400);
        assertThat(admin("PATCH", "/api/users/" + http.userId("operator"), "{\"full_name\":\" \",\"role\":null}")
                        .json()
                        .propertyNames())
                .containsExactlyInAnyOrder("full_name", "role");
    }

    @Test
    void refusesAChangeBasedOnAnOldVersion() {
        var path = "/api/users/"
                + admin("POST", "/api/users/", body(name())).json().get("id").asLong() + "/";
        assertThat(http.api("PATCH", path, token(), Map.of("full_name", "Первая"), "If-Match", "\"0\"")
                        .status())
                .isEqualTo(200);

        assertThat(http.api("PATCH", path, token(), Map.of("full_name", "Вторая"), "If-Match", "\"0\"")
                        .status())
                .isEqualTo(412);
        assertThat(admin("PATCH", path, Map.of("full_name", "Вторая", "version", 0))
                        .status())
                .isEqualTo(412);
        assertThat(admin("PATCH", path, Map.of("full_name", "Вторая", "version", 1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoIsShutOutOrLosesARightIsRefusedAtOnce() {
        var name = name();
        http.newUser("operator", name);
        var token = http.signIn(name);
        var customers = "/api/customers/?page_size=1";
        assertThat(http.api("GET", customers, token, null).status()).isEqualTo(200);

        var role = "/api/roles/operator/";
        var rights = admin("GET", role, null).json().get("permissions");
        try {
            admin("PATCH", role, Map.of("permissions", List.of("tickets.view")));
            assertThat(http.api("GET", customers, token, null).status()).isEqualTo(403);
        } finally {
            admin("PATCH", role, Map.of("permissions", rights));
        }
        assertThat(http.api("GET", customers, token, null).status()).isEqualTo(200);

        var id = admin("GET", "/api/users/?search=" + name, null)
                .json()
                .at("/results/0/id")
                .asLong();
        admin("PATCH", "/api/users/" + id + "/", Map.of("is_active", false));
        var refused = http.api("GET", customers, token, null);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().get("code").asString()).isEqualTo("user_inactive");
    }

    @Test
    void listsWithFiltersSearchAndOrdering() {
        var mark = name();
        var first =
                admin("POST", "/api/users/", body(mark + "a")).json().get("id").asLong();
        var second =
                admin("POST", "/api/users/", body(mark + "b")).json().get("id").asLong();
        admin("PATCH", "/api/users/" + second, Map.of("is_active", false, "full_name", "Ёлкина Ольга"));

        assertThat(ids("?search=" + mark + "&ordering=username")).containsExactly(first, second);
        assertThat(ids("?search=" + mark + "&ordering=-username,nonsense")).containsExactly(second, first);
        assertThat(ids("?search=" + mark + "%20" + Http.encode("елкина"))).containsExactly(second);
        assertThat(ids("?search=" + mark + "&is_active=true")).containsExactly(first);
        assertThat(ids("?search=" + mark + "&role=operator&page_size=1&ordering=id"))
                .containsExactly(first);
        assertThat(ids("?search=" + mark + "&role__in=admin,supervisor")).isEmpty();
        assertThat(admin("GET", "/api/users/?role=king", null).status()).isEqualTo(400);
        assertThat(admin("GET", "/api/users/?created_after=yesterday", null).status())
                .isEqualTo(400);
        assertThat(admin("GET", "/api/users/?page=99999", null).status()).isEqualTo(404);
        assertThat(admin("GET", "/api/users/?search=%00", null).status()).isEqualTo(400);
    }

    @Test
    void usersAreNeverDeleted() {
        var path = "/api/users/" + http.userId("operator") + "/";

        assertThat(admin("DELETE", path, null).status()).isEqualTo(409);
        assertThat(admin("DELETE", path, null).json().get("code").asString()).isEqualTo("users.never_deleted");
        assertThat(admin("DELETE", "/api/users/999999999/", null).status()).isEqualTo(404);
        assertThat(admin("GET", "/api/users/abc/", null).status()).isEqualTo(404);
    }

    @Test
    void theAdminSetsAPassword() {
        var user = http.newUser("operator", name());
        var path = "/api/users/" + user.id() + "/password/";

        assertThat(admin("POST", path, Map.of("password", "12345678")).status()).isEqualTo(400);
        assertThat(admin("POST", path, Map.of("password", "совсем новый пароль"))
                        .status())
                .isEqualTo(200);
        var body = Map.of("username", user.username(), "password", "совсем новый пароль");
        assertThat(http.api("POST", "/api/auth/login/", null, body).status()).isEqualTo(200);
    }

    @Test
    void nobodyRaisesTheirOwnRoleOrEndsTheirOwnAccount() {
        var me = "/api/users/" + http.userId("admin") + "/";

        assertThat(admin("PATCH", me, Map.of("role", "employee"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("users.own_role");
        assertThat(admin("PATCH", me, Map.of("is_active", false))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("users.own_account");
    }

    @Test
    void whoMayEditUsersStillReachesNobodyAbove() {
        grant("supervisor", "users.edit");
        try {
            var own = http.signIn(http.newUser("supervisor", name()).username());
            var admin = "/api/users/" + http.userId("admin");

            assertThat(http.api("PATCH", admin, own, Map.of("is_active", false)).status())
                    .isEqualTo(409);
            assertThat(http.api("PATCH", admin, own, Map.of("role", "employee")).status())
                    .isEqualTo(409);
            assertThat(http.api("POST", admin + "/password/", own, Map.of("password", "чужой пароль 1"))
                            .status())
                    .isEqualTo(409);
            var raised = Map.of("username", name(), "full_name", "Х", "role", "admin", "password", "чужой пароль 1");
            assertThat(http.api("POST", "/api/users/", own, raised).status()).isEqualTo(409);
        } finally {
            revoke("supervisor", "users.edit");
        }
    }

    @Test
    void twoAdminsWhoDemoteEachOtherLeaveOne() throws Exception {
        var others = Actor.job("tests")
                .call(() -> stored.list(UserFilter.of(List.of(), Role.ADMIN, true), List.of(), 1000, 0));
        var pair = List.of(http.newUser("admin", name()), http.newUser("admin", name()));
        try {
            for (var other : others) {
                set(other, Role.ADMIN, false);
            }
            var work = new ArrayList<Callable<Object>>();
            for (var n = 0; n < 2; n++) {
                var actor = pair.get(n);
                var victim = pair.get(1 - n);
                work.add(() -> as(
                        actor,
                        () -> users.update(
                                victim.id(),
                                it -> new Particulars(it.username(), it.fullName(), it.email(), Role.EMPLOYEE, true),
                                null)));
            }
            var refused = 0;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var result : threads.invokeAll(work)) {
                    refused += result.state() == java.util.concurrent.Future.State.FAILED ? 1 : 0;
                }
            }
            assertThat(refused).isEqualTo(1);
            assertThat(stored.activeAdmins()).isEqualTo(1);
        } finally {
            for (var other : others) {
                set(other, Role.ADMIN, true);
            }
        }
    }

    @Test
    void rolesAreListedAndChanged() {
        var roles = admin("GET", "/api/roles/", null).json();
        assertThat(roles.get("count").asInt()).isEqualTo(4);
        assertThat(roles.get("results").get(1).propertyNames()).startsWith("code", "name", "permissions");
        assertThat(roles.get("results").get(1).get("name").asString()).isEqualTo("Operator");

        assertThat(admin("PATCH", "/api/roles/operator/", Map.of("permissions", List.of("fly")))
                        .body())
                .isEqualTo("{\"permissions\":[\"\\\"fly\\\" is not a valid choice.\"]}");
        assertThat(admin("PATCH", "/api/roles/admin/", Map.of("permissions", List.of()))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("roles.admin_fixed");
        assertThat(admin("PATCH", "/api/roles/king/", Map.of("permissions", List.of()))
                        .status())
                .isEqualTo(404);
        assertThat(http.api(
                                "PATCH",
                                "/api/roles/operator/",
                                token(),
                                Map.of("permissions", List.of()),
                                "If-Match",
                                "\"999\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void nobodyGivesARightTheyDontHaveAndTheAdminsStayAsTheyAre() {
        grant("supervisor", "roles.edit");
        try {
            var token = http.signIn(http.newUser("supervisor", name()).username());
            var given = new ArrayList<>(permissions("employee"));
            given.add("reports.view");
            var rights = Map.of("permissions", given);
            assertThat(http.api("PATCH", "/api/roles/employee/", token, rights).status())
                    .isEqualTo(200);
            given.add("users.edit");
            var refused = http.api("PATCH", "/api/roles/employee/", token, rights);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("code").asString()).isEqualTo("roles.more_than_own");
            assertThat(permissions("employee")).contains("reports.view").doesNotContain("users.edit");
        } finally {
            revoke("supervisor", "roles.edit");
            revoke("employee", "reports.view");
        }
        assertThatThrownBy(() -> Actor.job("tests").call(() -> roles.change(Role.ADMIN, Set.of("users.edit"), null)))
                .hasMessageContaining("roles.admin_fixed");
    }

    @Test
    void aRightGivenOnThePageReachesSessionsAtOnce() {
        var browser = http.browser("employee");
        assertThat(browser.get("/users").status()).isEqualTo(403);
        grant("employee", "users.edit");
        try {
            assertThat(browser.get("/users").status()).isEqualTo(200);
        } finally {
            revoke("employee", "users.edit");
        }
        assertThat(browser.get("/users").status()).isEqualTo(403);
    }

    @Test
    void theMatrixSaysWhatChangedAndKeepsWhatItDoesNotShow() {
        var browser = http.browser("admin");
        var page = browser.get("/roles").body();
        assertThat(page).contains("Видеть документы", "Супервизор").doesNotContain("backups.", "Резервн");
        var before = permissions("operator");

        var form = new java.util.LinkedHashMap<String, String>();
        for (var role : List.of("employee", "operator", "supervisor")) {
            form.put("version_" + role, version(role));
            for (var permission : permissions(role)) {
                form.put(role + ":" + permission, "on");
            }
        }
        form.put("operator:audit.view", "on");
        var answer = browser.post("/roles", form);
        try {
            assertThat(answer.status()).isEqualTo(303);
            assertThat(browser.get(answer.header("Location")).body())
                    .contains("Оператор: добавлено право «Просматривать журнал действий»");
            assertThat(permissions("operator")).containsAll(before).contains("audit.view");
            assertThat(browser.post("/roles", form).status()).isEqualTo(409);
        } finally {
            revoke("operator", "audit.view");
        }
        assertThat(permissions("operator")).isEqualTo(before);
    }

    @Test
    void theAdminMakesAndChangesAUserByPages() {
        var browser = http.browser("admin");
        var name = name();
        var wrong = browser.post("/users", Map.of("username", "Иванова", "full_name", "", "role", "operator"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Исправьте 2 ошибки", "value=\"Иванова\"", "<title>Ошибка:");

        var created = browser.post(
                "/users",
                Map.of("username", name, "full_name", "Иванова Мария", "role", "operator", "is_active", "true"));
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body()).contains("Пользователь создан", "Пароль показан один раз");
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        var list = browser.get("/users?q=" + name).body();
        var id = list.replaceAll("(?s).*href=\"/users/([0-9]+)\".*", "$1");

        var form = new HashMap<>(Map.of("username", name, "full_name", "Иванова Анна", "role", "operator"));
        form.putAll(Map.of("is_active", "true", "version", "0"));
        assertThat(browser.post("/users/" + id, form).status()).isEqualTo(303);
        assertThat(browser.get("/users/" + id).body()).contains("value=\"Иванова Анна\"");
        assertThat(browser.get("/users", "HX-Request", "true").body()).doesNotContain("<html");
        for (var odd :
                List.of("/users?q=%00&page=-1&role=king&state=x", "/audit?q=%00&action=a%00", "/sims?batch=%00")) {
            assertThat(browser.get(odd).status()).as(odd).isEqualTo(200);
        }
    }

    @Test
    void whoeverComesSecondChoosesFieldByField() {
        var browser = http.browser("admin");
        var name = name();
        var id = http.newUser("operator", name).id();
        var opened = new HashMap<>(Map.of("version", "0", "username", name, "was_username", name));
        opened.putAll(Map.of("was_full_name", "Старая Анна", "was_role", "operator", "was_email", ""));
        opened.putAll(Map.of("was_is_active", "true", "role", "operator"));
        var theirs = new HashMap<>(opened);
        theirs.putAll(Map.of("full_name", "Новая Анна", "email", "their@example.ru"));
        assertThat(browser.post("/users/" + id, theirs).status()).isEqualTo(303);
        var mine = new HashMap<>(opened);
        mine.putAll(Map.of("full_name", "Моя Анна", "email", "", "is_active", "true"));

        var conflict = browser.post("/users/" + id, mine);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.body())
                .contains("Пока вы редактировали", "Старая Анна", "Моя Анна", "Новая Анна", "Отключён")
                .contains("Сейчас: Тестов Тест " + http.username("admin"))
                .contains("name=\"choose_full_name\" value=\"mine\" checked")
                .contains("name=\"choose_email\" value=\"theirs\" checked")
                .contains("name=\"choose_is_active\" value=\"theirs\" checked")
                .doesNotContain("choose_role", "choose_username");
        var chosen = new HashMap<>(Map.of("version", "1", "username", name, "role", "operator"));
        chosen.putAll(Map.of("full_name", "Моя Анна", "mine_full_name", "Моя Анна", "was_full_name", "Новая Анна"));
        chosen.putAll(Map.of("email", "", "mine_email", "", "was_email", "their@example.ru"));
        chosen.putAll(Map.of("mine_is_active", "true", "was_is_active", "false", "choose_is_active", "mine"));
        chosen.putAll(Map.of("choose_full_name", "theirs", "choose_email", "theirs"));
        assertThat(browser.post("/users/" + id, chosen).status()).isEqualTo(303);
        var saved = admin("GET", "/api/users/" + id, null).json();
        assertThat(saved.get("full_name").asString()).isEqualTo("Новая Анна");
        assertThat(saved.get("email").asString()).isEqualTo("their@example.ru");
        assertThat(saved.get("is_active").asBoolean()).isTrue();
    }

    @Test
    void resettingAPasswordShowsANewOneOnce() {
        var user = http.newUser("operator", name());
        var page = http.browser("admin")
                .post("/users/" + user.id() + "/password", Map.of())
                .body();
        var password = page.replaceAll("(?s).*id=\"one-time-password\">([^<]+)<.*", "$1");

        assertThat(password).matches("[a-z2-9-]{19}");
        assertThat(http.stranger().signIn(user.username(), password).header("Location"))
                .startsWith("/login/password");
    }

    @Test
    void demoUsersAreMadeOnce() throws Exception {
        for (var n = 0; n < 2; n++) {
            Actor.job("tests").run(() -> users.seedDemoUsers("demo"));
        }
        var answer = http.api("POST", "/api/auth/login/", null, Map.of("username", "supervisor", "password", "demo"));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void theFirstAdminIsMadeFromTheCommandLine() throws Exception {
        var name = name();
        var command = new CreateAdmin(users);

        assertThat(Actor.job("create-admin").<Integer>call(() -> command.run(name)))
                .isZero();
        assertThat(Actor.job("create-admin").<Integer>call(() -> command.run(name)))
                .isEqualTo(1);
        assertThat(Actor.job("create-admin").<Integer>call(() -> command.run("так нельзя")))
                .isEqualTo(2);
        Actor.job("tests").call(() -> {
            var admin = stored.list(UserFilter.of(List.of(name), Role.ADMIN, true), List.of(), 1, 0)
                    .getFirst();
            set(admin, Role.ADMIN, false);
            return admin;
        });
    }

    private static Object as(User user, Callable<Object> work) throws Exception {
        return new Actor(user.id(), user.username(), "admin", java.util.Set.of("users.edit"), null, null).call(work);
    }

    private void set(User user, Role role, boolean active) throws Exception {
        Actor.job("tests")
                .call(() -> users.update(
                        user.id(),
                        it -> new Particulars(it.username(), it.fullName(), it.email(), role, active),
                        null));
    }

    @Test
    void theLogTellsWhatChangedInARole() {
        grant("employee", "sims.secrets");
        revoke("employee", "sims.secrets");

        var logged =
                admin("GET", "/api/audit/?action=role.updated", null).json().get("results");
        assertThat(logged.get(0).get("changes").toString()).contains("sims.secrets");
        assertThat(logged.get(1).get("changes").toString()).contains("sims.secrets");
        assertThat(logged.get(0).at("/actor/username").asString()).isEqualTo(http.username("admin"));
    }

    private void grant(String role, String permission) {
        var all = new ArrayList<>(permissions(role));
        all.add(permission);
        assertThat(admin("PATCH", "/api/roles/" + role, Map.of("permissions", all))
                        .status())
                .isEqualTo(200);
    }

    private void revoke(String role, String permission) {
        var all = new ArrayList<>(permissions(role));
        all.remove(permission);
        assertThat(admin("PATCH", "/api/roles/" + role, Map.of("permissions", all))
                        .status())
                .isEqualTo(200);
    }

    private List<String> permissions(String role) {
        var all = new ArrayList<String>();
        admin("GET", "/api/roles/" + role, null).json().get("permissions").forEach(it -> all.add(it.asString()));
        return all;
    }

    private String version(String role) {
        return admin("GET", "/api/roles/" + role, null).json().get("version").asString();
    }

    private List<Long> ids(String query) {
        var ids = new ArrayList<Long>();
        var answer = admin("GET", "/api/users/" + query, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.json().get("results").forEach(row -> ids.add(row.get("id").asLong()));
        return ids;
    }

    private Answer admin(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        return http.api(method, path, token(), body);
    }

    private String token() {
        return http.token("admin");
    }

    private static Map<String, Object> body(String name) {
        return Map.of("username", name, "full_name", "Иванова  Мария", "role", "operator", "password", Http.PASSWORD);
    }

    private static String name() {
        return "u" + Keys.random(6).toLowerCase(Locale.ROOT);
    }
}
