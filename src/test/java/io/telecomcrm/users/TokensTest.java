package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Signing in by tokens, as clients written for simplejwt expect it. */
@IntegrationTest
class TokensTest {

    @Autowired
    Http http;

    @Autowired
    Users users;

    @Autowired
    Keys keys;

    @Autowired
    TurnableClock clock;

    @AfterEach
    void turnBack() {
        clock.reset();
    }

    @Test
    void givesARefreshAndAnAccessToken() throws Exception {
        var user = user();
        var answer = login(user.username(), Http.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("refresh", "access");
        var claims = SignedJWT.parse(answer.json().get("access").asString()).getJWTClaimsSet();
        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("token_type", "exp", "iat", "jti", "user_id");
        assertThat(claims.getClaim("user_id")).isEqualTo(Long.toString(user.id()));
        assertThat(claims.getClaim("token_type")).isEqualTo("access");
        assertThat(claims.getJWTID()).matches("[0-9a-f]{32}");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void ignoresTheAuthorizationHeaderAtSignIn() {
        var body = Map.of("username", user().username(), "password", Http.PASSWORD);

        assertThat(http.api("POST", "/api/v1/auth/login", "garbage", body).status())
                .isEqualTo(200);
        assertThat(http.api("GET", "/api/auth/login/", null, null).status()).isEqualTo(405);
    }

    @Test
    void refusesWrongPasswordUnknownAndInactiveUserAlike() {
        var user = user();
        var inactive = user();
        deactivate(inactive);

        for (var answer : List.of(
                login(user.username(), "не тот пароль"),
                login("nobody-of-that-name", Http.PASSWORD),
                login(inactive.username(), Http.PASSWORD))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
            assertThat(answer.body()).isEqualTo("{\"detail\":\"No active account found with the given credentials\"}");
        }
    }

    @Test
    void namesMissingFields() {
        var answer = http.api("POST", "/api/auth/login/", null, "{\"password\":null}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"username\":[\"This field is required.\"],"
                        + "\"password\":[\"This field may not be null.\"]}");
    }

    @Test
    void speaksRussianToWhoAsksForIt() {
        var answer = http.api(
                "POST",
                "/api/auth/login/",
                null,
                Map.of("username", "nobody", "password", "x"),
                "Accept-Language",
                "ru");

        assertThat(answer.json().get("detail").asString()).startsWith("Не найдено активной учётной записи");
    }

    @Test
    void rotatesRefreshTokensAndRevokesTheFamilyOfAReusedOne() {
        var first =
                login(user().username(), Http.PASSWORD).json().get("refresh").asString();
        var renewed = refresh(first);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().propertyNames()).containsExactly("access", "refresh");
        var second = renewed.json().get("refresh").asString();

        var reused = refresh(first);
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.body()).isEqualTo("{\"detail\":\"Token is blacklisted\",\"code\":\"token_not_valid\"}");
        assertThat(refresh(second).status()).isEqualTo(401);
    }

    @Test
    void tellsWhatIsWrongWithARefreshToken() {
        var access =
                login(user().username(), Http.PASSWORD).json().get("access").asString();

        assertThat(refresh("garbage").json().get("detail").asString()).isEqualTo("Token is invalid");
        assertThat(refresh(access).json().get("detail").asString()).isEqualTo("Token has wrong type");
        assertThat(http.api("POST", "/api/auth/refresh/", null, Map.of()).body())
                .isEqualTo("{\"refresh\":[\"This field is required.\"]}");
        var refresh =
                login(user().username(), Http.PASSWORD).json().get("refresh").asString();
        clock.forward(Duration.ofHours(25));
        assertThat(refresh(refresh).json().get("detail").asString()).isEqualTo("Token is expired");
    }

    @Test
    void givesNoTokenToWhoWasDeactivated() {
        var user = user();
        var refresh =
                login(user.username(), Http.PASSWORD).json().get("refresh").asString();
        deactivate(user);

        assertThat(refresh(refresh).body()).isEqualTo("{\"detail\":\"No active account found for the given token.\"}");
    }

    @Test
    void verifiesAndSignsOut() {
        var pair = login(user().username(), Http.PASSWORD).json();
        var refresh = pair.get("refresh").asString();

        assertThat(verify(pair.get("access").asString()).body()).isEqualTo("{}");
        assertThat(verify(refresh).status()).isEqualTo(200);
        assertThat(verify("garbage").status()).isEqualTo(401);
        var logout = http.api("POST", "/api/auth/logout/", null, Map.of("refresh", refresh));
        assertThat(logout.status()).isEqualTo(200);
        assertThat(logout.body()).isEqualTo("{}");
        assertThat(verify(refresh).status()).isEqualTo(400);
        assertThat(verify(refresh).body()).isEqualTo("{\"non_field_errors\":[\"Token is blacklisted\"]}");
        assertThat(http.api("POST", "/api/auth/logout/", null, Map.of("refresh", refresh))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tellsWhatIsWrongWithAnAccessToken() {
        var pair = login(user().username(), Http.PASSWORD).json();

        assertThat(me(null).body()).isEqualTo("{\"detail\":\"Authentication credentials were not provided.\"}");
        assertThat(me("garbage").body())
                .isEqualTo("{\"detail\":\"Given token not valid for any token type\",\"code\":\"token_not_valid\","
                        + "\"messages\":[{\"token_class\":\"AccessToken\",\"token_type\":\"access\","
                        + "\"message\":\"Token is invalid\"}]}");
        assertThat(me(pair.get("refresh").asString()).body()).contains("Token has wrong type");
        clock.forward(Duration.ofMinutes(5));
        assertThat(me(pair.get("access").asString()).body()).contains("Token is expired");
    }

    @Test
    void aTokenOfNobodyOrOfSomebodyGoneIsToldApart() throws Exception {
        var secret = keys.secret("tokens");
        var nobody = signed(secret, null);
        var gone = signed(secret, "999999999");

        assertThat(me(nobody).status()).isEqualTo(401);
        assertThat(me(nobody).body())
                .isEqualTo("{\"detail\":\"Token contained no recognizable user identification\","
                        + "\"code\":\"token_not_valid\"}");
        assertThat(me(gone).body()).isEqualTo("{\"detail\":\"User not found\",\"code\":\"user_not_found\"}");
        assertThat(me(gone).header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
    }

    private String signed(byte[] secret, @Nullable String user) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .claim("token_type", "access")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .jwtID("0".repeat(32))
                .claim("user_id", user)
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    @Test
    void theSchemeIsCaseSensitiveAndTheHeaderHasTwoParts() {
        var bad = http.api("GET", "/api/auth/me/", null, null, "Authorization", "Bearer one two");
        var lower = http.api("GET", "/api/auth/me/", null, null, "Authorization", "bearer one");

        assertThat(bad.json().get("code").asString()).isEqualTo("bad_authorization_header");
        assertThat(lower.json().get("detail").asString()).isEqualTo("Authentication credentials were not provided.");
    }

    @Test
    void aTokenSignedByAnotherKeyOrByNoneIsNoGood() throws Exception {
        var good = login(user().username(), Http.PASSWORD).json().get("access").asString();
        var parts = good.split("\\.");

        assertThat(me("eyJhbGciOiJub25lIn0." + parts[1] + ".").status()).isEqualTo(401);
        assertThat(me(parts[0] + "." + parts[1] + "." + "A".repeat(43)).status())
                .isEqualTo(401);
    }

    @Test
    void deactivationChangedRoleAndNewPasswordBiteOldTokensWithinAMinute() {
        var dismissed = user();
        var demoted = user();
        var careful = user();
        var ofDismissed = http.signIn(dismissed.username());
        var ofDemoted = http.signIn(demoted.username());
        var ofCareful = http.signIn(careful.username());
        assertThat(List.of(
                        me(ofDismissed).status(),
                        me(ofDemoted).status(),
                        me(ofCareful).status()))
                .containsOnly(200);

        clock.forward(Duration.ofSeconds(2));
        deactivate(dismissed);
        as(() -> users.update(
                demoted.id(),
                before -> new Particulars(before.username(), before.fullName(), null, Role.EMPLOYEE, true),
                null));
        as(() -> {
            users.resetPassword(careful.id(), "совсем другой пароль", false);
            return careful;
        });
        clock.forward(Duration.ofMinutes(1));

        assertThat(me(ofDismissed).body()).isEqualTo("{\"detail\":\"User is inactive\",\"code\":\"user_inactive\"}");
        assertThat(me(ofDemoted).body()).contains("\"role\":\"employee\"").doesNotContain("customers.edit");
        assertThat(me(ofCareful).status()).isEqualTo(401);
    }

    /** Tokens know whole seconds only, in which much can happen. */
    @Test
    void aNewPasswordBitesTheTokensOfTheSameSecond() {
        var user = user();
        clock.forward(Duration.ofMillis(1000 - clock.millis() % 1000));
        var password = Http.PASSWORD;
        for (var next : List.of("совсем другой пароль", "опять новый пароль")) {
            var token = login(user.username(), password).json().get("access").asString();
            assertThat(me(token).status()).isEqualTo(200);
            as(() -> {
                users.resetPassword(user.id(), next, false);
                return user;
            });
            assertThat(me(token).status()).isEqualTo(401);
            password = next;
        }
        assertThat(me(login(user.username(), password).json().get("access").asString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsTheUserWithPermissions() {
        var user = user();
        var me = me(http.signIn(user.username())).json();

        assertThat(me.get("id").asLong()).isEqualTo(user.id());
        assertThat(me.get("role").asString()).isEqualTo("operator");
        assertThat(me.get("permissions").toString()).contains("customers.edit").doesNotContain("users.edit");
    }

    @Test
    void aNewPasswordOfOnesOwnEndsEverything() {
        var user = user();
        var pair = login(user.username(), Http.PASSWORD).json();
        var access = pair.get("access").asString();
        var path = "/api/auth/password/";

        var wrong = http.api("POST", path, access, Map.of("old_password", "x", "new_password", "новый пароль 99"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().propertyNames()).containsExactly("old_password");
        var right = http.api(
                "POST", path, access, Map.of("old_password", Http.PASSWORD, "new_password", "новый пароль 99"));
        assertThat(right.status()).isEqualTo(200);
        assertThat(refresh(pair.get("refresh").asString()).status()).isEqualTo(401);
        assertThat(login(user.username(), Http.PASSWORD).status()).isEqualTo(401);
        assertThat(login(user.username(), "новый пароль 99").status()).isEqualTo(200);
    }

    private User user() {
        return http.newUser("operator", "tokens-" + Keys.random(6).toLowerCase(Locale.ROOT));
    }

    private void deactivate(User user) {
        as(() -> users.update(
                user.id(),
                before -> new Particulars(before.username(), before.fullName(), null, before.role(), false),
                null));
    }

    private static void as(java.util.concurrent.Callable<User> work) {
        try {
            Actor.job("tests").call(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer login(String username, String password) {
        return http.api("POST", "/api/auth/login/", null, Map.of("username", username, "password", password));
    }

    private Answer refresh(String token) {
        return http.api("POST", "/api/auth/refresh/", null, Map.of("refresh", token));
    }

    private Answer verify(String token) {
        return http.api("POST", "/api/auth/verify/", null, Map.of("token", token));
    }

    private Answer me(@Nullable String token) {
        return http.api("GET", "/api/auth/me/", token, null);
    }
}
