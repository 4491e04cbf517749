package io.telecomcrm;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.UnsafeSettings;
import io.telecomcrm.payments.OnlinePayments;
import io.telecomcrm.users.Particulars;
import io.telecomcrm.users.Role;
import io.telecomcrm.users.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.NestedExceptionUtils;

/** The product as it starts, or refuses to start, in production. */
@Tag("integration")
class ProductionTest {

    private static final String SECRET = "--SECRET_KEY=rM1vZ8xQ2kT5nB7hY4wE9uI3oP6aS0dF";
    private static final String DATA = "--DATA_KEY=Lk9jH7gF5dS3aQ1wE2rT4yU6iO8pZxCv";

    @TempDir
    Path folder;

    @Test
    void everyCookieIsSecure() throws Exception {
        try (var started = start(sqlite(), SECRET, DATA)) {
            var users = started.getBean(Users.class);
            Actor.job("tests")
                    .run(() -> users.create(
                            new Particulars("anna", "Попова Анна", null, Role.ADMIN, true), Http.PASSWORD, false));
            var browser = new Http(started.getEnvironment(), users).stranger();
            var answers = List.of(
                    browser.get("/login"),
                    browser.signIn("anna", Http.PASSWORD),
                    browser.post("/profile/theme", Map.of("theme", "dark")),
                    browser.post("/profile/language", Map.of("language", "en")),
                    browser.post(
                            "/customers",
                            Map.of(
                                    "kind",
                                    "person",
                                    "last_name",
                                    "Тихая",
                                    "first_name",
                                    "Ия",
                                    "phone",
                                    "+79161234567")),
                    browser.get("/customers"),
                    browser.post("/logout", Map.of()));

            for (var answer : answers) {
                assertThat(answer.status()).isIn(200, 303);
                assertThat(answer.response().headers().allValues("Set-Cookie"))
                        .isNotEmpty()
                        .allSatisfy(cookie -> assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "PROD", "preprod", "dev,prod"})
    void noOtherProfileIsTakenForProduction(String profile) {
        assertRefused(
                "neither production nor development", sqlite(), SECRET, DATA, "--spring.profiles.active=" + profile);
    }

    /** As when an administrator is made by a command that forgets to say so: in an empty database of its own. */
    @Test
    void settingsOfProductionAreNotPassedOver() throws Exception {
        var settings = Path.of(".env.prod");
        Files.writeString(settings, "DATABASE_URL=sqlite:" + folder.resolve("production.sqlite") + "\n", CREATE_NEW);
        try {
            assertThatThrownBy(() -> new SpringApplicationBuilder(TelecomCrm.class)
                            .run("--server.port=0", "--db-scheduler.enabled=false")
                            .close())
                    .isInstanceOf(UnsafeSettings.class)
                    .hasMessageContaining("nothing says that this is production");
        } finally {
            Files.delete(settings);
        }
    }

    @Test
    void aFileOfSettingsSaysWhetherItIsOfProduction() throws Exception {
        var settings = Files.writeString(folder.resolve("crm.env"), "SERVER_PORT=0\n");
        assertRefused("whether they are of production", settings);
        Files.writeString(settings, "SPRING_PROFILES_ACTIVE=prod\n");
        assertRefused("SECRET_KEY is missing", settings);
    }

    private void assertRefused(String why, Path settings) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(TelecomCrm.class)
                        .run("--ENV_FILE=" + settings, "--spring.datasource.url=" + sqlite())
                        .close())
                .extracting(NestedExceptionUtils::getMostSpecificCause)
                .isInstanceOf(UnsafeSettings.class)
                .asInstanceOf(THROWABLE)
                .hasMessageContaining(why);
    }

    @Test
    void aJobThatGoesOnHoldsUpNoStop() throws Exception {
        var started = new SpringApplicationBuilder(TelecomCrm.class, Endless.class)
                .run(
                        "--spring.profiles.active=prod",
                        "--spring.datasource.url=" + sqlite(),
                        "--server.port=0",
                        SECRET,
                        DATA);
        var endless = started.getBean(Endless.class);
        try {
            assertThat(endless.began.await(30, TimeUnit.SECONDS)).isTrue();
            assertTimeoutPreemptively(Duration.ofMinutes(1), started::close);
        } finally {
            endless.over.countDown();
        }
    }

    /** Reads on, as a long statement does, though it is interrupted. No configuration that others would find. */
    static class Endless {

        final CountDownLatch began = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        @Bean
        RecurringTask<Void> endless() {
            return Tasks.recurring("tests.endless", FixedDelay.of(Duration.ofHours(1)))
                    .execute((_, _) -> {
                        began.countDown();
                        while (over.getCount() > 0) {
                            try {
                                over.await();
                            } catch (InterruptedException e) {
                                began.countDown();
                            }
                        }
                    });
        }
    }

    @Test
    void secretsMustBeGiven() {
        assertRefused("SECRET_KEY is missing", sqlite(), "--SECRET_KEY=", DATA);
        assertRefused("DATA_KEY is missing", sqlite(), SECRET, "--DATA_KEY=");
        assertRefused("DATA_KEY is missing", "jdbc:postgresql://localhost:1/nowhere", SECRET, "--DATA_KEY=");
    }

    @Test
    void aPaymentProviderMustBeGivenWhole() {
        assertRefused("YOOKASSA_SHOP_ID and YOOKASSA_SECRET_KEY", sqlite(), SECRET, DATA, "--YOOKASSA_SHOP_ID=1");
        assertRefused(
                "GATEWAY_RETURN_URL", sqlite(), SECRET, DATA, "--YOOKASSA_SHOP_ID=1", "--YOOKASSA_SECRET_KEY=live_1");
        assertRefused("acme.secret", sqlite(), SECRET, DATA, "--crm.gateway.providers.acme.secret=short");
        assertRefused("OSMP_ADDRESSES", sqlite(), SECRET, DATA, "--OSMP_USERNAME=t", "--OSMP_PASSWORD=long-enough-1");
    }

    @Test
    void paymentsAreNeverSimulated() {
        try (var started = start(sqlite(), SECRET, DATA)) {
            assertThat(started.containsBean("simulator")).isFalse();
            assertThat(started.getBean(OnlinePayments.class).isOffered()).isFalse();
        }
    }

    /** The PostgreSQL of the tests has fsync off, to be quick. */
    @Test
    void postgresqlMustKeepWhatItConfirmed() {
        assumeTrue(TestDatabase.isPostgresql());
        assertRefused("fsync off", TestDatabase.another("not_durable"), SECRET, DATA);
        assertRefused(
                "synchronous_commit off",
                TestDatabase.another("hasty") + "&options=-c%20synchronous_commit=off",
                SECRET,
                DATA);
    }

    @Test
    void theSchemaMustBeMigrated() {
        assertRefused("schema isn't migrated", sqlite(), SECRET, DATA, "--spring.flyway.enabled=false");
    }

    private void assertRefused(String why, String... arguments) {
        assertThatThrownBy(() -> start(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length))
                        .close())
                .extracting(NestedExceptionUtils::getMostSpecificCause)
                .isInstanceOf(UnsafeSettings.class)
                .asInstanceOf(THROWABLE)
                .hasMessageContaining(why);
    }

    private String sqlite() {
        return "jdbc:sqlite:" + folder.resolve("production.sqlite");
    }

    private static ConfigurableApplicationContext start(String database, String... more) {
        var all = new ArrayList<>(
                List.of("--spring.datasource.url=" + database, "--server.port=0", "--db-scheduler.enabled=false"));
        if (Arrays.stream(more).noneMatch(one -> one.startsWith("--spring.profiles.active="))) {
            all.add("--spring.profiles.active=prod");
        }
        all.addAll(Arrays.asList(more));
        return new SpringApplicationBuilder(TelecomCrm.class).run(all.toArray(String[]::new));
    }
}
