package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Browser;
import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class TicketPagesTest {

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    DSLContext db;

    @Autowired
    TurnableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void takesInATicketAndShowsItsCard() {
        var operator = http.browser("operator");
        var customer = SampleTickets.customer(http);
        assertThat(operator.get("/tickets/new?customer=" + customer).body())
                .contains("value=\"" + customer + "\"", "Недовольный Пётр");

        var answer = operator.post("/tickets", form(customer));

        assertThat(answer.status()).isEqualTo(303);
        var card = operator.get(answer.header("Location")).body();
        assertThat(card)
                .contains("· Нет &lt;интернета&gt;", "Недовольный Пётр", "Новое", "Обычный", "Ответить: ")
                .contains("Взять в работу", "Ответить и решить", "Обращение создано")
                .doesNotContain("<интернета>");
    }

    @Test
    void aRefusedFormSaysWhatIsWrongAndKeepsWhatWasTyped() {
        var form = new HashMap<>(form(0));
        form.put("customer", "");
        form.put("subject", " ");

        var answer = http.browser("employee").post("/tickets", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("href=\"#customer_text\">Выберите абонента", "href=\"#subject\">Напишите тему", "Со вчера.");
    }

    @Test
    void answersAndResolvesAtOnceAndTakesItBack() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var operator = http.browser("operator");

        var answer = operator.post(
                "/tickets/" + id + "/comments",
                Map.of("text", "Всё <b>починили</b>", "is_internal", "false", "then", "resolved", "version", "1"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(status(id)).isEqualTo(TicketStatus.RESOLVED);
        var card = operator.get("/tickets/" + id).body();
        assertThat(card)
                .contains("Всё &lt;b&gt;починили&lt;/b&gt;", "Ответ абоненту", "said-public", "Вернуть в работу")
                .contains("Обращение решено", "/tickets/" + id + "/status/in_progress/3");
        assertThat(operator.post("/tickets/" + id + "/status/in_progress/3", Map.of())
                        .status())
                .isEqualTo(303);
        assertThat(status(id)).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(operator.post("/tickets/" + id + "/status/waiting/3", Map.of())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void notesAmongOurselvesAreToldApartInWords() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var employee = http.browser("employee");
        employee.post("/tickets/" + id + "/comments", Map.of("text", "Между нами", "is_internal", "true"));

        assertThat(employee.get("/tickets/" + id).body())
                .contains("said-internal", "Внутренняя заметка", "Между нами")
                .doesNotContain("Назначить себе");
        var blank = employee.post("/tickets/" + id + "/comments", Map.of("text", " ", "is_internal", "false"));
        assertThat(blank.status()).isEqualTo(422);
        assertThat(blank.body()).contains("href=\"#text\"");
    }

    @Test
    void whoeverComesSecondSeesWhoChangedIt() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        http.browser("supervisor")
                .post(
                        "/tickets/" + id + "/assignee",
                        Map.of("version", "1", "assigned_to", Long.toString(http.userId("supervisor"))));
        var operator = http.browser("operator");

        var answer = operator.post(
                "/tickets/" + id + "/comments",
                Map.of("text", "Мой ответ", "is_internal", "false", "then", "waiting", "version", "1"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("изменил пользователь Тестов Тест " + http.username("supervisor"), "«В работе»", "Мой ответ");
        assertThat(db.fetchCount(TICKET_COMMENT, TICKET_COMMENT.TICKET_ID.eq(id)))
                .isZero();
        var moved = operator.post("/tickets/" + id + "/status", Map.of("version", "1", "status", "resolved"));
        assertThat(moved.status()).isEqualTo(409);
        assertThat(moved.body()).contains("изменил пользователь Тестов Тест " + http.username("supervisor"));
    }

    @Test
    void anAnswerToATicketThatWasClosedMeanwhileIsNotLost() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        List.of("in_progress", "resolved").forEach(to -> SampleTickets.move(http, id, to));
        http.browser("supervisor").post("/tickets/" + id + "/status", Map.of("version", "3", "status", "closed"));
        var operator = http.browser("operator");
        for (var then : List.of("", "resolved")) {
            var answer = operator.post(
                    "/tickets/" + id + "/comments",
                    Map.of("text", "Мой <ответ>", "is_internal", "false", "then", then, "version", "3"));

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("обращение закрыл пользователь Тестов Тест " + http.username("supervisor"))
                    .contains("data-copy=\"Мой &lt;ответ");
            var form = operator.post("/tickets/new", Browser.fields(answer.body(), "unsaid"));
            assertThat(form.status()).isEqualTo(200);
            assertThat(fields(form.body()))
                    .containsEntry("previous", Long.toString(id))
                    .containsEntry("subject", "Нет интернета")
                    .containsEntry("description", "Мой <ответ>");
        }
    }

    @Test
    void givesItToSomebodyAndBack() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var operator = http.browser("operator");
        var me = Long.toString(http.userId("operator"));

        var answer = operator.post("/tickets/" + id + "/assignee", Map.of("version", "1", "assigned_to", me));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(operator.get("/tickets/" + id).body())
                .contains("Исполнитель назначен", "/tickets/" + id + "/assignee/0/2");
        assertThat(operator.get("/tickets?queue=mine&sort=-created").body()).contains("№ " + id + "<");
        assertThat(operator.post("/tickets/" + id + "/assignee/0/2", Map.of()).status())
                .isEqualTo(303);
        assertThat(operator.get("/tickets/" + id).body()).contains("Исполнитель снят, обращение осталось в работе");
        assertThat(operator.get("/tickets?queue=unassigned&sort=-created&size=100")
                        .body())
                .contains("№ " + id + "<");
        assertThat(http.browser("employee")
                        .post("/tickets/" + id + "/assignee", Map.of("assigned_to", me))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatSomebodyChangedSinceIsNotUndone() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var operator = http.browser("operator");
        var me = Long.toString(http.userId("operator"));
        var supervisor = http.browser("supervisor");
        var them = Long.toString(http.userId("supervisor"));
        operator.post("/tickets/" + id + "/assignee", Map.of("version", "1", "assigned_to", me));
        supervisor.post("/tickets/" + id + "/assignee", Map.of("version", "2", "assigned_to", them));

        var late = operator.post("/tickets/" + id + "/assignee/0/2", Map.of());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body())
                .contains("Отменить уже нельзя", "изменил пользователь Тестов Тест " + http.username("supervisor"));
        assertThat(db.fetchSingle(TICKET, TICKET.ID.eq(id)).getAssignedToId()).isEqualTo(http.userId("supervisor"));
        assertThat(supervisor.get("/tickets/" + id).body()).contains("/tickets/" + id + "/assignee/" + me + "/3");
        assertThat(supervisor
                        .post("/tickets/" + id + "/assignee/" + me + "/3", Map.of())
                        .status())
                .isEqualTo(303);
        assertThat(db.fetchSingle(TICKET, TICKET.ID.eq(id)).getAssignedToId()).isEqualTo(http.userId("operator"));
    }

    @Test
    void lateOnesStandOutInTheQueueOfTheSupervisor() {
        var sent = SampleTickets.ticket(SampleTickets.customer(http));
        sent.put("priority", "urgent");
        var id = SampleTickets.create(http, sent);
        clock.forward(Duration.ofMinutes(125));

        var list = http.browser("supervisor").get("/tickets").body();

        assertThat(list).contains("aria-current=\"page\">Просроченные");
        assertThat(http.browser("supervisor")
                        .get("/tickets?queue=overdue&q=" + id)
                        .body())
                .contains("№ " + id + "<", "Просрочено на 1 ч 5 мин");
        assertThat(http.browser("operator").get("/tickets").body()).contains("aria-current=\"page\">Мои");
        assertThat(http.browser("operator")
                        .get("/tickets?queue=zzz&sort=zzz&size=7&at=zzz&assignee=x")
                        .status())
                .isEqualTo(200);
    }

    /** What is due next may be the answer or the solution; where we wait for the customer, nothing is. */
    @Test
    void theQueueStandsInTheOrderOfTheTimeLeft() {
        var name = "Очередной" + letters();
        var customer = SampleTickets.customer(http, name);
        var low = create(customer, "low");
        var urgent = create(customer, "urgent");
        var high = create(customer, "high");
        http.browser("operator")
                .post(
                        "/tickets/" + urgent + "/comments",
                        Map.of("text", "Смотрим", "is_internal", "false", "version", "1"));
        var waiting = new ArrayList<Long>();
        for (var i = 0; i < 25; i++) {
            var id = create(customer, "normal");
            SampleTickets.move(http, id, "in_progress");
            SampleTickets.move(http, id, "waiting");
            waiting.add(id);
        }
        var address = "/tickets?queue=open&q=" + name + "&sort=";

        var first = http.browser("operator").get(address + "due").body();
        var next = http.browser("operator").get(link(first, "next")).body();

        assertThat(listed(first)).startsWith(high, urgent, low, waiting.getFirst());
        assertThat(Stream.concat(listed(first).stream(), listed(next).stream()))
                .hasSize(28)
                .endsWith(waiting.toArray(Long[]::new));
        assertThat(listed(http.browser("operator").get(link(next, "prev")).body()))
                .isEqualTo(listed(first));
        var turned = http.browser("operator").get(address + "-due").body();
        assertThat(listed(http.browser("operator").get(link(turned, "next")).body()))
                .isEqualTo(List.of(low, urgent, high));
        clock.forward(Duration.ofHours(30));
        assertThat(listed(http.browser("supervisor")
                        .get("/tickets?queue=overdue&q=" + name)
                        .body()))
                .isEqualTo(List.of(high, urgent, low));
    }

    private long create(long customer, String priority) {
        var sent = SampleTickets.ticket(customer);
        sent.put("priority", priority);
        return SampleTickets.create(http, sent);
    }

    private static String letters() {
        return new Random().ints(8, 'а', 'я').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String link(String page, String rel) {
        var found = Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).as(rel).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private static List<Long> listed(String page) {
        return Pattern.compile("class=\"link\" href=\"/tickets/([0-9]+)\"")
                .matcher(page)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void whoeverSavesSecondChoosesFieldByField() {
        var customer = SampleTickets.customer(http);
        var other = SampleTickets.customer(http);
        var id = SampleTickets.create(http, SampleTickets.ticket(customer));
        var operator = http.browser("operator");
        var form = opened(operator, id);
        var theirs = new HashMap<>(form);
        theirs.put("subject", "Тема супервизора");
        theirs.put("description", "Описание супервизора");
        theirs.put("customer", Long.toString(other));
        theirs.put("priority", "urgent");
        assertThat(http.browser("supervisor").post("/tickets/" + id, theirs).status())
                .isEqualTo(303);

        var mine = new HashMap<>(form);
        mine.put("subject", "Тема оператора");
        mine.put("priority", "high");
        var answer = operator.post("/tickets/" + id, mine);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("Пока вы редактировали", "Тестов Тест " + http.username("supervisor"))
                .contains("Тема оператора", "Тема супервизора", "Срочный", "name=\"version\" value=\"2\"");
        var chosen = new HashMap<>(fields(answer.body()));
        assertThat(chosen).containsEntry("customer", Long.toString(other)).containsEntry("subject", "Тема оператора");
        chosen.put("choose_subject", "theirs");
        chosen.put("choose_description", "mine");
        chosen.put("choose_priority", "mine");
        chosen.put("choose_customer", "theirs");
        assertThat(operator.post("/tickets/" + id, chosen).status()).isEqualTo(303);
        var saved = db.selectFrom(TICKET).where(TICKET.ID.eq(id)).fetchSingle();
        assertThat(saved.getSubject()).isEqualTo("Тема супервизора");
        assertThat(saved.getDescription()).isEqualTo("Со вчера.");
        assertThat(saved.getPriority().code()).isEqualTo("high");
        assertThat(saved.getCustomerId()).isEqualTo(other);
    }

    @Test
    void aFormOpenWhileTheCustomerIsMergedIsNotSavedOver() {
        var survivor = SampleTickets.customer(http);
        var other = SampleTickets.customer(http);
        var id = SampleTickets.create(http, SampleTickets.ticket(other));
        var operator = http.browser("operator");
        var form = opened(operator, id);
        var merged = http.api(
                "POST", "/api/customers/" + survivor + "/merge/", http.token("supervisor"), Map.of("other", other));
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);

        form.put("subject", "Тема оператора");
        var answer = operator.post("/tickets/" + id, form);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Тестов Тест " + http.username("supervisor"));
        var again = fields(answer.body());
        assertThat(again).containsEntry("customer", Long.toString(survivor)).containsEntry("subject", "Тема оператора");
        assertThat(operator.post("/tickets/" + id, again).status()).isEqualTo(303);
        assertThat(db.select(TICKET.CUSTOMER_ID)
                        .from(TICKET)
                        .where(TICKET.ID.eq(id))
                        .fetchSingle(TICKET.CUSTOMER_ID))
                .isEqualTo(survivor);
    }

    @Test
    void aCustomerMergedBeforeTheTicketIsSentIsExchanged() {
        var survivor = SampleTickets.customer(http);
        var gone = SampleTickets.customer(http);
        var operator = http.browser("operator");
        var form = new HashMap<>(form(gone));
        form.put("subject", "Нет связи");
        form.put("description", "Долго рассказывал.");
        var merged = http.api(
                "POST", "/api/customers/" + survivor + "/merge/", http.token("supervisor"), Map.of("other", gone));
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);

        var answer = operator.post("/tickets", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("объединили с другой", "Долго рассказывал.");
        var again = fields(answer.body());
        assertThat(again).containsEntry("customer", Long.toString(survivor));
        assertThat(operator.post("/tickets", again).status()).isEqualTo(303);
        assertThat(fields(operator.get("/tickets/new?customer=" + gone).body()))
                .containsEntry("customer", Long.toString(survivor));
    }

    @Test
    void whoMayNotSeeCustomersIsToldThatTheyCantBeSearched() {
        var samples = new SampleContracts(db, transactions, contracts);
        var customer = SampleTickets.customer(http);
        var sent = SampleTickets.ticket(customer);
        sent.put("contract", samples.draft(customer));
        var id = SampleTickets.create(http, sent);
        var employee = http.browser("employee");
        assertThat(employee.get("/tickets/" + id).body()).contains("href=\"/customers/", "href=\"/contracts/");
        try {
            setView(false);
            assertThat(employee.get("/tickets/" + id).body())
                    .contains("Недовольный Пётр")
                    .doesNotContain("href=\"/customers/" + customer + "\"", "href=\"/contracts/");
            assertThat(employee.get("/tickets?queue=all&q=" + id).body())
                    .contains("№ " + id + "<", "Недовольный Пётр")
                    .doesNotContain("href=\"/customers/");
            assertThat(employee.get("/customers/options").status()).isEqualTo(403);
            assertThat(employee.get("/tickets").body()).doesNotContain("Новое обращение");
            assertThat(employee.get("/tickets/new?customer=" + customer).body())
                    .contains("Искать здесь нельзя", "Просматривать абонентов")
                    .doesNotContain("/customers/options", "Недовольный Пётр");

            var form = employee.get("/tickets/" + id + "/edit").body();

            assertThat(form).contains("Искать здесь нельзя", "Недовольный Пётр").doesNotContain("/customers/options");
            var fields = fields(form);
            fields.put("subject", "Тема сотрудника");
            assertThat(employee.post("/tickets/" + id, fields).status()).isEqualTo(303);
        } finally {
            setView(true);
        }
        assertThat(employee.get("/tickets/new").body())
                .contains("/customers/options")
                .doesNotContain("Искать здесь");
    }

    /** Whether employees may look at customers and contracts. */
    private void setView(boolean allowed) {
        var role = "/api/roles/employee/";
        var admin = http.token("admin");
        var permissions = new ArrayList<String>();
        http.api("GET", role, admin, null).json().get("permissions").forEach(one -> permissions.add(one.asString()));
        var view = List.of("customers.view", "contracts.view");
        permissions.removeAll(view);
        if (allowed) {
            permissions.addAll(view);
        }
        assertThat(http.api("PATCH", role, admin, Map.of("permissions", permissions))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void filesThatAreTooLargeAreToldSo() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var operator = http.browser("operator");
        for (var megabytes : List.of(11, 17, 70)) {
            var answer = operator.upload(
                    "/tickets/" + id + "/comments",
                    Map.of("text", "Смотрите запись", "is_internal", "false", "then", ""),
                    "files",
                    "запись.png",
                    SampleTickets.png(megabytes << 20));
            assertThat(answer.status()).as(megabytes + " MB").isEqualTo(megabytes < 16 ? 422 : 413);
            assertThat(answer.body())
                    .contains(megabytes < 16 ? "«запись.png» больше 10 МБ" : "Файлы слишком большие")
                    .contains(megabytes < 16 ? "Смотрите запись" : "по одному");
        }
        assertThat(SampleTickets.upload(
                                http,
                                http.token("operator"),
                                id,
                                "запись.png",
                                "image/png",
                                SampleTickets.png(70 << 20))
                        .json()
                        .get("detail")
                        .asString())
                .contains("too large");
    }

    @Test
    void leadsOnToTheNextOfTheListForThoseWhoWishIt() {
        var customer = SampleTickets.customer(http);
        var first = SampleTickets.create(http, SampleTickets.ticket(customer));
        var second = SampleTickets.create(http, SampleTickets.ticket(customer));
        var operator = http.browser("operator");
        var answered = Map.of("text", "Готово.", "is_internal", "false", "then", "resolved");
        var next = "/tickets/" + second;

        assertThat(operator.post("/tickets/" + first + "/comments", with(answered, "next", next))
                        .header("Location"))
                .isEqualTo(next);
        assertThat(operator.post("/tickets/" + first + "/status", Map.of("status", "closed", "next", next))
                        .header("Location"))
                .isEqualTo(next);
        assertThat(operator.post(next + "/comments", with(answered, "next", "//evil.example/tickets/1"))
                        .header("Location"))
                .isEqualTo(next);
    }

    @Test
    void showsWhoElseIsHere() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        http.browser("supervisor").post("/tickets/" + id + "/presence", Map.of());

        assertThat(http.browser("operator")
                        .post("/tickets/" + id + "/presence", Map.of(), "HX-Request", "true")
                        .body())
                .contains("Сейчас здесь: Т. Тестов");
    }

    @Test
    void aCustomerHasTheirTickets() {
        var customer = SampleTickets.customer(http);
        var employee = http.browser("employee");
        assertThat(employee.get("/customers/" + customer + "/tickets").body()).contains("Обращений ещё не было");
        var id = SampleTickets.create(http, SampleTickets.ticket(customer));

        var tab = employee.get("/customers/" + customer + "/tickets", "HX-Request", "true")
                .body();

        assertThat(tab).contains("№ " + id + "<").doesNotContain("<html");
        assertThat(employee.get("/customers/999999999/tickets").status()).isEqualTo(404);
        assertThat(employee.get("/contracts/999999999/tickets").status()).isEqualTo(404);
        assertThat(employee.get("/customers/options?q=Недовольный").body()).contains("role=\"option\"");
    }

    @Test
    void keepsItsHistory() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        SampleTickets.move(http, id, "in_progress");

        assertThat(http.browser("supervisor").get("/tickets/" + id + "/history").body())
                .contains("Обращение создано", "Состояние изменено", "В работе")
                .doesNotContain("Со вчера");
    }

    /** The form of a ticket as the browser shows it. */
    private static Map<String, String> opened(Browser browser, long id) {
        return fields(browser.get("/tickets/" + id + "/edit").body());
    }

    private static Map<String, String> fields(String page) {
        return Browser.fields(page, "ticket");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    private TicketStatus status(long id) {
        return db.select(TICKET.STATUS).from(TICKET).where(TICKET.ID.eq(id)).fetchSingle(TICKET.STATUS);
    }

    private static Map<String, String> form(long customer) {
        return Map.of(
                "customer",
                Long.toString(customer),
                "subject",
                "Нет <интернета>",
                "description",
                "Со вчера.",
                "priority",
                "normal");
    }
}
