package io.telecomcrm.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Change;
import io.telecomcrm.kernel.DomainEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What people and programs see of the log, and who may. */
@IntegrationTest
class AuditPagesTest {

    private static final AtomicLong LAST = new AtomicLong(7_000_000_000L);

    @Autowired
    private Http http;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private AuditRepository entries;

    @Autowired
    private TurnableClock clock;

    @Test
    void showsWhatChangedInPlainWords() {
        var thing = happened("customer.updated", Map.of("phone", new Change("+79160000001", "+79160000002")));

        var page = http.browser("supervisor").get("/audit?object=" + thing);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Журнал действий",
                        "+7 916 000-00-01",
                        "+7 916 000-00-02",
                        "ivanova",
                        "10.9.8.7",
                        "Абонент № " + thing)
                .contains("href=\"/customers/" + thing + "\"")
                .doesNotContain("customer.updated</td>");
    }

    @Test
    void filtersByEverythingItShows() {
        var thing = happened("customer.updated", Map.of("note", new Change(null, "найдено")));
        var other = happened("customer.deleted", Map.of());
        var browser = http.browser("supervisor");

        for (var filter : new String[] {
            "q=ivanova", "action=customer.updated", "type=customer", "object=" + thing, "address=10.9.8.7"
        }) {
            assertThat(browser.get("/audit?object=" + thing + "&" + filter).body())
                    .as(filter)
                    .contains("найдено");
        }
        for (var filter : new String[] {"q=petrova", "action=customer.created", "type=user", "address=10.9.8.1"}) {
            assertThat(browser.get("/audit?object=" + thing + "&" + filter).body())
                    .as(filter)
                    .doesNotContain("найдено")
                    .contains("Измените или уберите один из фильтров");
        }
        assertThat(browser.get("/audit?object=" + other).body()).doesNotContain("найдено");
        assertThat(browser.get("/audit?object=none").body()).doesNotContain("найдено");
    }

    @Test
    void showsAMonthAtATimeAndSaysSo() {
        var browser = http.browser("supervisor");

        var wide = browser.get("/audit?from=2026-01-01&to=2026-06-30").body();

        assertThat(wide).contains("31.05.2026", "30.06.2026", "не больше 31 дня");
        assertThat(browser.get("/audit?from=2026-06-01&to=2026-06-30").body()).doesNotContain("не больше 31 дня");
        assertThat(browser.get("/audit?from=2026-02-31&to=nonsense").status()).isEqualTo(200);
    }

    @Test
    void turnsItsPagesBothWays() {
        var thing = LAST.incrementAndGet();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (var i = 1; i <= 60; i++) {
                publish("customer.updated", thing, Map.of("note", new Change(null, "запись %02d.".formatted(i))));
            }
        });
        var browser = http.browser("supervisor");

        var first = browser.get("/audit?object=" + thing).body();
        assertThat(first).contains("запись 60.", "запись 36.").doesNotContain("запись 35.", "rel=\"prev\"");
        var second = browser.get(link(first, "next"), "HX-Request", "true").body();
        assertThat(second).contains("запись 35.", "запись 11.").doesNotContain("запись 36.", "<html");
        var third = browser.get(link(second, "next")).body();
        assertThat(third).contains("запись 10.", "запись 01.").doesNotContain("rel=\"next\"");
        assertThat(browser.get(link(third, "prev")).body()).contains("запись 35.", "запись 11.", "rel=\"prev\"");
    }

    @Test
    void showsTheHistoryOfACustomerToWhoeverMaySeeThem() {
        var entered = Map.of(
                "last_name", "Летописцев",
                "first_name", "Нестор",
                "phone", "+7902%07d".formatted(LAST.incrementAndGet() % 10_000_000));
        var thing = http.api("POST", "/api/customers/", http.token("operator"), entered)
                .json()
                .get("id")
                .asLong();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (var i = 1; i <= 30; i++) {
                publish("customer.updated", thing, Map.of("note", new Change(null, "запись %02d.".formatted(i))));
            }
        });
        var browser = http.browser("employee");

        var first = browser.get("/customers/" + thing + "/history").body();

        assertThat(first)
                .contains("запись 30.", "запись 06.", "Показать более ранние")
                .doesNotContain("запись 05.");
        var more = first.replaceFirst("(?s).*hx-get=\"(/customers/[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(browser.get(more).body())
                .contains("запись 05.", "запись 01.", "Абонент заведён")
                .doesNotContain("Показать более ранние");
        assertThat(browser.get("/users/" + thing + "/history").status()).isEqualTo(403);
        assertThat(browser.get("/audit").status()).isEqualTo(403);
        assertThat(browser.get("/audit/state").status()).isEqualTo(403);
        assertThat(browser.post("/audit/check", Map.of()).status()).isEqualTo(403);
        assertThat(http.browser("admin").get("/users/" + thing + "/history").status())
                .isEqualTo(200);
    }

    @Test
    void checksTheLogWhenAsked() {
        var asked = Instant.now();
        var browser = http.browser("supervisor");

        assertThat(browser.post("/audit/check", Map.of(), "HX-Request", "true").status())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> entries.lastCheck()
                        .filter(check -> !check.at().isBefore(asked.minusMillis(1)))
                        .isPresent());
        assertThat(browser.get("/audit").body()).contains("Журнал цел");
    }

    @Test
    void answersPrograms() {
        var thing = happened("customer.updated", Map.of("phone", new Change("+79160000001", null)));
        var token = http.signIn(http.username("supervisor"));

        var list = http.api("GET", "/api/audit/?object_type=customer&object_id=" + thing, token, null);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get("count").intValue()).isEqualTo(1);
        var entry = list.json().get("results").get(0);
        assertThat(entry.propertyNames())
                .containsExactly(
                        "id", "at", "actor", "action", "object_type", "object_id", "changes", "address", "request_id");
        assertThat(entry.get("actor").toString()).isEqualTo("{\"id\":41,\"username\":\"ivanova\"}");
        assertThat(entry.get("changes").toString()).isEqualTo("{\"phone\":[\"+79160000001\",null]}");
        assertThat(entry.get("at").stringValue()).endsWith("Z");
        assertThat(http.api("GET", "/api/v1/audit/" + entry.get("id"), token, null)
                        .json())
                .isEqualTo(entry);
        assertThat(http.api("GET", "/api/audit/999999999999/", token, null).status())
                .isEqualTo(404);
        assertThat(http.api("GET", "/api/audit/abc/", token, null).status()).isEqualTo(404);
    }

    @Test
    void answersEveryFilterOfPrograms() {
        var thing = happened("customer.updated", Map.of());
        var token = http.signIn(http.username("supervisor"));
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Moscow"));
        var ask = "/api/audit/?object_id=" + thing + "&";

        for (var filter : new String[] {
            "actor=41",
            "action=customer.updated",
            "object_type=customer",
            "address=10.9.8.7",
            "created_after=" + today,
            "created_before=" + today,
            "ordering=at",
            "unknown=1",
            "actor="
        }) {
            assertThat(http.api("GET", ask + filter, token, null)
                            .json()
                            .get("count")
                            .intValue())
                    .as(filter)
                    .isEqualTo(1);
        }
        for (var filter : new String[] {
            "actor=42",
            "actor=1.5",
            "action=x",
            "object_type=user",
            "address=::1",
            "created_after=" + today.plusDays(1),
            "created_before=" + today.minusDays(1)
        }) {
            assertThat(http.api("GET", ask + filter, token, null)
                            .json()
                            .get("count")
                            .intValue())
                    .as(filter)
                    .isZero();
        }
        var wrong = http.api("GET", "/api/audit/?actor=x&created_after=1", token, null);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("actor").get(0).stringValue()).isEqualTo("Enter a number.");
        assertThat(wrong.json().get("created_after").get(0).stringValue()).isEqualTo("Enter a valid date.");
        assertThat(http.api("GET", "/api/audit/?page=0", token, null).status()).isEqualTo(404);
        assertThat(http.api("GET", "/api/audit/?action=%00", token, null).status())
                .isEqualTo(400);
    }

    @Test
    void tellsProgramsOnlyWhatTheirUserMaySee() {
        assertThat(http.api("GET", "/api/audit/", null, null).status()).isEqualTo(401);
        for (var role : new String[] {"employee", "operator"}) {
            assertThat(http.api("GET", "/api/audit/", http.signIn(http.username(role)), null)
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(http.api("GET", "/api/audit/", http.signIn(http.username("admin")), null)
                        .status())
                .isEqualTo(200);
        assertThat(http.api("POST", "/api/audit/", http.signIn(http.username("admin")), Map.of())
                        .status())
                .isEqualTo(405);
    }

    private long happened(String action, Map<String, Change> changes) {
        var thing = LAST.incrementAndGet();
        publish(action, thing, changes);
        return thing;
    }

    private void publish(String action, long thing, Map<String, Change> changes) {
        new Actor(41L, "ivanova", "operator", Set.of(), "10.9.8.7", "0123456789abcdef")
                .run(() -> events.publishEvent(new Happened(action, thing, changes)));
    }

    private static String link(String page, String rel) {
        return page.replaceFirst("(?s).*rel=\"" + rel + "\" href=\"([^\"]*)\".*", "$1")
                .replace("&amp;", "&");
    }

    private record Happened(String action, Long objectId, Map<String, Change> changes) implements DomainEvent {

        @Override
        public String objectType() {
            return "customer";
        }
    }
}
