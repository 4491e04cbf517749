package io.telecomcrm.notices;

import static io.telecomcrmdb.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Browser;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.BlockReason;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.ContractsBlocked;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.gateway.ReviewOpened;
import io.telecomcrm.gateway.ReviewReason;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.live.Glance;
import io.telecomcrm.live.Told;
import io.telecomcrm.tickets.TicketStatus;
import io.telecomcrm.tickets.Tickets;
import io.telecomcrm.users.Particulars;
import io.telecomcrm.users.Role;
import io.telecomcrm.users.Users;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is told what, and what they do with it. How it reaches them, LiveTest says. */
@IntegrationTest
class NoticeTest {

    @Autowired
    Http http;

    @Autowired
    Tickets tickets;

    @Autowired
    Contracts contracts;

    @Autowired
    Users users;

    @Autowired
    NoticeJobs jobs;

    @Autowired
    NoticeRepository rows;

    @Autowired
    NoticeNews news;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TurnableClock clock;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void whoeverWorksOnATicketIsToldWhatOthersDoWithIt() {
        var me = person("operator");
        var ticket = ticket();
        assign(ticket, me);
        say(me, ticket, "Смотрю");
        assertThat(kinds(me)).containsExactly("ticket_assigned");

        say(person("employee"), ticket, "Абонент звонил ещё раз");
        assertThat(texts(me)).containsExactly("Новый ответ в обращении " + number(ticket), given(ticket));
        move(person("employee"), ticket, "waiting");
        // the last word stands for those before it
        assertThat(texts(me)).containsExactly("Обращение " + number(ticket) + ": Ждёт ответа", given(ticket));
        assertThat(unread(me)).isEqualTo(2);
    }

    @Test
    void aTicketThatIsTakenAwayIsNoNewsAnyMore() {
        var first = person("operator");
        var second = person("operator");
        var ticket = ticket();
        assign(ticket, first);
        assign(ticket, second);

        assertThat(kinds(first)).isEmpty();
        assertThat(kinds(second)).containsExactly("ticket_assigned");
    }

    @Test
    void ticketsThatFallAsleepAreNoNewsButThoseNotDoneInTimeAre() {
        var me = person("operator");
        var ticket = ticket();
        var asleep = ticket();
        assign(ticket, me);
        assign(asleep, me);
        Actor.job("tests").run(() -> tickets.move(asleep, null, TicketStatus.RESOLVED));
        jobs.tellOverdue();
        assertThat(kinds(me)).containsExactly("ticket_assigned", "ticket_assigned");

        clock.forward(Duration.ofHours(9));
        jobs.tellOverdue();
        jobs.tellOverdue();
        assertThat(kinds(me)).containsExactly("ticket_overdue", "ticket_assigned", "ticket_assigned");
        assertThat(texts(me).getFirst()).isEqualTo("Обращение " + number(ticket) + " просрочено");
    }

    @Test
    void ofAContractOnlyThoseAreToldWhoHaveItBeforeThem() {
        var contract = samples.active();
        var here = person("operator");
        var gone = person("operator");
        var elsewhere = person("operator");
        gone.browser().post("/contracts/" + contract + "/presence", Map.of());
        clock.forward(Duration.ofSeconds(80));
        here.browser().post("/contracts/" + contract + "/presence", Map.of());

        Actor.job("tests").run(() -> contracts.block(contract, null, BlockReason.FRAUD, null, null));

        assertThat(texts(here)).containsExactly("Договор " + contractNumber(contract) + " заблокирован: Мошенничество");
        assertThat(kinds(gone)).isEmpty();
        assertThat(kinds(elsewhere)).isEmpty();
        Actor.job("tests").run(() -> contracts.unblock(contract, null, BlockReason.FRAUD));
        assertThat(kinds(here)).containsExactly("contract_unblocked", "contract_blocked");
    }

    /** A run may block thirty thousand; what that costs depends on how many cards are open. */
    @Test
    void manyBlocksAreFewNotices() {
        var contract = samples.active();
        var customer = samples.customer();
        var company = new ArrayList<Long>();
        for (var i = 0; i < 5; i++) {
            company.add(samples.active(customer));
        }
        var one = person("operator");
        var all = person("operator");
        one.browser().post("/contracts/" + contract + "/presence", Map.of());
        all.browser().post("/customers/" + customer + "/presence", Map.of());
        var ids = new ArrayList<>(LongStream.range(1_000_000, 1_030_000).boxed().toList());
        ids.add(contract);
        ids.addAll(company);
        var before = db.fetchCount(NOTICE);

        var began = System.nanoTime();
        Actor.job("charging.run")
                .run(() -> transactions.executeWithoutResult(
                        _ -> events.publishEvent(new ContractsBlocked(ids, BlockReason.DEBT, false))));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(db.fetchCount(NOTICE) - before).isEqualTo(1);
        assertThat(kinds(one)).containsExactly("contract_blocked");
        assertThat(kinds(all)).isEmpty();
    }

    @Test
    void whatNobodyCouldPlaceIsToldToThoseWhoDecide() {
        var decides = person("supervisor");
        var doesNot = person("operator");
        Actor.job("gateway")
                .run(() -> transactions.executeWithoutResult(
                        _ -> events.publishEvent(new ReviewOpened(1_000_000_007L, ReviewReason.ACCOUNT))));
        assertThat(kinds(decides)).containsExactly("gateway_review");
        assertThat(kinds(doesNot)).isEmpty();

        // whoever may no longer see the thing does not hear of it any more
        Actor.job("tests")
                .run(() -> users.update(
                        decides.id(),
                        known ->
                                new Particulars(known.username(), known.fullName(), known.email(), Role.OPERATOR, true),
                        null));
        // an account behind a token is known for half a minute
        clock.forward(Duration.ofSeconds(31));
        assertThat(kinds(decides)).isEmpty();
        assertThat(decides.browser().get("/").body()).contains("новых нет");
    }

    @Test
    void whatDidNotFitIsNoNewsLater() {
        var me = person("operator");
        for (var i = 0; i < 5; i++) {
            var contract = samples.active();
            transactions.execute(_ -> rows.tell(
                    NoticeKind.CONTRACT_BLOCKED,
                    NoticeSubject.CONTRACT,
                    contract,
                    "debt",
                    NoticeRepository.users(List.of(me.id())),
                    clock.instant()));
        }
        var actor = new Actor(me.id(), me.username(), "operator", Set.of("contracts.view"), null, null);
        var visitor = new Visitor(actor, "", Language.RU, "system", null);
        var glance = new Glance(false, false, null, false, false);
        var told = new Told(0);
        assertThat(String.valueOf(news.html(visitor, glance, told)).split("data-toast", -1))
                .hasSize(4);
        assertThat(String.valueOf(news.html(visitor, glance, told))).doesNotContain("data-toast");
    }

    @Test
    void whoIsToldIsWhoGotARow() {
        var two = List.of(person("operator").id(), person("operator").id());
        var told = transactions.execute(_ -> rows.tell(
                NoticeKind.CONTRACT_BLOCKED,
                NoticeSubject.CONTRACT,
                1,
                "debt",
                NoticeRepository.users(two),
                clock.instant()));
        var nobody = transactions.execute(_ -> rows.tell(
                NoticeKind.CONTRACT_BLOCKED,
                NoticeSubject.CONTRACT,
                1,
                "debt",
                NoticeRepository.users(List.of(-1L)),
                clock.instant()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(two);
        assertThat(nobody).isEmpty();
        assertThat(transactions.<Set<Long>>execute(_ -> rows.takeBack(NoticeSubject.TICKET, -1, null)))
                .isEmpty();

        // whatever was written last, with nobody late there is an end
        transactions.executeWithoutResult(_ -> {
            rows.tellOverdue(clock.instant(), 1_000);
            rows.tell(
                    NoticeKind.CONTRACT_BLOCKED,
                    NoticeSubject.CONTRACT,
                    1,
                    "debt",
                    NoticeRepository.users(two),
                    clock.instant());
            assertThat(rows.tellOverdue(clock.instant(), 1_000)).isEmpty();
        });
    }

    @Test
    void everybodyChoosesWhatToHear() {
        var me = person("operator");
        var page = me.browser().get("/notices").body();
        assertThat(page).contains("Обращение назначено мне").doesNotContain("Спорный онлайн-платёж");
        var wanted = Map.of("ticket_changed", "true", "gateway_review", "true");
        assertThat(me.browser().post("/notices/choices", wanted).status()).isEqualTo(303);

        assign(ticket(), me);
        assertThat(kinds(me)).isEmpty();
        var all = Map.of("ticket_changed", "true", "ticket_assigned", "true");
        me.browser().post("/notices/choices", all);
        assign(ticket(), me);
        assertThat(kinds(me)).containsExactly("ticket_assigned");
    }

    @Test
    void programsChooseWhatToHear() {
        var me = person("operator");
        var token = http.signIn(me.username());
        var choices = "/api/notices/choices/";
        assertThat(http.api("GET", choices, token, null).body())
                .contains("\"available\":[\"ticket_assigned\",")
                .contains("\"wanted\":[\"ticket_assigned\",");

        var chosen = http.api("PATCH", choices, token, Map.of("wanted", List.of("ticket_changed", "ticket_overdue")));
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.body()).contains("\"wanted\":[\"ticket_changed\",\"ticket_overdue\"]");
        assign(ticket(), me);
        assertThat(kinds(me)).isEmpty();
        assertThat(http.api("PATCH", choices, token, Map.of()).json()).isEqualTo(chosen.json());

        for (var wrong :
                List.<Object>of(List.of("gateway_review"), List.of("nonsense"), List.of(1), "ticket_changed")) {
            var refused = http.api("PATCH", choices, token, Map.of("wanted", wrong));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().has("wanted")).isTrue();
        }
        assertThat(http.api("GET", choices, token, null).json()).isEqualTo(chosen.json());
    }

    @Test
    void theBellAndThePageShowThemAndTheyAreReadInOneGo() {
        var me = person("operator");
        assertThat(me.browser().get("/notices").body()).contains("Уведомлений ещё не было", "новых нет");
        var first = ticket();
        assign(first, me);
        clock.forward(Duration.ofDays(2));
        var me2 = again(me);
        assign(ticket(), me);

        var page = me2.get("/notices").body();
        assertThat(page.split("notices-day", -1)).hasSize(3);
        assertThat(page).contains("is-unread", "href=\"/tickets/" + first + "\"", "2 непрочитанных");
        var latest = me2.get("/notices/latest", "HX-Request", "true").body();
        assertThat(latest).contains(given(first), "Прочитать все").doesNotContain("<html");
        var newest = latest.replaceFirst("(?s).*name=\"newest\" value=\"(\\d+)\".*", "$1");
        var late = ticket();
        assign(late, me);

        assertThat(me2.post("/notices/read", Map.of("newest", newest), "HX-Request", "true")
                        .body())
                .contains(given(late));
        // what came since stays unread
        assertThat(unread(me)).isEqualTo(1);
        assertThat(me2.get("/notices?unread=true").body()).contains(given(late)).doesNotContain(given(first));
        var id = db.select(org.jooq.impl.DSL.max(NOTICE.ID))
                .from(NOTICE)
                .where(NOTICE.USER_ID.eq(me.id()))
                .fetchSingle()
                .value1();
        assertThat(me2.post("/notices/" + id + "/read", Map.of()).status()).isEqualTo(303);
        assertThat(me2.get("/notices?unread=true").body()).contains("Новых нет");
        assertThat(me2.post("/notices/read", Map.of("newest", "x")).status()).isEqualTo(303);
    }

    @Test
    void programsReadTheirOwnAndNobodyElses() {
        var me = person("operator");
        var other = person("operator");
        var ids = new ArrayList<Long>();
        for (var i = 0; i < 3; i++) {
            var ticket = ticket();
            assign(ticket, me);
            ids.add(ticket);
        }
        var token = http.signIn(me.username());
        var list = http.api("GET", "/api/notices/?page_size=2&is_read=false", token, null)
                .json();
        assertThat(list.get("count").asLong()).isEqualTo(3);
        assertThat(list.get("next").asString()).contains("page=2");
        var newest = list.at("/results/0");
        assertThat(newest.get("kind").asString()).isEqualTo("ticket_assigned");
        assertThat(newest.at("/object/id").asLong()).isEqualTo(ids.getLast());
        assertThat(newest.get("text").asString()).endsWith(" was given to you");
        assertThat(newest.get("caused_by").isNull()).isTrue();
        assertThat(http.api("GET", "/api/notices/?ordering=id", token, null)
                        .json()
                        .at("/results/0/object/id")
                        .asLong())
                .isEqualTo(ids.getFirst());
        var one = "/api/notices/" + newest.get("id").asLong() + "/";
        assertThat(http.api("GET", one, token, null, "Accept-Language", "ru")
                        .json()
                        .get("text")
                        .asString())
                .startsWith("Вам назначено");

        var stranger = http.signIn(other.username());
        assertThat(http.api("GET", one, stranger, null).status()).isEqualTo(404);
        assertThat(http.api("POST", one + "read/", stranger, null).status()).isEqualTo(404);
        assertThat(unread(me)).isEqualTo(3);

        var read = http.api("POST", one + "read/", token, null);
        assertThat(read.json().get("read_at").isNull()).isFalse();
        assertThat(http.api("POST", one + "read/", token, null).json()).isEqualTo(read.json());
        assertThat(http.api("GET", "/api/notices/?kind=payment_received", token, null)
                        .json()
                        .get("count")
                        .asLong())
                .isZero();
        assertThat(http.api("GET", "/api/notices/?kind=nonsense", token, null).status())
                .isEqualTo(400);
        assertThat(http.api("POST", "/api/notices/read/", token, Map.of("newest", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(http.api("POST", "/api/notices/read/", token, Map.of())
                        .json()
                        .get("unread")
                        .asLong())
                .isZero();
    }

    @Test
    void theOldAreForgotten() {
        var me = person("operator");
        assign(ticket(), me);
        clock.forward(Duration.ofDays(60));
        assign(ticket(), me);
        clock.forward(Duration.ofDays(31));
        jobs.forget();
        assertThat(kinds(me)).hasSize(1);
        clock.forward(Duration.ofDays(60));
        jobs.forget();
        assertThat(kinds(me)).isEmpty();
    }

    private record Person(long id, String username, Browser browser) {}

    private Person person(String role) {
        var username = "notice-" + Keys.random(6).toLowerCase(Locale.ROOT);
        var user = http.newUser(role, username);
        var person = new Person(user.id(), username, http.stranger());
        assertThat(person.browser().signIn(username, Http.PASSWORD).status()).isEqualTo(303);
        return person;
    }

    /** The session that turning the clock ended begins anew. */
    private Browser again(Person person) {
        var browser = http.stranger();
        assertThat(browser.signIn(person.username(), Http.PASSWORD).status()).isEqualTo(303);
        return browser;
    }

    private long ticket() {
        var answer = http.api(
                "POST",
                "/api/tickets/",
                http.token("operator"),
                Map.of("customer", samples.customer(), "subject", "Нет интернета", "description", "Со вчера."));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    private void assign(long ticket, Person to) {
        Actor.job("tests").run(() -> tickets.assign(ticket, null, to.id()));
    }

    private void say(Person who, long ticket, String text) {
        as(who, () -> tickets.comment(ticket, null, text, false, List.of(), null));
    }

    private void move(Person who, long ticket, String to) {
        as(who, () -> tickets.move(ticket, null, TicketStatus.of(to)));
    }

    private static void as(Person who, Runnable work) {
        new Actor(who.id(), who.username(), "operator", Set.of("tickets.view", "tickets.edit"), null, null).run(work);
    }

    private List<String> kinds(Person person) {
        var kinds = new ArrayList<String>();
        http.api("GET", "/api/notices/", http.signIn(person.username()), null)
                .json()
                .get("results")
                .forEach(notice -> kinds.add(notice.get("kind").asString()));
        return kinds;
    }

    private List<String> texts(Person person) {
        var list = http.api("GET", "/api/notices/", http.signIn(person.username()), null, "Accept-Language", "ru")
                .json();
        var texts = new ArrayList<String>();
        list.get("results").forEach(notice -> texts.add(notice.get("text").asString()));
        return texts;
    }

    private long unread(Person person) {
        return db.fetchCount(NOTICE, NOTICE.USER_ID.eq(person.id()), NOTICE.READ_AT.isNull());
    }

    private String given(long ticket) {
        return "Вам назначено обращение " + number(ticket);
    }

    private String number(long ticket) {
        return "№\u00a0"
                + http.api("GET", "/api/tickets/" + ticket + "/", http.token("operator"), null)
                        .json()
                        .get("number")
                        .asString();
    }

    private String contractNumber(long contract) {
        return http.api("GET", "/api/contracts/" + contract + "/", http.token("operator"), null)
                .json()
                .get("number")
                .asString();
    }
}
