package io.telecomcrm.users;

import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static io.telecomcrmdb.Tables.USER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Signing in by pages, sessions and the profile. */
@IntegrationTest
class SignInTest {

    @Autowired
    Http http;

    @Autowired
    Users users;

    @Autowired
    DSLContext db;

    @Autowired
    TurnableClock clock;

    @AfterEach
    void turnBack() {
        clock.reset();
    }

    @Test
    void asksWhoComesWithoutASession() {
        var answer = http.stranger().get("/users?q=%D0%B8&role=admin");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/login?next=%2Fusers%3Fq%3D%25D0%25B8%26role%3Dadmin");
    }

    @Test
    void whoSendsAFormWithoutASessionComesBackToItsPage() {
        var stranger = http.stranger();
        var form = http.address("/contracts/1?tab=payments");

        var sent = stranger.post("/contracts/1/block", Map.of("block_reason", "lost_sim"), "Referer", form);
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.header("Location")).isEqualTo("/login?next=" + Http.encode(form));
        assertThat(stranger.get(sent.header("Location")).body()).contains("value=\"/contracts/1?tab=payments\"");
        assertThat(stranger.post("/contracts/1/block", Map.of()).header("Location"))
                .isEqualTo("/login");
    }

    @Test
    void leadsBackToThePageThatWasAskedFor() {
        var user = user();
        var answer = http.stranger()
                .post(
                        "/login",
                        Map.of("username", user.username(), "password", Http.PASSWORD, "next", "/profile?tab=1"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/profile?tab=1");
    }

    @Test
    void takesWhateverBrowsersSend() {
        var user = user();
        var fields = Map.of("username", user.username(), "password", Http.PASSWORD);
        var odd = Map.of("username", "a\0", "password", "x\0");

        assertThat(http.stranger()
                        .post("/login", fields, "User-Agent", "A".repeat(500))
                        .status())
                .isEqualTo(303);
        assertThat(http.stranger().post("/login", odd).status()).isEqualTo(422);
        assertThat(http.stranger().post("/login/password", odd).status()).isEqualTo(422);
    }

    @Test
    void neverLeadsToAnotherSite() {
        var fields = Map.of("username", user().username(), "password", Http.PASSWORD, "next", "//evil.example/");

        assertThat(http.stranger().post("/login", fields).header("Location")).isEqualTo("/");
        assertThat(http.stranger().get("/login?next=//evil.example/").body()).doesNotContain("evil.example");
    }

    @Test
    void saysTheSameForWrongLoginAndWrongPasswordAndKeepsTheLogin() {
        var user = user();
        var wrongPassword = http.stranger().signIn(user.username(), "неверно");
        var wrongLogin = http.stranger().signIn("nobody-at-all", "неверно");

        assertThat(wrongPassword.status()).isEqualTo(422);
        assertThat(wrongLogin.status()).isEqualTo(422);
        assertThat(wrongPassword.body())
                .contains("Неверный логин или пароль", "value=\"" + user.username() + "\"", "<title>Ошибка:");
        assertThat(wrongLogin.body()).contains("Неверный логин или пароль");
        assertThat(http.stranger().signIn("", "").body()).contains("Введите логин", "Введите пароль");
    }

    @Test
    void theCookieIsClosedAndOnlyItsHashIsStored() {
        var browser = http.stranger();
        var answer = browser.signIn(user().username(), Http.PASSWORD);
        var cookie = answer.response().headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("crm_session="))
                .findFirst()
                .orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
        var value = browser.cookie("crm_session");
        assertThat(value).hasSizeGreaterThanOrEqualTo(43);
        assertThat(db.fetchExists(USER_SESSION, USER_SESSION.TOKEN_HASH.eq(value)))
                .isFalse();
        assertThat(db.fetchExists(USER_SESSION, USER_SESSION.TOKEN_HASH.eq(Tokens.hash(value))))
                .isTrue();
    }

    @Test
    void aNewSignInIsANewSessionWithANewFormToken() {
        var browser = http.stranger();
        var user = user();
        browser.signIn(user.username(), Http.PASSWORD);
        var session = browser.cookie("crm_session");
        assertThat(browser.cookies()).doesNotContainKey("crm_csrf");
        browser.signIn(user.username(), Http.PASSWORD);

        assertThat(browser.cookie("crm_session")).isNotEqualTo(session);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        var browser = http.browser("admin");

        var answer = browser.postAsIs("/profile/sessions/end", Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("Форма устарела");
        assertThat(browser.postAsIs("/logout", Map.of("_csrf", "invented")).status())
                .isEqualTo(403);
        assertThat(http.stranger()
                        .postAsIs("/login", Map.of("username", "a", "password", "b"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        var browser = http.browser("operator");
        var cookie = browser.cookie("crm_session");
        assertThat(browser.post("/logout", Map.of()).header("Location")).isEqualTo("/login");

        browser.cookies().put("crm_session", cookie);
        assertThat(browser.get("/profile").status()).isEqualTo(303);
    }

    @Test
    void anIdleSessionEndsAndAUsedOneLastsButNotForEver() {
        var user = user();
        var idle = http.stranger();
        idle.signIn(user.username(), Http.PASSWORD);
        var used = http.stranger();
        used.signIn(user.username(), Http.PASSWORD);
        for (var hours = 0; hours < 12; hours += 6) {
            clock.forward(Duration.ofHours(6).plusMinutes(1));
            assertThat(used.get("/profile").status()).isEqualTo(200);
        }
        assertThat(idle.get("/profile").status()).isEqualTo(303);
        for (var hours = 12; hours < 7 * 24 - 12; hours += 11) {
            clock.forward(Duration.ofHours(11));
            used.get("/profile");
        }
        clock.forward(Duration.ofHours(11));
        used.get("/profile");
        clock.forward(Duration.ofHours(11));
        assertThat(used.get("/profile").status()).isEqualTo(303);
    }

    @Test
    void deactivationAndAChangedRoleReachSessionsAtOnce() {
        var user = http.newUser("admin", name());
        var browser = http.stranger();
        browser.signIn(user.username(), Http.PASSWORD);
        assertThat(browser.get("/users").status()).isEqualTo(200);

        change(user, Role.EMPLOYEE, true);
        assertThat(browser.get("/users").status()).isEqualTo(403);
        change(user, Role.EMPLOYEE, false);
        assertThat(browser.get("/profile").status()).isEqualTo(303);
        change(user, Role.EMPLOYEE, true);
        assertThat(browser.get("/profile").status()).isEqualTo(303);
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsButNotThisOne() {
        var user = user();
        var here = http.stranger();
        here.signIn(user.username(), Http.PASSWORD);
        var there = http.stranger();
        there.signIn(user.username(), Http.PASSWORD);

        var wrong = here.post("/profile/password", Map.of("old_password", "неверно", "new_password", "qwerty123"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("самых распространённых");
        var right = here.post(
                "/profile/password", Map.of("old_password", Http.PASSWORD, "new_password", "тёплый июльский дождь"));
        assertThat(right.status()).isEqualTo(303);
        assertThat(here.get("/profile").body()).contains("Пароль изменён");
        assertThat(there.get("/profile").status()).isEqualTo(303);
    }

    @Test
    void endsTheOtherSessionsWhenAsked() {
        var user = user();
        var here = http.stranger();
        here.signIn(user.username(), Http.PASSWORD);
        var there = http.stranger();
        there.signIn(user.username(), Http.PASSWORD);

        assertThat(here.get("/profile").body()).contains("Завершить остальные");
        here.post("/profile/sessions/end", Map.of());
        assertThat(there.get("/profile").status()).isEqualTo(303);
        assertThat(here.get("/profile").body()).doesNotContain("Завершить остальные</button>");
    }

    @Test
    void languageAndThemeAreKeptForStrangersAndForUsers() {
        var stranger = http.stranger();
        stranger.post("/profile/language", Map.of("language", "en", "back", "/login?next=%2Fprofile"));
        assertThat(stranger.get("/login").body()).contains("<html lang=\"en\"", "Sign in");

        var user = user();
        var browser = http.stranger();
        browser.signIn(user.username(), Http.PASSWORD);
        var answer = browser.post("/profile/theme", Map.of("theme", "dark", "back", "https://evil.example/profile"));
        assertThat(answer.header("Location")).isEqualTo("/profile");
        browser.post("/profile/language", Map.of("language", "en", "back", "/profile"));
        var elsewhere = http.stranger();
        elsewhere.signIn(user.username(), Http.PASSWORD);
        assertThat(elsewhere.get("/profile").body()).contains("data-theme=\"dark\"", "End the others");
        assertThat(browser.post("/profile/theme", Map.of("theme", "pink")).status())
                .isEqualTo(303);
    }

    @Test
    void aOneTimePasswordMustBeReplacedFirst() {
        var user = user();
        job(() -> {
            users.resetPassword(user.id(), "once-and-never-again", true);
            return user;
        });
        var browser = http.stranger();
        var first = browser.signIn(user.username(), "once-and-never-again");
        assertThat(first.header("Location")).startsWith("/login/password?username=" + user.username());
        assertThat(browser.cookies()).doesNotContainKey("crm_session");
        var token = http.api(
                        "POST",
                        "/api/auth/login/",
                        null,
                        Map.of("username", user.username(), "password", "once-and-never-again"))
                .json()
                .get("access")
                .asString();
        assertThat(http.api("GET", "/api/customers/", token, null).status()).isEqualTo(403);

        var same = browser.post(
                "/login/password",
                Map.of(
                        "username", user.username(),
                        "old_password", "once-and-never-again",
                        "new_password", "once-and-never-again"));
        assertThat(same.status()).isEqualTo(422);
        var done = browser.post(
                "/login/password",
                Map.of(
                        "username", user.username(),
                        "old_password", "once-and-never-again",
                        "new_password", "мой собственный пароль"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser.get("/profile").status()).isEqualTo(200);
    }

    @Test
    void everyPageHasTheSecurityHeaders() {
        for (var answer : java.util.List.of(
                http.stranger().get("/login"),
                http.browser("admin").get("/users"),
                http.stranger().get("/no-such-page"))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.body()).doesNotContain("<script>", "style=\"", "onclick=");
        }
        assertThat(http.browser("admin").get("/users").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void passwordsAreStoredAsArgon2Only() {
        var hash = db.select(USER_ACCOUNT.PASSWORD_HASH)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.ID.eq(user().id()))
                .fetchSingle()
                .value1();

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void theLogTellsWhoSignedInAndWhoTried() {
        var user = user();
        http.stranger().signIn(user.username(), "неверно");
        http.stranger().signIn(user.username(), Http.PASSWORD);
        http.api("POST", "/api/auth/login/", null, Map.of("username", user.username(), "password", "неверно"));
        http.signIn(user.username());

        var logged = http.api("GET", "/api/audit/?object_type=user&object_id=" + user.id(), http.token("admin"), null);
        assertThat(logged.json()
                        .get("results")
                        .valueStream()
                        .map(entry -> entry.get("action").asString()))
                .filteredOn(action -> action.startsWith("user.sign"))
                .containsExactly("user.signed_in", "user.sign_in_failed", "user.signed_in", "user.sign_in_failed");
        assertThat(logged.json().at("/results/0/address").asString()).isNotEmpty();
        assertThat(logged.body()).doesNotContain("неверно", Http.PASSWORD);
    }

    private User user() {
        return http.newUser("operator", name());
    }

    private static String name() {
        return "pages-" + Keys.random(6).toLowerCase(Locale.ROOT);
    }

    private void change(User user, Role role, boolean active) {
        job(() -> users.update(
                user.id(), before -> new Particulars(before.username(), before.fullName(), null, role, active), null));
    }

    private static void job(java.util.concurrent.Callable<User> work) {
        try {
            Actor.job("tests").call(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
