package io.telecomcrm.live;

import static io.telecomcrmdb.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.telecomcrm.Browser;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.LivePage;
import io.telecomcrm.TelecomCrm;
import io.telecomcrm.TestDatabase;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.tickets.Tickets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.transaction.support.TransactionTemplate;

/** What reaches open pages without their asking, through real sockets. */
@IntegrationTest
class LiveTest {

    @Autowired
    Http http;

    @Autowired
    Tickets tickets;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private final ArrayList<LivePage> pages = new ArrayList<>();

    @AfterEach
    void close() {
        pages.forEach(LivePage::close);
    }

    @Test
    void strangersAndOtherSitesAreTurnedAway() {
        var known = person("operator").browser();
        var base = http.address("");

        assertThat(LivePage.refusal(http.stranger(), base, base)).isEqualTo(401);
        assertThat(LivePage.refusal(known, base, null)).isEqualTo(403);
        assertThat(LivePage.refusal(known, base, "http://evil.example")).isEqualTo(403);
        assertThat(LivePage.refusal(known, base, "null")).isEqualTo(403);
        assertThat(LivePage.refusal(known, base, base)).isEqualTo(101);
        assertThat(http.stranger().get("/live").status()).isEqualTo(401);
    }

    @Test
    void tellsWhatCommittedAndOnlyThen() {
        var me = person("operator");
        var page = open(me, "?at=/customers");
        var lost = ticket("Не случилось");
        var kept = ticket("Случилось");

        transactions.executeWithoutResult(transaction -> {
            give(lost, me.id());
            transaction.setRollbackOnly();
        });
        transactions.executeWithoutResult(_ -> {
            give(kept, me.id());
            assertThat(page.toasts()).isZero();
        });

        assertThat(page.told("data-toast", "Случилось", "/tickets/" + kept))
                .contains("bell-count\" aria-hidden=\"true\">1<", "Вам назначено обращение", "1 непрочитанное");
        assertThat(page.messages()).noneMatch(message -> message.contains("Не случилось"));
        assertThat(page.toasts()).isEqualTo(1);
    }

    @Test
    void speaksTheLanguageOfItsReaderAndTrustsNobody() {
        var me = person("operator");
        me.browser().post("/profile/language", Map.of("language", "en", "back", "/"));
        var page = open(me, "?at=/");
        var ticket = ticket("<img src=x onerror=alert(1)>");
        give(ticket, me.id());

        assertThat(page.told("was given to you"))
                .contains("&lt;img src=x onerror=alert(1)&gt;", "1 unread")
                .doesNotContain("<img");
    }

    @Test
    void nobodyIsToldOfWhatTheyDidThemselves() {
        var me = person("supervisor");
        var other = person("operator");
        var mine = open(me, "?at=/");
        var page = open(other, "?at=/");
        var ticket = ticket("Сам себе");
        assertThat(http.api(
                                "POST",
                                "/api/tickets/" + ticket + "/assign/",
                                http.signIn(me.username()),
                                Map.of("assigned_to", me.id()))
                        .status())
                .isEqualTo(200);
        give(ticket, other.id());
        page.told("Вам назначено");

        assertThat(mine.toasts()).isZero();
    }

    @Test
    void whoMayNoLongerBeHereIsSentAway() {
        var signsOut = person("operator");
        var turnedOff = person("operator");
        var reset = person("operator");
        var first = open(signsOut, "");
        var second = open(turnedOff, "");
        var third = open(reset, "");
        var bystander = open(person("operator"), "");
        var admin = http.token("admin");

        signsOut.browser().post("/logout", Map.of());
        assertThat(first.closed()).isEqualTo(1008);
        assertThat(http.api("PATCH", "/api/users/" + turnedOff.id() + "/", admin, Map.of("is_active", false))
                        .status())
                .isEqualTo(200);
        assertThat(second.closed()).isEqualTo(1008);
        assertThat(http.api(
                                "POST",
                                "/api/users/" + reset.id() + "/password/",
                                admin,
                                Map.of("password", "совсем другой пароль 9"))
                        .status())
                .isEqualTo(200);
        assertThat(third.closed()).isEqualTo(1008);
        assertThat(bystander.isOpen()).isTrue();
        assertThat(LivePage.refusal(turnedOff.browser(), http.address(""), http.address("")))
                .isEqualTo(401);
    }

    @Test
    void tooManyPagesCloseTheOldestAndChatterIsCutOff() {
        var me = person("operator");
        var oldest = open(me, "");
        for (var i = 0; i < 9; i++) {
            open(me, "");
        }
        assertThat(oldest.isOpen()).isTrue();
        open(me, "");
        assertThat(oldest.closed()).isEqualTo(4000);

        var chatterer = open(person("operator"), "");
        chatterer.say("hello");
        assertThat(chatterer.closed()).isEqualTo(1003);
        var flooder = open(person("operator"), "");
        flooder.say("x".repeat(100_000));
        assertThat(flooder.closed()).isIn(1009, 1006, 1003);
    }

    @Test
    void aPageThatComesBackIsNotToldAgain() {
        var me = person("operator");
        give(ticket("Раньше"), me.id());
        var newest = db.select(org.jooq.impl.DSL.max(NOTICE.ID))
                .from(NOTICE)
                .where(NOTICE.USER_ID.eq(me.id()))
                .fetchSingle()
                .value1();
        var page = open(me, "?at=/&since=" + newest);
        give(ticket("Теперь"), me.id());
        page.told("Теперь");

        assertThat(page.toasts()).isEqualTo(1);
        assertThat(page.told("data-toast")).contains("2 непрочитанных");
    }

    @Test
    void openingTheCardReadsWhatWasToldOfIt() {
        var me = person("operator");
        var elsewhere = open(me, "?at=/");
        var ticket = ticket("Откроют");
        give(ticket, me.id());
        elsewhere.told("Откроют");
        elsewhere.forget();

        // come back into sight it may still show what was before
        open(me, "?at=/tickets/" + ticket);
        assertThat(unread(me.id())).isEqualTo(1);
        open(me, "?at=/tickets/" + ticket + "&opened");

        assertThat(unread(me.id())).isZero();
        assertThat(elsewhere.told("новых нет")).doesNotContain("bell-count");
    }

    @Test
    void anOpenCardHearsThatItChangedAndAListThatItGrew() {
        var samples = new SampleContracts(db, transactions, contracts);
        var contract = samples.active();
        var me = person("operator");
        var card = open(me, "?at=/contracts/" + contract);
        var other = open(me, "?at=/contracts/" + (contract + 1_000_000));
        var list = open(me, "?at=/payments");
        list.told("data-trigger=\"fresh\"");
        list.forget();
        assertThat(me.browser()
                        .post("/contracts/" + contract + "/presence", Map.of())
                        .status())
                .isEqualTo(200);
        var paid = http.api(
                "POST",
                "/api/payments/",
                http.token("supervisor"),
                Map.of("contract", contract, "amount", "150.00", "method", "cash"));

        card.told("id=\"changed\"", "href=\"/contracts/" + contract + "\"");
        card.told(
                "data-toast",
                "Платёж 150,00",
                "/payments/" + paid.json().get("id").asLong());
        list.told("data-trigger=\"fresh\"");
        assertThat(other.messages()).noneMatch(message -> message.contains("id=\"changed\""));

        // what one does oneself shows on the page that did it
        card.forget();
        me.browser()
                .post(
                        "/payments",
                        Map.of(
                                "contract",
                                "" + contract,
                                "amount",
                                "10",
                                "method",
                                "cash",
                                "request_key",
                                "k" + contract));
        http.api(
                "POST",
                "/api/payments/",
                http.token("supervisor"),
                Map.of("contract", contract, "amount", "20.00", "method", "cash"));
        card.told("Платёж 20,00");
        assertThat(card.messages()).noneMatch(message -> message.contains("Платёж 10,00"));
    }

    /** What came while it was away was told to those who were there. */
    @Test
    void aListThatComesBackLooksForNewRowsThoughOthersWatchIt() {
        var first = open(person("operator"), "?at=/payments");
        first.told("data-trigger=\"fresh\"");
        var second = open(person("operator"), "?at=/payments");
        second.told("data-trigger=\"fresh\"");
    }

    /** PostgreSQL only: on SQLite there is one node. */
    @Test
    void whatHappensOnOneNodeReachesPagesOfAnother() {
        assumeTrue(TestDatabase.isPostgresql());
        var other = new SpringApplication(TelecomCrm.class, TurnableClock.Configuration.class)
                .run(
                        "--server.port=0",
                        "--spring.profiles.active=test",
                        "--db-scheduler.enabled=false",
                        "--crm.test.url=" + TestDatabase.url());
        try (other) {
            var me = person("operator");
            var base = "http://localhost:" + other.getEnvironment().getProperty("local.server.port");
            var there = LivePage.open(me.browser(), base, "?at=/");
            pages.add(there);
            var here = open(me, "?at=/");
            listening(2);
            give(ticket("Через узлы"), me.id());
            there.told("data-toast", "Через узлы");
            here.told("data-toast", "Через узлы");

            // the lines between the nodes break; what was missed is caught up with
            there.forget();
            db.fetch(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'telecom-crm live'");
            give(ticket("Пока не слышно"), me.id());
            there.told("data-toast", "Пока не слышно");
            listening(2);
            give(ticket("Снова слышно"), me.id());
            there.told("data-toast", "Снова слышно");

            me.browser().post("/logout", Map.of());
            assertThat(there.closed()).isEqualTo(1008);
        }
    }

    private void listening(int nodes) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> db.fetch("select 1 from pg_stat_activity where application_name = 'telecom-crm live'"
                                        + " and lower(query) = 'listen crm_live'")
                                .size()
                        >= nodes);
    }

    /** Somebody of the staff with a browser of their own. */
    private record Person(long id, String username, Browser browser) {}

    private Person person(String role) {
        var username = "live-" + Keys.random(6).toLowerCase(Locale.ROOT);
        var user = http.newUser(role, username);
        var browser = http.stranger();
        assertThat(browser.signIn(username, Http.PASSWORD).status()).isEqualTo(303);
        return new Person(user.id(), username, browser);
    }

    private LivePage open(Person person, String query) {
        var page = LivePage.open(person.browser(), http.address(""), query);
        pages.add(page);
        return page;
    }

    private long ticket(String subject) {
        var customer = new SampleContracts(db, transactions, contracts).customer();
        var answer = http.api(
                "POST",
                "/api/tickets/",
                http.token("operator"),
                Map.of("customer", customer, "subject", subject, "description", "Со вчера."));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    private void give(long ticket, long user) {
        Actor.job("tests").run(() -> tickets.assign(ticket, null, user));
    }

    private int unread(long user) {
        return db.fetchCount(NOTICE, NOTICE.USER_ID.eq(user), NOTICE.READ_AT.isNull());
    }
}
