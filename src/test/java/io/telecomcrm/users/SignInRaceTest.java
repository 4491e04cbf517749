package io.telecomcrm.users;

import static io.telecomcrmdb.Tables.KNOWN_ADDRESS;
import static io.telecomcrmdb.Tables.REFRESH_TOKEN;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static io.telecomcrmdb.Tables.USER_SESSION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.web.Unauthenticated;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.transaction.support.TransactionTemplate;

/** To look at a password takes long, and the account may be another one when it is done. */
@IntegrationTest
class SignInRaceTest {

    private static final String OTHER = "совсем другой пароль";
    private static final String THIRD = "третий, никому не нужный";

    @Autowired
    Http http;

    @Autowired
    Users users;

    @Autowired
    SignIn signIn;

    @Autowired
    Profile profile;

    @Autowired
    Throttle throttle;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DSLContext db;

    @Autowired
    @Qualifier("writing")
    HikariDataSource pool;

    /** What ends all that was begun with the account's password. */
    enum End {
        RESET,
        CHANGE,
        DEACTIVATION
    }

    @ParameterizedTest
    @EnumSource
    void nobodyEntersByWhatWasRightBefore(End how) throws Exception {
        var user = user();
        var verified = verified(user);
        end(how, user);

        assertThat(visit(() -> signIn.begin(verified, null))).isNull();
        assertThat(visit(() -> signIn.issue(verified))).isNull();
        assertThat(sessions(user)).isZero();
        assertThat(goodTokens(user)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyEntersWhileTheAccountChanges(End how) throws Exception {
        var user = user();
        var verified = verified(user);
        during(() -> end(how, user), () -> visit(() -> signIn.begin(verified, null)));
        assertThat(sessions(user)).isZero();

        var other = user();
        var alsoVerified = verified(other);
        during(() -> end(how, other), () -> visit(() -> signIn.issue(alsoVerified)));
        assertThat(goodTokens(other)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRenewedTokenEndsWithTheOthers(End how) throws Exception {
        var user = user();
        var first = pair(user);
        var second = during(() -> visit(() -> signIn.refresh(first.refresh())), () -> end(how, user));

        assertThat(signIn.isRevoked(requireNonNull(second).refresh())).isTrue();
        assertThat(goodTokens(user)).isZero();
    }

    @Test
    void aTokenRenewedWhileItsFamilyIsVoidedIsVoidToo() throws Exception {
        var first = pair(user());
        var second = requireNonNull(visit(() -> signIn.refresh(first.refresh())));
        var third = during(
                () -> visit(() -> signIn.refresh(second.refresh())),
                () -> assertThatExceptionOfType(Unauthenticated.class)
                        .isThrownBy(() -> visit(() -> signIn.refresh(first.refresh()))));

        assertThat(signIn.isRevoked(requireNonNull(third).refresh())).isTrue();
    }

    @Test
    void aSessionBegunWhileTheOthersEndEndsToo() throws Exception {
        var user = user();
        var verified = verified(user);
        var self = new Actor(user.id(), user.username(), "operator", Set.of(), null, null);
        during(
                () -> visit(() -> signIn.begin(verified, null)),
                () -> self.call(() -> {
                    profile.endOtherSessions(null);
                    return user;
                }));

        assertThat(sessions(user)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordIsReplacedOnlyByWhoStillKnowsIt(End how) throws Exception {
        var user = user();
        var verified = verified(user);
        end(how, user);
        var hash = hash(user);

        assertThat(visit(() -> users.changeOwnPassword(verified, "new_password", THIRD, null)))
                .isNull();
        assertThat(hash(user)).isEqualTo(hash);
    }

    @Test
    void whoComesTooLateHearsThatThePasswordIsWrong() throws Exception {
        var login = late((user, _) -> http.api(
                "POST", "/api/auth/login/", null, Map.of("username", user.username(), "password", Http.PASSWORD)));
        assertThat(login.status()).isEqualTo(401);
        assertThat(login.body()).isEqualTo("{\"detail\":\"No active account found with the given credentials\"}");

        var browser = http.stranger();
        var page = late((user, _) -> browser.signIn(user.username(), Http.PASSWORD));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("Неверный логин или пароль");
        assertThat(browser.cookies()).doesNotContainKey("crm_session");

        var words = Map.of("old_password", Http.PASSWORD, "new_password", THIRD);
        var change = late((_, token) -> http.api("POST", "/api/auth/password/", token, words));
        assertThat(change.status()).isEqualTo(400);
        assertThat(change.json().propertyNames()).containsExactly("old_password");

        var once = late((user, _) -> browser.post(
                "/login/password",
                Map.of("username", user.username(), "old_password", Http.PASSWORD, "new_password", THIRD)));
        assertThat(once.status()).isEqualTo(422);
        assertThat(once.body()).contains("Неверный логин или одноразовый пароль");
        assertThat(browser.cookies()).doesNotContainKey("crm_session");
    }

    @Test
    void whoSignedInAndIsTooLateChangesNothingInTheProfile() throws Exception {
        var user = user();
        var browser = http.stranger();
        browser.signIn(user.username(), Http.PASSWORD);
        var words = Map.of("old_password", Http.PASSWORD, "new_password", THIRD);

        var change = late(user, () -> browser.post("/profile/password", words));
        assertThat(change.status()).isEqualTo(422);
        assertThat(browser.get("/profile").status()).isEqualTo(303);
    }

    @Test
    void nobodySetsThePasswordOfWhoIsRaisedAboveThem() throws Exception {
        http.userId("admin"); // for the last one may not go
        var user = user();
        var supervisor = new Actor(
                http.userId("supervisor"), http.username("supervisor"), "supervisor", Set.of(Users.EDIT), null, null);
        var hash = hash(user);
        during(
                () -> update(user, Role.ADMIN, true),
                () -> assertThatExceptionOfType(Refusal.class)
                        .isThrownBy(() -> supervisor.run(() -> users.resetPassword(user.id(), OTHER, false)))
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("users.above_own_role")));

        assertThat(hash(user)).isEqualTo(hash);
        update(user, Role.OPERATOR, false);
    }

    /** Does one thing and, before it is committed, begins another, which has to wait for it. */
    private <T> @Nullable T during(Callable<T> first, Callable<?> second) throws Exception {
        var waiting = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = transaction.execute(_ -> {
                var answer = call(first);
                waiting.add(threads.submit(second));
                await().until(this::isSomebodyWaiting);
                return answer;
            });
            waiting.getFirst().get();
            return done;
        }
    }

    /** What somebody is answered who has signed in before, when the password is reset while it is looked at. */
    private Answer late(Attempt attempt) throws Exception {
        var user = user();
        var token = http.signIn(user.username());
        return late(user, () -> attempt.of(user, token));
    }

    private Answer late(User user, Callable<Answer> attempt) throws Exception {
        var address = db.fetchValue(KNOWN_ADDRESS.ADDRESS, KNOWN_ADDRESS.USER_ID.eq(user.id()));
        var answers = new ArrayList<Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            transaction.executeWithoutResult(_ -> {
                // whoever tries now has read the account, and waits to be counted before the password is looked at
                throttle.attempt(user.username(), user.id(), address);
                answers.add(threads.submit(attempt));
                await().until(this::isSomebodyWaiting);
                call(() -> end(End.RESET, user));
            });
            return answers.getFirst().get();
        }
    }

    private boolean isSomebodyWaiting() {
        return TestDatabase.isPostgresql()
                ? !Objects.equals(
                        db.fetchValue("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"), 0L)
                : pool.getHikariPoolMXBean().getThreadsAwaitingConnection() > 0;
    }

    private User end(End how, User user) throws Exception {
        switch (how) {
            case RESET -> Actor.job("tests").run(() -> users.resetPassword(user.id(), OTHER, false));
            case CHANGE -> {
                var verified = verified(user);
                assertThat(visit(() -> users.changeOwnPassword(verified, "new_password", OTHER, null)))
                        .isNotNull();
            }
            case DEACTIVATION -> update(user, Role.OPERATOR, false);
        }
        return user;
    }

    private User update(User user, Role role, boolean active) throws Exception {
        return Actor.job("tests")
                .call(() -> users.update(
                        user.id(), it -> new Particulars(it.username(), it.fullName(), null, role, active), null));
    }

    private Account verified(User user) throws Exception {
        return requireNonNull(visit(() -> signIn.verify(user.username(), Http.PASSWORD)));
    }

    private SignIn.Pair pair(User user) throws Exception {
        var verified = verified(user);
        return requireNonNull(visit(() -> signIn.issue(verified)));
    }

    private int sessions(User user) {
        return db.fetchCount(USER_SESSION, USER_SESSION.USER_ID.eq(user.id()));
    }

    private int goodTokens(User user) {
        return db.fetchCount(
                REFRESH_TOKEN,
                REFRESH_TOKEN.USER_ID.eq(user.id()),
                REFRESH_TOKEN.USED_AT.isNull(),
                REFRESH_TOKEN.REVOKED_AT.isNull());
    }

    private @Nullable String hash(User user) {
        return db.fetchValue(USER_ACCOUNT.PASSWORD_HASH, USER_ACCOUNT.ID.eq(user.id()));
    }

    private User user() {
        return http.newUser("operator", "race-" + Keys.random(6).toLowerCase(Locale.ROOT));
    }

    private static <T> @Nullable T visit(Callable<@Nullable T> work) throws Exception {
        return Actor.anonymous("192.0.2.7", "test").call(work);
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something done with a password by somebody who has a token already. */
    private interface Attempt {

        Answer of(User user, String token) throws Exception;
    }
}
