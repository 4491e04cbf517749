package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;
import static io.telecomcrmdb.Tables.CONTRACT_TEXT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_ATTACHMENT;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Removing the personal data of somebody who left. */
@IntegrationTest
class AnonymiseTest {

    private static final String PATH = "/api/v1/customers/";
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Instant LONG_AGO = Instant.parse("2020-05-17T09:00:00Z");
    private static final List<String> REMOVED = List.of(
            "middle_name",
            "birth_date",
            "document_type",
            "passport_series",
            "passport_number",
            "passport_issued_by",
            "passport_issued_on",
            "inn",
            "citizenship",
            "representative",
            "address",
            "email",
            "code_word",
            "note");

    @Autowired
    Http http;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Customers customers;

    @Autowired
    TurnableClock clock;

    @Test
    void removesWhoTheyWereAndKeepsIdsDatesAndMoney() {
        var sent = everything();
        var id = former(sent);
        var contract = contractOf(id);
        var created = get(id).json().get("created_at").asString();

        var answer = anonymise(id, "Заявление № 5");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var left = answer.json();
        REMOVED.forEach(field -> assertThat(left.get(field).isNull()).as(field).isTrue());
        assertThat(left.get("full_name").asString()).isEqualTo("Обезличенный абонент");
        assertThat(left.get("id").asLong()).isEqualTo(id);
        assertThat(left.get("created_at").asString()).isEqualTo(created);
        assertThat(left.get("consent_on").asString()).isEqualTo("2019-02-03");
        assertThat(left.get("status").asString()).isEqualTo("former");
        assertThat(left.get("anonymised_at").isNull()).isFalse();
        assertThat(left.get("contracts").get(0).get("id").asLong()).isEqualTo(contract);
        var row = db.selectFrom(CUSTOMER).where(CUSTOMER.ID.eq(id)).fetchSingle();
        for (var field : List.of(
                "last_name",
                "phone",
                "passport_number",
                "passport_issued_by",
                "address",
                "email",
                "code_word",
                "note")) {
            var value = String.valueOf(sent.get(field));
            assertThat(row.toString()).as(field).doesNotContain(value, value.replace("+", ""));
        }
        assertThat(search(String.valueOf(sent.get("phone")))).isZero();
        assertThat(search(String.valueOf(sent.get("last_name")))).isZero();
    }

    @Test
    void removesWhatWasWrittenElsewhere() {
        var sent = everything();
        var id = customer(sent);
        var contract = terminated(id);
        transactions.executeWithoutResult(_ -> {
            var row = db.newRecord(CONTRACT_HISTORY);
            row.setContractId(contract);
            row.setHappenedAt(LONG_AGO);
            row.setActor("operator");
            row.setEvent("created");
            row.setChanges("{\"customer\":[null,\"" + fullName(sent) + "\"],\"number\":[null,\"1\"]}");
            row.setNote("Просил " + sent.get("last_name"));
            row.insert();
        });
        var ticket = closedTicket(id);

        assertThat(anonymise(id, "Заявление").status()).isEqualTo(200);

        var story = db.selectFrom(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract))
                .fetchSingle();
        assertThat(story.getChanges())
                .contains("Обезличенный абонент", "number")
                .doesNotContain(fullName(sent));
        assertThat(story.getNote()).isNull();
        assertThat(db.fetchValue(CONTRACT_TEXT.SEARCH_TEXT, CONTRACT_TEXT.CONTRACT_ID.eq(contract)))
                .doesNotContainIgnoringCase(String.valueOf(sent.get("last_name")));
        var row = db.selectFrom(TICKET).where(TICKET.ID.eq(ticket)).fetchSingle();
        assertThat(row.getSubject()).isEqualTo("—");
        assertThat(row.getDescription()).isNull();
        assertThat(row.getSearchText()).doesNotContainIgnoringCase(String.valueOf(sent.get("last_name")));
        assertThat(db.select(TICKET_COMMENT.TEXT)
                        .from(TICKET_COMMENT)
                        .where(TICKET_COMMENT.TICKET_ID.eq(ticket))
                        .fetch(TICKET_COMMENT.TEXT))
                .containsOnly("—");
        assertThat(db.fetchCount(TICKET_ATTACHMENT, TICKET_ATTACHMENT.TICKET_ID.eq(ticket)))
                .isZero();
    }

    /** The log keeps what it wrote, for those who may read the log; a ticket's history is for everybody. */
    @Test
    void theHistoryOfATicketTellsThatSomethingWasSaidButNotWhat() {
        var sent = everything();
        var id = customer(sent);
        terminated(id);
        var operator = http.browser("operator");
        var named = "Просит " + sent.get("last_name");
        var ticket = http.api("POST", "/api/tickets/", http.token("operator"), Map.of("customer", id, "subject", named))
                .json()
                .get("id")
                .asLong();
        var path = "/tickets/" + ticket;
        http.api("PATCH", "/api" + path + "/", http.token("operator"), Map.of("subject", named + " ещё раз"));
        var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
        var file = "паспорт " + sent.get("last_name") + ".png";
        assertThat(operator.upload(path + "/comments", Map.of("text", "Прислал"), "files", file, png)
                        .status())
                .isEqualTo(303);
        var deleted = http.api(
                        "POST", "/api/tickets/", http.token("operator"), Map.of("customer", id, "subject", named))
                .json()
                .get("id")
                .asLong();
        http.api("DELETE", "/api/tickets/" + deleted + "/", http.token("operator"), null);
        for (var status : List.of("in_progress", "resolved", "closed")) {
            assertThat(http.api("POST", "/api" + path + "/status/", http.token("operator"), Map.of("status", status))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(operator.get(path + "/history").body()).contains(named, named + " ещё раз", file);

        assertThat(anonymise(id, "Заявление").status()).isEqualTo(200);

        var told = operator.get(path + "/history").body();
        assertThat(told)
                .contains("Обращение создано", "Тема", "— (изменено)", "Файл", "Закрыто", http.username("operator"))
                .doesNotContain(String.valueOf(sent.get("last_name")));
        assertThat(operator.get("/tickets/" + deleted + "/history").body())
                .contains("Обращение создано")
                .doesNotContain(String.valueOf(sent.get("last_name")));
    }

    @Test
    void theAuditSaysByWhomAndWhyButNotWhatItWas() {
        var sent = everything();
        var id = former(sent);
        anonymise(id, "Заявление № 7");

        var entry = db.selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ACTION.eq("customer.anonymised"), AUDIT_ENTRY.OBJECT_ID.eq(id))
                .fetchSingle();
        assertThat(entry.getUsername()).startsWith("admin");
        assertThat(entry.getChanges()).contains("Заявление № 7", "phone", "last_name", "birth_date", "•••• #");
        for (var field : sent.keySet()) {
            if (!List.of("document_type", "citizenship", "consent_on").contains(field)) {
                assertThat(entry.getChanges()).as(field).doesNotContain("\"" + sent.get(field));
            }
        }
        var tab = http.browser("operator").get("/customers/" + id + "/history").body();
        assertThat(tab).contains("Персональные данные удалены").doesNotContain(String.valueOf(sent.get("last_name")));
    }

    @Test
    void onlyOfThoseWhoLeftAndOweNothing() {
        var fresh = customer(SampleCustomers.person());
        refused(fresh, "customer_not_former");
        var active = customer(SampleCustomers.person());
        SampleContracts.add(db, transactions, active, "active");
        terminated(active);
        refused(active, "customer_not_former");

        var drafting = former(SampleCustomers.person());
        SampleContracts.add(db, transactions, drafting, "draft");
        refused(drafting, "customer_unfinished");

        var owing = former(SampleCustomers.person());
        transactions.executeWithoutResult(_ -> db.update(CONTRACT)
                .set(CONTRACT.BALANCE, new Money(-1))
                .where(CONTRACT.CUSTOMER_ID.eq(owing))
                .execute());
        refused(owing, "customer_unfinished");

        var asking = former(SampleCustomers.person());
        http.api("POST", "/api/tickets/", http.token("operator"), Map.of("customer", asking, "subject", "Вопрос"));
        refused(asking, "customer_unfinished");
    }

    @Test
    void notBeforeThreeYearsHavePassed() {
        var today = LocalDate.now(clock.withZone(MOSCOW));
        var id = former(SampleCustomers.person());
        endedOn(id, today.minusYears(3).plusDays(1));
        refused(id, "customer_kept");
        endedOn(id, today.minusYears(3));

        assertThat(anonymise(id, "Заявление").status()).isEqualTo(200);
    }

    @Test
    void afterwardsNothingIsDoneWithThem() {
        var id = former(SampleCustomers.person());
        anonymise(id, "Заявление");
        var other = customer(SampleCustomers.person());

        refused(id, "customer_anonymised");
        for (var answer : List.of(
                http.api("PATCH", PATH + id + "/", http.token("operator"), Map.of("note", "x")),
                http.api("POST", PATH + id + "/merge/", http.token("supervisor"), Map.of("other", other)),
                http.api("POST", PATH + other + "/merge/", http.token("supervisor"), Map.of("other", id)),
                http.api("POST", "/api/tickets/", http.token("operator"), Map.of("customer", id, "subject", "x")))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(answer.json().get("code").asString()).isEqualTo("customer_anonymised");
        }
        var browser = http.browser("admin");
        assertThat(browser.get("/customers/" + id + "/edit").status()).isEqualTo(409);
        assertThat(browser.get("/customers/" + id).body())
                .contains("Обезличен")
                .doesNotContain("/edit\"", "000 000-00-00", "/contracts/new?customer=");
        // two of them have nothing in common
        var second = former(SampleCustomers.person());
        anonymise(second, "Заявление");
        assertThat(browser.get("/customers/" + second).body()).doesNotContain("id=\"alike\"");
    }

    @Test
    void aCompanyKeepsItsNameAndNumbers() {
        var sent = SampleCustomers.company();
        sent.put("contact_person", "Контактова Анна");
        var id = former(sent);

        var left = anonymise(id, "Заявление").json();

        assertThat(left.get("full_name").asString()).isEqualTo(sent.get("company_name"));
        assertThat(left.get("inn").asString()).isEqualTo(sent.get("inn"));
        assertThat(left.get("contact_person").isNull()).isTrue();
        assertThat(left.get("phone").asString()).isNotEqualTo(sent.get("phone"));
    }

    @Test
    void thePageAsksForTheGrounds() {
        var id = former(everything());
        var admin = http.browser("admin");
        assertThat(admin.get("/customers/" + id).body()).contains("id=\"anonymise\"");
        assertThat(http.browser("supervisor").get("/customers/" + id).body()).doesNotContain("id=\"anonymise\"");

        var again = admin.post("/customers/" + id + "/anonymisation", Map.of("reason", " "));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("reason-error", "data-open");
        assertThat(get(id).json().get("anonymised_at").isNull()).isTrue();

        var done = admin.post("/customers/" + id + "/anonymisation", Map.of("reason", "Заявление", "version", "1"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(admin.get("/customers/" + id).body()).contains("Персональные данные удалены");
    }

    @Test
    void aSeenVersionAndAReasonAreChecked() {
        var id = former(SampleCustomers.person());
        assertThat(http.api("POST", PATH + id + "/anonymise/", http.token("admin"), Map.of("reason", "x", "version", 7))
                        .status())
                .isEqualTo(412);
        assertThat(http.api("POST", PATH + id + "/anonymise/", http.token("admin"), Map.of())
                        .json()
                        .propertyNames())
                .containsExactly("reason");
        assertThat(http.api("POST", PATH + "999999999/anonymise/", http.token("admin"), Map.of("reason", "x"))
                        .status())
                .isEqualTo(404);
    }

    private Map<String, Object> everything() {
        var person = SampleCustomers.person();
        person.putAll(Map.of(
                "last_name", "Уходящев" + (char) ('а' + (int) (System.nanoTime() % 30)),
                "middle_name", "Олегович",
                "birth_date", SampleCustomers.birthDate(),
                "passport_series", "4510",
                "passport_number", SampleCustomers.passport(),
                "passport_issued_by", "ОВД Забытого района",
                "passport_issued_on", "2012-03-04",
                "address", "Казань, ул. Ушедшая, 1",
                "code_word", "незабудка"));
        person.putAll(Map.of(
                "email", "gone" + System.nanoTime() + "@example.ru",
                "note", "любит звонить вечером",
                "representative", "Представителев Иван",
                "consent_on", "2019-02-03",
                "citizenship", "RU"));
        return person;
    }

    private static String fullName(Map<String, Object> person) {
        return person.get("last_name") + " " + person.get("first_name") + " " + person.get("middle_name");
    }

    private long customer(Map<String, Object> sent) {
        var answer = http.api("POST", PATH, http.token("operator"), sent);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asLong();
    }

    private long former(Map<String, Object> sent) {
        var id = customer(sent);
        terminated(id);
        return id;
    }

    private long terminated(long customer) {
        var contract = SampleContracts.add(db, transactions, customer, "terminated");
        transactions.executeWithoutResult(_ -> {
            db.update(CONTRACT)
                    .set(CONTRACT.TERMINATED_AT, LONG_AGO)
                    .where(CONTRACT.ID.eq(contract))
                    .execute();
            customers.followContracts(List.of(customer));
        });
        return contract;
    }

    private void endedOn(long customer, LocalDate day) {
        transactions.executeWithoutResult(_ -> db.update(CONTRACT)
                .set(CONTRACT.TERMINATED_AT, day.atTime(23, 30).atZone(MOSCOW).toInstant())
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .execute());
    }

    private long contractOf(long customer) {
        return db.select(CONTRACT.ID)
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .fetchSingle()
                .value1();
    }

    private long closedTicket(long customer) {
        var token = http.token("operator");
        var ticket = http.api(
                        "POST",
                        "/api/tickets/",
                        token,
                        Map.of("customer", customer, "subject", "Мой паспорт", "description", "4510 000001"))
                .json()
                .get("id")
                .asLong();
        var path = "/api/tickets/" + ticket;
        http.api("POST", path + "/comments/", token, Map.of("text", "Записан адрес", "is_internal", true));
        transactions.executeWithoutResult(_ -> {
            var file = db.newRecord(TICKET_ATTACHMENT);
            file.setTicketId(ticket);
            file.setName("паспорт.png");
            file.setMediaType("image/png");
            file.setSize(1L);
            file.setAuthor("operator");
            file.setCreatedAt(LONG_AGO);
            file.insert();
        });
        for (var status : List.of("in_progress", "resolved", "closed")) {
            assertThat(http.api("POST", path + "/status/", token, Map.of("status", status))
                            .status())
                    .isEqualTo(200);
        }
        return ticket;
    }

    private void refused(long id, String code) {
        var answer = anonymise(id, "Заявление");
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().get("code").asString()).isEqualTo(code);
    }

    private Answer anonymise(long id, String reason) {
        return http.api("POST", PATH + id + "/anonymise/", http.token("admin"), Map.of("reason", reason));
    }

    private Answer get(long id) {
        return http.api("GET", PATH + id + "/", http.token("operator"), null);
    }

    private long search(String text) {
        return http.api("GET", PATH + "?search=" + Http.encode(text), http.token("operator"), null)
                .json()
                .get("count")
                .asLong();
    }
}
