package io.telecomcrm.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.web.Throttled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class ThrottleTest {

    @Autowired
    Http http;

    @Autowired
    SignIn signIn;

    @Autowired
    SignInRepository counters;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Keys keys;

    @Autowired
    TurnableClock clock;

    private final String home = "192.0.2." + Keys.random(3);
    private final String elsewhere = "198.51.100." + Keys.random(3);

    @AfterEach
    void turnBack() {
        clock.reset();
    }

    @Test
    void slowsGuessingDownAndSaysForHowLong() {
        var user = user();
        for (var n = 0; n < 10; n++) {
            assertThat(attempt(user, "неверно", elsewhere)).isNull();
        }

        assertThatExceptionOfType(Throttled.class)
                .isThrownBy(() -> attempt(user, Http.PASSWORD, elsewhere))
                .satisfies(throttled -> assertThat(throttled.seconds()).isBetween(25L, 30L));
    }

    @Test
    void eachFurtherFailureDoublesTheWait() {
        var user = user();
        for (var n = 0; n < 10; n++) {
            attempt(user, "неверно", elsewhere);
        }
        for (var wait : List.of(30L, 60L, 120L)) {
            assertThatExceptionOfType(Throttled.class)
                    .isThrownBy(() -> attempt(user, Http.PASSWORD, elsewhere))
                    .satisfies(throttled -> assertThat(throttled.seconds()).isBetween(wait - 10, wait));
            clock.forward(Duration.ofSeconds(wait));
            assertThat(attempt(user, "неверно", elsewhere)).isNull();
        }
    }

    @Test
    void failuresAreForgottenAfterAQuietHalfDay() {
        var user = user();
        for (var round = 0; round < 2; round++) {
            for (var n = 0; n < 9; n++) {
                assertThat(attempt(user, "неверно", elsewhere)).isNull();
            }
            clock.forward(Duration.ofHours(12).plusSeconds(1));
        }
        assertThat(attempt(user, "неверно", elsewhere)).isNull();
        assertThat(attempt(user, Http.PASSWORD, elsewhere)).isNotNull();
    }

    @Test
    void waitsAtMostSomeMinutes() {
        var user = user();
        for (var n = 0; n < 30; n++) {
            attempt(user, "неверно", elsewhere);
            clock.forward(Duration.ofMinutes(5).plusMillis(1));
        }
        assertThat(attempt(user, Http.PASSWORD, elsewhere)).isNotNull();
    }

    @Test
    void nobodyElsewhereLocksAUserOutAtAKnownAddress() {
        var user = user();
        assertThat(attempt(user, Http.PASSWORD, home)).isNotNull();
        for (var n = 0; n < 10; n++) {
            attempt(user, "неверно", elsewhere);
        }
        assertThatExceptionOfType(Throttled.class).isThrownBy(() -> attempt(user, "неверно", elsewhere));

        assertThat(attempt(user, Http.PASSWORD, home)).isNotNull();
    }

    @Test
    void theUsualPlaceIsTheWholeNetworkForAQuarter() {
        var user = user();
        var network = "2001:db8:%x:%x:"
                .formatted(
                        ThreadLocalRandom.current().nextInt(0x10000),
                        ThreadLocalRandom.current().nextInt(0x10000));
        assertThat(attempt(user, Http.PASSWORD, network + "1:2:3:4")).isNotNull();
        for (var n = 0; n < 10; n++) {
            attempt(user, "неверно", elsewhere);
        }

        assertThat(attempt(user, Http.PASSWORD, network + "ffff:2:3:4")).isNotNull();
        assertThatExceptionOfType(Throttled.class)
                .isThrownBy(() -> attempt(user, Http.PASSWORD, "2001:db8:1:2:1:2:3:4"));
        clock.forward(Duration.ofDays(91));
        for (var n = 0; n < 10; n++) {
            attempt(user, "неверно", elsewhere);
        }
        assertThatExceptionOfType(Throttled.class).isThrownBy(() -> attempt(user, Http.PASSWORD, network + "1:2:3:4"));
    }

    @Test
    void capitalsMakeNoOtherAccount() {
        var user = user();
        for (var n = 0; n < 10; n++) {
            attempt(n % 2 == 0 ? user : user.toUpperCase(Locale.ROOT), "неверно", elsewhere);
        }
        assertThatExceptionOfType(Throttled.class).isThrownBy(() -> attempt(user, Http.PASSWORD, elsewhere));
    }

    @Test
    void theRightPasswordStartsTheCountAnew() {
        var user = user();
        for (var round = 0; round < 3; round++) {
            for (var n = 0; n < 9; n++) {
                attempt(user, "неверно", elsewhere);
            }
            assertThat(attempt(user, Http.PASSWORD, elsewhere)).isNotNull();
        }
    }

    @Test
    void guessingOnePasswordForManyAccountsIsSlowedDownToo() {
        var throttle = usual();
        for (var n = 0; n < 50; n++) {
            transaction.execute(_ -> throttle.attempt("nobody-" + Keys.random(6), null, elsewhere));
        }

        assertThatExceptionOfType(Throttled.class)
                .isThrownBy(
                        () -> transaction.execute(_ -> throttle.attempt("nobody-" + Keys.random(6), null, elsewhere)));
    }

    /** Else whoever guesses would sign in as themself now and then. */
    @Test
    void aRightPasswordForgivesTheAddressNothing() {
        var user = http.newUser("operator", "throttle-" + Keys.random(6).toLowerCase(Locale.ROOT));
        var throttle = usual();
        for (var n = 0; n < 49; n++) {
            transaction.execute(_ -> throttle.attempt("nobody-" + Keys.random(6), null, elsewhere));
        }
        transaction.executeWithoutResult(
                _ -> throttle.succeeded(throttle.attempt(user.username(), user.id(), elsewhere), user.id(), elsewhere));

        assertThatExceptionOfType(Throttled.class)
                .isThrownBy(
                        () -> transaction.execute(_ -> throttle.attempt("nobody-" + Keys.random(6), null, elsewhere)));
    }

    @Test
    void manyGuessesAtOnceDontSlipThrough() {
        var user = user();
        var looked = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < 30; n++) {
                threads.submit(() -> {
                    attempt(user, "неверно", elsewhere);
                    looked.incrementAndGet();
                });
            }
        }
        assertThat(looked.get()).isEqualTo(10);
    }

    /** A counter found may be gone before it is locked, for its owner has signed in. */
    @Test
    void countsEverybodyWhileOthersAreForgiven() throws Exception {
        var names = List.of("a " + Keys.random(6), "b " + Keys.random(6));
        var work = new ArrayList<Callable<Boolean>>();
        for (var n = 0; n < 1000; n++) {
            var forgives = n % 2 == 0;
            work.add(() -> transaction.execute(_ -> {
                if (forgives) {
                    counters.forget(names.subList(0, 1));
                    return true;
                }
                return counters.lock(names, clock.instant()).size() == names.size();
            }));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    @Test
    void theApiAnswers429WithTheTimeToWait() {
        var name = "nobody-" + Keys.random(6);
        var body = Map.of("username", name, "password", "неверно");
        for (var n = 0; n < 10; n++) {
            http.api("POST", "/api/auth/login/", null, body);
        }

        var answer = http.api("POST", "/api/auth/login/", null, body);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).matches("[0-9]+");
        assertThat(answer.body()).startsWith("{\"detail\":\"Request was throttled. Expected available in ");
        var page = http.stranger().signIn(name, "неверно");
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.body()).contains("Повторите через 1 минуту");
    }

    private Throttle usual() {
        var usual = new UserSettings(
                new UserSettings.Tokens(Duration.ofMinutes(5), Duration.ofDays(1)),
                new UserSettings.Sessions(Duration.ofHours(12), Duration.ofDays(7)),
                new UserSettings.SignIn(10, 50, Duration.ofSeconds(30), Duration.ofMinutes(5)));
        return new Throttle(counters, usual, keys, clock);
    }

    private String user() {
        return http.newUser("operator", "throttle-" + Keys.random(6).toLowerCase(Locale.ROOT))
                .username();
    }

    private @Nullable Account attempt(String username, String password, String address) {
        try {
            return Actor.anonymous(address, "test").call(() -> signIn.verify(username, password));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
