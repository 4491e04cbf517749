package io.telecomcrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.UnsafeSettings;
import io.telecomcrm.payments.OnlinePayments;
import io.telecomcrm.users.Particulars;
import io.telecomcrm.users.Role;
import io.telecomcrm.users.Users;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

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

    @Test
    void secretsMustBeGiven() {
        assertRefused("SECRET_KEY is missing", sqlite(), "--SECRET_KEY=", DATA);
        assertRefused("DATA_KEY is missing", sqlite(), SECRET, "--DATA_KEY=");
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
    }

    @Test
    void theSchemaMustBeMigrated() {
        assertRefused("schema isn't migrated", sqlite(), SECRET, DATA, "--spring.flyway.enabled=false");
    }

    private void assertRefused(String why, String... arguments) {
        assertThatThrownBy(() -> start(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length))
                        .close())
                .rootCause()
                .isInstanceOf(UnsafeSettings.class)
                .hasMessageContaining(why);
    }

    private String sqlite() {
        return "jdbc:sqlite:" + folder.resolve("production.sqlite");
    }

    private static ConfigurableApplicationContext start(String database, String... more) {
        var all = new ArrayList<>(List.of(
                "--spring.profiles.active=prod",
                "--spring.datasource.url=" + database,
                "--server.port=0",
                "--db-scheduler.enabled=false"));
        all.addAll(Arrays.asList(more));
        return new SpringApplicationBuilder(TelecomCrm.class).run(all.toArray(String[]::new));
    }
}
