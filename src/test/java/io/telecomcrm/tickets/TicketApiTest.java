package io.telecomcrm.tickets;

import static io.telecomcrm.tickets.SampleTickets.PATH;
import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.Http.Answer;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.contracts.Contracts;
import io.telecomcrm.contracts.SampleContracts;
import io.telecomcrm.kernel.Actor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@IntegrationTest
class TicketApiTest {

    @Autowired
    Http http;

    @Autowired
    Tickets tickets;

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
    void takesInATicketAndAnswersTheWholeOfIt() {
        var customer = SampleTickets.customer(http);
        var sent = SampleTickets.ticket(customer);
        sent.put("priority", "high");

        var answer = api("POST", "", sent);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var ticket = answer.json();
        assertThat(ticket.propertyNames())
                .startsWith(
                        "id",
                        "number",
                        "subject",
                        "description",
                        "status",
                        "priority",
                        "customer",
                        "contract",
                        "assigned_to",
                        "created_at",
                        "first_response_due_at",
                        "due_at",
                        "is_overdue",
                        "closed_at",
                        "previous",
                        "version",
                        "comments");
        assertThat(ticket.get("number").asString()).isEqualTo(ticket.get("id").asString());
        assertThat(ticket.get("status").asString()).isEqualTo("new");
        assertThat(ticket.at("/customer/id").asLong()).isEqualTo(customer);
        assertThat(ticket.at("/customer/full_name").asString()).isEqualTo("Недовольный Пётр");
        var created = at(ticket, "created_at");
        assertThat(at(ticket, "first_response_due_at")).isEqualTo(created.plus(4, ChronoUnit.HOURS));
        assertThat(at(ticket, "due_at")).isEqualTo(created.plus(24, ChronoUnit.HOURS));
        assertThat(ticket.get("is_overdue").asBoolean()).isFalse();
        assertThat(audited(ticket.get("id").asLong())).containsExactly("ticket.created");
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThat(api("POST", "", Map.of()).json().propertyNames()).containsExactlyInAnyOrder("customer", "subject");
        var customer = SampleTickets.customer(http);
        var wrong = new HashMap<String, Object>(Map.of(
                "customer_id",
                customer,
                "contract",
                999_999_999L,
                "subject",
                "x".repeat(201),
                "priority",
                "fast",
                "previous",
                "abc"));

        var errors = api("POST", "", wrong).json();

        assertThat(errors.propertyNames()).containsExactlyInAnyOrder("contract", "subject", "priority", "previous");
        assertThat(errors.at("/contract/0").asString()).isEqualTo("Invalid pk \"999999999\" - object does not exist.");
        assertThat(errors.at("/priority/0").asString()).isEqualTo("\"fast\" is not a valid choice.");
        for (var subject : Map.of(
                        "\u00a0", "This field may not be blank.", "Нет\nсети", "Ensure this field is one line.")
                .entrySet()) {
            assertThat(api("POST", "", Map.of("customer", customer, "subject", subject.getKey()))
                            .json()
                            .at("/subject/0")
                            .asString())
                    .isEqualTo(subject.getValue());
        }
        wrong = new HashMap<>(SampleTickets.ticket(999_999_999L));
        assertThat(api("POST", "", wrong).json().at("/customer/0").asString()).contains("object does not exist");
    }

    @Test
    void namesWhatIsNoOther() {
        for (var wrong : List.of("abc", true, List.of(1))) {
            for (var field : List.of("customer", "customer_id", "contract", "assigned_to", "previous")) {
                var sent = new HashMap<String, Object>(SampleTickets.ticket(SampleTickets.customer(http)));
                if (field.startsWith("customer")) {
                    sent.remove("customer");
                }
                sent.put(field, wrong);
                var errors = api("POST", "", sent).json();
                assertThat(errors.propertyNames()).containsExactly(field);
                assertThat(errors.get(field).toString()).contains("Incorrect type. Expected pk value, received ");
            }
        }
        assertThat(api("POST", "", Map.of("subject", "x", "customer", "99999999999999999999"))
                        .json()
                        .at("/customer/0")
                        .asString())
                .isEqualTo("Invalid pk \"99999999999999999999\" - object does not exist.");
        for (var filter : List.of("customer", "contract", "assigned_to", "previous")) {
            for (var value : List.of("abc", "1.5", "999999999")) {
                var refused = http.api("GET", PATH + "?" + filter + "=" + value, http.token("operator"), null);
                assertThat(refused.status()).as(filter + value).isEqualTo(400);
                assertThat(refused.json().get(filter).toString())
                        .isEqualTo("[\"Select a valid choice. That choice is not one of the available choices.\"]");
            }
        }
    }

    @Test
    void aPriorityIsNeverNothing() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var nothing = new HashMap<String, Object>();
        nothing.put("priority", null);
        assertThat(api("PATCH", id + "/", nothing).json().toString())
                .isEqualTo("{\"priority\":[\"This field may not be null.\"]}");
        assertThat(api("PATCH", id + "/", Map.of("priority", "")).json().toString())
                .isEqualTo("{\"priority\":[\"This field may not be blank.\"]}");
        var saidNothing = new HashMap<String, Object>(Map.of("text", "x"));
        saidNothing.put("is_internal", null);
        assertThat(api("POST", id + "/comments/", saidNothing).json().toString())
                .isEqualTo("{\"is_internal\":[\"This field may not be null.\"]}");
        assertThat(api("POST", id + "/comments/", Map.of("text", "я".repeat(10_001)))
                        .json()
                        .toString())
                .isEqualTo("{\"text\":[\"Ensure this field has no more than 10000 characters.\"]}");
    }

    @Test
    void livesThroughAllItsStates() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));

        var refused = SampleTickets.move(http, id, "resolved");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("ticket_move");
        assertThat(refused.json().get("status").asString()).isEqualTo("new");
        assertThat(refused.json().at("/allowed/0").asString()).isEqualTo("in_progress");

        for (var status : List.of("in_progress", "waiting", "in_progress", "resolved", "in_progress", "resolved")) {
            var moved = SampleTickets.move(http, id, status);
            assertThat(moved.status()).as(moved.body()).isEqualTo(200);
            assertThat(moved.json().get("status").asString()).isEqualTo(status);
        }
        var closed = SampleTickets.move(http, id, "closed");
        assertThat(closed.json().get("closed_at").isNull()).isFalse();
        assertThat(closed.json().get("allowed")).isEmpty();
        assertThat(SampleTickets.move(http, id, "in_progress").status()).isEqualTo(409);
        assertThat(api("POST", id + "/comments/", Map.of("text", "Ещё вопрос")).status())
                .isEqualTo(409);
        assertThat(api("PATCH", id + "/", Map.of("subject", "Другая")).status()).isEqualTo(409);
        var kept = api("PATCH", id + "/", Map.of());
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.json()).isEqualTo(closed.json());
        assertThat(api("POST", id + "/assign/", assign("operator")).status()).isEqualTo(409);
        assertThat(audited(id)).hasSize(8);
    }

    @Test
    void goesOnFromAClosedTicketOfTheSameCustomer() {
        var customer = SampleTickets.customer(http);
        var id = SampleTickets.create(http, SampleTickets.ticket(customer));
        var next = SampleTickets.ticket(customer);
        next.put("previous", id);
        assertThat(api("POST", "", next).json().at("/previous/0").asString()).contains("not closed yet");
        List.of("in_progress", "resolved", "closed").forEach(status -> SampleTickets.move(http, id, status));

        var following = api("POST", "", next).json();
        assertThat(following.get("previous").asLong()).isEqualTo(id);

        var stranger = SampleTickets.customer(http);
        var other = SampleTickets.ticket(stranger);
        other.put("previous", id);
        assertThat(api("POST", "", other).json().at("/previous/0").asString()).contains("another customer");
        var path = following.get("id").asLong() + "/";
        assertThat(api("PATCH", path, Map.of("customer", stranger))
                        .json()
                        .at("/customer/0")
                        .asString())
                .contains("No. " + id + ", which belongs to another customer");
        assertThat(api("PATCH", path, Map.of("customer", customer)).json()).isEqualTo(following);
    }

    /** What is written down of it stays true of the day it was written: only what is changed is tried. */
    @Test
    void aContractThatWentToAnotherCustomerStaysNamed() {
        var samples = new SampleContracts(db, transactions, contracts);
        var customer = samples.customer();
        var other = samples.customer();
        var contract = samples.active(customer);
        var sent = SampleTickets.ticket(customer);
        sent.put("contract", contract);
        var id = SampleTickets.create(http, sent);
        var moved = http.api(
                "POST",
                "/api/contracts/" + contract + "/change-customer/",
                http.token("operator"),
                Map.of("customer", other));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);

        assertThat(api("PATCH", id + "/", Map.of()).json().get("version").asLong())
                .isEqualTo(1);
        var changed = api("PATCH", id + "/", Map.of("priority", "high"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().at("/contract/id").asLong()).isEqualTo(contract);
        assertThat(api("PUT", id + "/", Map.of("customer", customer, "subject", "Нет связи"))
                        .json()
                        .at("/contract/id")
                        .asLong())
                .isEqualTo(contract);
        for (var wrong : List.of(
                Map.of("contract", samples.active(other)),
                Map.of("customer", samples.customer(), "contract", contract))) {
            assertThat(api("PATCH", id + "/", wrong).json().at("/contract/0").asString())
                    .isEqualTo("This contract belongs to another customer.");
        }
        List.of("in_progress", "resolved", "closed").forEach(status -> SampleTickets.move(http, id, status));
        assertThat(api("PATCH", id + "/", Map.of("priority", "low"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("ticket_closed");
        assertThat(http.browser("operator").get("/tickets/new?previous=" + id).body())
                .contains("name=\"previous\" value=\"" + id + "\"", "name=\"customer\" value=\"" + customer + "\"")
                .contains("name=\"contract\" value=\"\"");
    }

    @Test
    void aSubjectIsOneLine() {
        var customer = SampleTickets.customer(http);
        for (var broken : List.of("\n", "\r", "\u0085", "\u2028", "\u2029", "\u0007", "\u007f")) {
            var sent = SampleTickets.ticket(customer);
            sent.put("subject", "Нет" + broken + "связи");
            assertThat(api("POST", "", sent).json().at("/subject/0").asString())
                    .isEqualTo("Ensure this field is one line.");
        }
        var sent = SampleTickets.ticket(customer);
        sent.put("subject", "\u00a0Нет\t \u00a0связи 👩‍🔧\u00a0");
        assertThat(api("POST", "", sent).json().get("subject").asString()).isEqualTo("Нет связи 👩‍🔧");
        sent.put("subject", "\u00a0");
        assertThat(api("POST", "", sent).json().at("/subject/0").asString()).contains("may not be blank");
    }

    @Test
    void isGivenToThoseWhoMayWorkOnIt() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));

        var given = api("POST", id + "/assign/", assign("operator")).json();
        assertThat(given.at("/assigned_to/username").asString()).isEqualTo(http.username("operator"));
        assertThat(given.get("status").asString()).isEqualTo("in_progress");
        var again = api("POST", id + "/assign/", assign("operator")).json();
        assertThat(again.get("version").asLong()).isEqualTo(given.get("version").asLong());

        var gone = new HashMap<String, Object>();
        gone.put("assigned_to", null);
        var taken = api("POST", id + "/assign/", gone).json();
        assertThat(taken.get("assigned_to").isNull()).isTrue();
        assertThat(taken.get("status").asString()).isEqualTo("in_progress");

        assertThat(api("POST", id + "/assign/", Map.of()).status()).isEqualTo(400);
        assertThat(api("POST", id + "/assign/", Map.of("assigned_to", 999_999_999L))
                        .status())
                .isEqualTo(400);
        var retired = http.newUser("operator", "gone-" + System.nanoTime());
        http.api("PATCH", "/api/users/" + retired.id() + "/", http.token("admin"), Map.of("is_active", false));
        assertThat(api("POST", id + "/assign/", Map.of("assigned_to", retired.id()))
                        .status())
                .isEqualTo(400);
        var sent = SampleTickets.ticket(SampleTickets.customer(http));
        sent.put("assigned_to", http.userId("operator"));
        assertThat(http.api("POST", PATH, http.token("employee"), sent).status())
                .isEqualTo(403);
        assertThat(api("POST", "", sent).json().get("status").asString()).isEqualTo("in_progress");
    }

    @Test
    void theFirstPublicWordIsTheResponse() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        api("POST", id + "/comments/", Map.of("text", "Между нами", "is_internal", true));
        assertThat(ticket(id).get("first_responded_at").isNull()).isTrue();

        var comment = api("POST", id + "/comments/", Map.of("text", "  Проверяем\nсеть. "))
                .json();
        assertThat(comment.propertyNames())
                .containsExactly("id", "author", "text", "is_internal", "created_at", "attachments");
        assertThat(comment.get("text").asString()).isEqualTo("Проверяем\nсеть.");
        assertThat(comment.get("author").asString()).startsWith("Тестов Тест");
        var responded = ticket(id).get("first_responded_at").asString();
        api("POST", id + "/comments/", Map.of("text", "Ещё"));

        assertThat(ticket(id).get("first_responded_at").asString()).isEqualTo(responded);
        assertThat(ticket(id).get("version").asLong())
                .as("words are no change of it")
                .isEqualTo(1);
        var comments = http.api("GET", PATH + id + "/comments/?page_size=2", http.token("employee"), null)
                .json();
        assertThat(comments.get("count").asLong()).isEqualTo(3);
        assertThat(comments.at("/results/0/text").asString()).isEqualTo("Ещё");
        assertThat(comments.get("next").isNull()).isFalse();
        assertThat(ticket(id).at("/comments/2/text").asString()).isEqualTo("Между нами");
    }

    @Test
    void becomesOverdueOnTheMinuteAcrossPauses() {
        var sent = SampleTickets.ticket(SampleTickets.customer(http));
        sent.put("priority", "urgent");
        var id = SampleTickets.create(http, sent);
        clock.forward(Duration.ofMinutes(59));
        assertOverdue(id, false);
        clock.forward(Duration.ofMinutes(1));
        assertOverdue(id, true);
        api("POST", id + "/comments/", Map.of("text", "Смотрим"));
        assertOverdue(id, false);
        SampleTickets.move(http, id, "in_progress");
        clock.forward(Duration.ofHours(1));
        SampleTickets.move(http, id, "waiting");
        clock.forward(Duration.ofDays(3));
        assertOverdue(id, false);
        SampleTickets.move(http, id, "in_progress");
        clock.forward(Duration.ofMinutes(5 * 60 + 59));
        assertOverdue(id, false);
        clock.forward(Duration.ofMinutes(1));
        assertOverdue(id, true);
        api("PATCH", id + "/", Map.of("priority", "normal"));
        assertOverdue(id, false);
        SampleTickets.move(http, id, "resolved");
        clock.forward(Duration.ofDays(2));
        assertOverdue(id, false);
    }

    @Test
    void closesWhatNobodyDoubtsForThreeDays() throws Exception {
        var silent = resolved();
        var doubted = resolved();
        clock.forward(Duration.ofHours(71));
        api("POST", doubted + "/comments/", Map.of("text", "Абонент перезвонил", "is_internal", true));
        close();
        assertThat(ticket(silent).get("status").asString()).isEqualTo("resolved");
        clock.forward(Duration.ofHours(1));
        close();

        assertThat(ticket(silent).get("status").asString()).isEqualTo("closed");
        assertThat(ticket(doubted).get("status").asString()).isEqualTo("resolved");
        assertThat(SampleTickets.move(http, doubted, "in_progress").status()).isEqualTo(200);
        assertThat(db.select(AUDIT_ENTRY.USERNAME)
                        .from(AUDIT_ENTRY)
                        .where(AUDIT_ENTRY.OBJECT_TYPE.eq("ticket"), AUDIT_ENTRY.OBJECT_ID.eq(silent))
                        .fetch(AUDIT_ENTRY.USERNAME))
                .contains("tickets.close-quiet");
    }

    @Test
    void nodesThatCloseAtOnceCloseEachOnce() throws Exception {
        var silent = new ArrayList<Long>();
        for (var i = 0; i < 12; i++) {
            silent.add(resolved());
        }
        clock.forward(Duration.ofHours(72));
        try (var nodes = Executors.newFixedThreadPool(3)) {
            for (var node : nodes.invokeAll(Collections.nCopies(3, (Callable<Boolean>) () -> {
                close();
                return true;
            }))) {
                node.get();
            }
        }

        for (var id : silent) {
            assertThat(ticket(id).get("version").asLong()).isEqualTo(4);
            assertThat(audited(id)).containsExactly("ticket.created", "ticket.moved", "ticket.moved", "ticket.moved");
        }
        assertThat(count(TicketStatus.CLOSED)).isEqualTo(db.fetchCount(TICKET, TICKET.STATUS.eq(TicketStatus.CLOSED)));
    }

    @Test
    void correctsWhatIsWritten() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var due = at(ticket(id), "due_at");

        var changed = api("PATCH", id + "/", Map.of("priority", "urgent", "description", " ", "status", "closed"))
                .json();

        assertThat(at(changed, "due_at")).isEqualTo(due.minus(64, ChronoUnit.HOURS));
        assertThat(changed.get("description").isNull()).isTrue();
        assertThat(changed.get("status").asString())
                .as("has a command of its own")
                .isEqualTo("new");
        assertThat(changed.get("version").asLong()).isEqualTo(2);
        assertThat(api("PATCH", id + "/", Map.of()).json().get("version").asLong())
                .isEqualTo(2);
        assertThat(api("PUT", id + "/", Map.of("subject", "Другая")).json().has("customer"))
                .isTrue();
        assertThat(api("PATCH", id + "/", Map.of("subject", "Старая", "version", 1))
                        .status())
                .isEqualTo(412);
        assertThat(http.api(
                                "PATCH",
                                PATH + id + "/",
                                http.token("operator"),
                                Map.of("subject", "Новая"),
                                "If-Match",
                                "\"2\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void forgetsOnlyWhatNobodyWorkedOn() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var customer = ticket(id).at("/customer/id").asLong();
        assertThat(http.api("DELETE", "/api/customers/" + customer + "/", http.token("supervisor"), null)
                        .status())
                .isEqualTo(409);
        assertThat(api("DELETE", id + "/", null).status()).isEqualTo(204);
        assertThat(http.api("GET", PATH + id + "/", http.token("operator"), null)
                        .status())
                .isEqualTo(404);
        var said = SampleTickets.create(http, SampleTickets.ticket(customer));
        api("POST", said + "/comments/", Map.of("text", "Слово"));
        var kept = api("DELETE", said + "/", null);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("status").asString()).isEqualTo("new");
        assertThat(kept.json().get("allowed").get(0).asString()).isEqualTo("in_progress");
        var begun = SampleTickets.create(http, SampleTickets.ticket(customer));
        SampleTickets.move(http, begun, "in_progress");
        assertThat(api("DELETE", begun + "/", null).status()).isEqualTo(409);
    }

    @Test
    void filtersSearchesAndOrders() {
        var name = "Ёлкина" + suffix();
        var customer = SampleTickets.customer(http, name);
        var low = SampleTickets.create(http, with(customer, "Счёт", "low"));
        var urgent = SampleTickets.create(http, with(customer, "Роуминг в Казахстане", "urgent"));
        var normal = SampleTickets.create(http, with(customer, "Нет сети", "normal"));
        api("POST", normal + "/assign/", assign("operator"));
        var of = "customer=" + customer + "&";

        assertThat(ids(of + "ordering=priority")).containsExactly(low, normal, urgent);
        assertThat(ids(of + "ordering=-due_at")).containsExactly(low, normal, urgent);
        assertThat(ids(of)).containsExactly(normal, urgent, low);
        assertThat(ids(of + "status=new")).containsExactly(urgent, low);
        assertThat(ids(of + "status__in=in_progress,waiting")).containsExactly(normal);
        assertThat(ids(of + "priority=urgent")).containsExactly(urgent);
        assertThat(ids(of + "priority__in=low,urgent")).containsExactly(urgent, low);
        assertThat(ids(of + "assigned_to=" + http.userId("operator"))).containsExactly(normal);
        assertThat(ids(of + "assigned_to__isnull=true")).containsExactly(urgent, low);
        assertThat(ids(of + "is_open=false")).isEmpty();
        assertThat(ids("number=" + low)).containsExactly(low);
        assertThat(ids(of + "created_after=2999-01-01")).isEmpty();
        assertThat(ids(of + "due_before=2999-01-01&due_after=2020-01-01")).hasSize(3);
        assertThat(ids("search="
                        + Http.encode(name.toLowerCase(java.util.Locale.ROOT).replace('ё', 'е') + " роуминг")))
                .containsExactly(urgent);
        assertThat(ids("search=" + Http.encode(name + " казах"))).containsExactly(urgent);
        clock.forward(Duration.ofMinutes(61));
        assertThat(ids(of + "is_overdue=true")).containsExactly(urgent);
        assertThat(ids(of + "is_overdue=false")).containsExactly(normal, low);
        assertThat(http.api("GET", PATH + "?customer=999999999&assigned_to=x", http.token("employee"), null)
                        .json()
                        .propertyNames())
                .containsExactlyInAnyOrder("customer", "assigned_to");
    }

    /** The two are written in different places. */
    @Test
    void saysTheSameInTheListAsByItself() {
        var customer = SampleTickets.customer(http);
        var given = SampleTickets.create(http, with(customer, "Роуминг", "urgent"));
        api("POST", given + "/assign/", assign("operator"));
        SampleTickets.move(http, given, "waiting");
        var late = SampleTickets.create(http, with(customer, "Нет сети", "urgent"));
        var closed = SampleTickets.create(http, with(customer, "Счёт", "low"));
        SampleTickets.move(http, closed, "in_progress");
        SampleTickets.move(http, closed, "resolved");
        SampleTickets.move(http, closed, "closed");
        clock.forward(Duration.ofHours(2));

        var listed = http.api("GET", PATH + "?customer=" + customer, http.token("employee"), null)
                .json()
                .get("results");

        assertThat(listed).hasSize(3);
        for (var line : listed) {
            var card = (ObjectNode) ticket(line.get("id").asLong());
            card.remove(List.of("comments", "attachments", "allowed"));
            assertThat(line.toString()).isEqualTo(card.toString());
        }
        assertThat(ticket(late).get("is_overdue").asBoolean()).isTrue();
    }

    @Test
    void isFoundByTheCustomersNewName() {
        var old = "Прежнева" + suffix();
        var fresh = "Новосёлова" + suffix();
        var customer = SampleTickets.customer(http, old);
        var id = SampleTickets.create(http, SampleTickets.ticket(customer));

        http.api("PATCH", "/api/customers/" + customer + "/", http.token("operator"), Map.of("last_name", fresh));

        assertThat(ids("search=" + Http.encode(fresh))).containsExactly(id);
        assertThat(ids("search=" + Http.encode(old))).isEmpty();
    }

    @Test
    void keepsFilesAndGivesThemBackAsFilesOnly() throws Exception {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var content = SampleTickets.png(700_001);

        var answer = SampleTickets.upload(
                http, http.token("employee"), id, "../../C:/Мои рисунки/фото «дома».png", "image/png", content);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("name").asString()).isEqualTo("фото «дома».png");
        assertThat(answer.json().get("size").asLong()).isEqualTo(content.length);
        var file = answer.json().get("id").asLong();
        var got = download(PATH + id + "/attachments/" + file + "/");
        assertThat(got.body()).isEqualTo(content);
        assertThat(got.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(got.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%D1%84");
        assertThat(got.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(got.headers().firstValue("Content-Security-Policy").orElse(""))
                .endsWith("sandbox");
        var other = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        assertThat(http.api("GET", PATH + other + "/attachments/" + file + "/", http.token("employee"), null)
                        .status())
                .isEqualTo(404);
        assertThat(http.api("GET", PATH + id + "/attachments/", http.token("employee"), null)
                        .json()
                        .at("/results/0/name")
                        .asString())
                .isEqualTo("фото «дома».png");
        var longest = SampleTickets.upload(
                http, http.token("employee"), id, "д".repeat(251) + ".png", "image/png", SampleTickets.png(10));
        assertThat(longest.status()).as(longest.body()).isEqualTo(201);
        assertThat(longest.json().get("name").asString()).isEqualTo("д".repeat(196) + ".png");
        for (var more = 2; more < 10; more++) {
            assertThat(SampleTickets.upload(
                                    http,
                                    http.token("employee"),
                                    id,
                                    "a.txt",
                                    null,
                                    "да".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(201);
        }
        var full = SampleTickets.upload(http, http.token("employee"), id, "a.png", "image/png", SampleTickets.png(10));
        assertThat(full.json().get("code").asString()).isEqualTo("too_many_attachments");
        assertThat(full.json().get("status").asString()).isEqualTo("new");
        assertThat(full.json().get("allowed").toString()).isEqualTo("[\"in_progress\"]");
        assertThat(http.api("POST", PATH + id + "/attachments/", http.token("employee"), null)
                        .body())
                .isEqualTo("{\"file\":[\"This field is required.\"]}");
    }

    @Test
    void oneOfTwoWhoSawTheSameGetsIt() throws Exception {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 8; i++) {
            var role = i % 2 == 0 ? "operator" : "supervisor";
            var token = http.token(role);
            var body = Map.of("assigned_to", http.userId(role), "version", 1);
            calls.add(
                    () -> http.api("POST", PATH + id + "/assign/", token, body).status());
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(calls)) {
                answers.add(done.get());
            }
            assertThat(answers).containsOnlyOnce(200).contains(412).hasSize(8);
        }
        assertThat(ticket(id).get("version").asLong()).isEqualTo(2);
    }

    @Test
    void hangsAFileOnceForOneKey() throws Exception {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        var first = keep(id, "note.txt", "слово", "file-" + id);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        var again = keep(id, "note.txt", "слово", "file-" + id);

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(keep(id, "note.txt", "слава", "file-" + id).status()).isEqualTo(422);
        assertThat(ticket(id).get("attachments").size()).isEqualTo(1);
    }

    @Test
    void countsWhatThereIsOfEachStatus() {
        var fresh = count(TicketStatus.NEW);
        var inProgress = count(TicketStatus.IN_PROGRESS);
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        assertThat(count(TicketStatus.NEW)).isEqualTo(fresh + 1);
        SampleTickets.move(http, id, "in_progress");
        assertThat(count(TicketStatus.NEW)).isEqualTo(fresh);
        assertThat(count(TicketStatus.IN_PROGRESS)).isEqualTo(inProgress + 1);
    }

    private long count(TicketStatus status) {
        return tickets.counts().getOrDefault(status, 0L);
    }

    private Http.Answer keep(long id, String name, String text, String key) throws Exception {
        return SampleTickets.upload(
                http,
                http.token("employee"),
                id,
                name,
                "text/plain",
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Idempotency-Key",
                key);
    }

    private long resolved() {
        var id = SampleTickets.create(http, SampleTickets.ticket(SampleTickets.customer(http)));
        SampleTickets.move(http, id, "in_progress");
        SampleTickets.move(http, id, "resolved");
        return id;
    }

    private void close() throws Exception {
        Actor.job("tickets.close-quiet").call(() -> {
            while (tickets.closeQuiet() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
    }

    private void assertOverdue(long id, boolean overdue) {
        assertThat(ticket(id).get("is_overdue").asBoolean()).isEqualTo(overdue);
        assertThat(ids("number=" + id + "&is_overdue=" + overdue)).containsExactly(id);
    }

    private JsonNode ticket(long id) {
        return http.api("GET", PATH + id + "/", http.token("employee"), null).json();
    }

    private List<Long> ids(String query) {
        var answer = http.api("GET", PATH + "?" + query, http.token("employee"), null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var ids = new ArrayList<Long>();
        answer.json().get("results").forEach(one -> ids.add(one.get("id").asLong()));
        return ids;
    }

    private List<String> audited(long id) {
        return db.select(AUDIT_ENTRY.ACTION)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.OBJECT_TYPE.eq("ticket"), AUDIT_ENTRY.OBJECT_ID.eq(id))
                .orderBy(AUDIT_ENTRY.ID)
                .fetch(AUDIT_ENTRY.ACTION);
    }

    private java.net.http.HttpResponse<byte[]> download(String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(http.address(path)))
                            .header("Authorization", "Bearer " + http.token("employee"))
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private Answer api(String method, String path, @Nullable Object body) {
        return http.api(method, PATH + path, http.token("operator"), body);
    }

    private Map<String, Object> assign(String role) {
        return Map.of("assigned_to", http.userId(role));
    }

    private static Map<String, Object> with(long customer, String subject, String priority) {
        var ticket = SampleTickets.ticket(customer);
        ticket.put("subject", subject);
        ticket.put("priority", priority);
        return ticket;
    }

    private static String suffix() {
        return SampleTickets.phone()
                .substring(5)
                .chars()
                .mapToObj(c -> "абвгдежзик".charAt(c - '0') + "")
                .reduce("", String::concat);
    }

    private static Instant at(JsonNode ticket, String field) {
        return Instant.parse(ticket.get(field).asString());
    }
}
