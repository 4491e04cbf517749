package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.CONTRACT_HISTORY;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What histories of contracts tell of customers, and of those whom nobody may know any more. */
@IntegrationTest
class ForgottenCustomerTest {

    private static final String CONTRACTS = "/api/v1/contracts/";
    private static final String CUSTOMERS = "/api/v1/customers/";
    private static final String NOBODY = "Обезличенный абонент";
    private static final Instant LONG_AGO = Instant.parse("2020-05-17T09:00:00Z");

    @Autowired
    Http http;

    @Autowired
    Contracts contracts;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transactions;

    private SampleContracts samples;

    @BeforeEach
    void prepare() {
        samples = new SampleContracts(db, transactions, contracts);
    }

    @Test
    void namesOfTheForgottenAreInNoHistory() {
        var leaver = samples.customer();
        var twin = samples.customer();
        var giver = samples.customer();
        var heir = samples.customer();
        var own = samples.active(leaver);
        var twins = samples.active(twin);
        var given = samples.active(leaver);
        var taken = samples.active(giver);
        var edited = samples.draft(leaver);
        var formerNames = List.of(name(leaver), name(twin), "Переименованный Пётр");
        hand(taken, leaver);
        merge(leaver, twin);
        rename(leaver, "Переименованный");
        hand(given, heir);
        patch(CONTRACTS + edited, Map.of("customer", heir));
        end(leaver, own, twins, taken);
        var before = history(given);
        assertThat(before.getFirst()).containsExactly("Переименованный Пётр", name(heir));

        forget(leaver);

        assertThat(history(own)).containsExactly(pair(null, NOBODY));
        assertThat(history(twins)).containsExactly(pair(NOBODY, NOBODY), pair(null, NOBODY));
        assertThat(history(given)).containsExactly(pair(NOBODY, name(heir)), pair(null, NOBODY));
        assertThat(history(taken)).containsExactly(pair(name(giver), NOBODY), pair(null, name(giver)));
        assertThat(history(edited)).containsExactly(pair(NOBODY, name(heir)), pair(null, NOBODY));
        var employee = http.browser("employee");
        for (var contract : List.of(own, twins, given, taken, edited)) {
            assertThat(employee.get("/contracts/" + contract + "/history").body())
                    .contains("Договор составлен", NOBODY)
                    .doesNotContain(formerNames);
            assertThat(String.join(" ", stored(contract))).doesNotContain(formerNames);
        }
        for (var party : List.of(leaver, giver, heir)) {
            assertThat(employee.get("/customers/" + party + "/history?show=contracts")
                            .body())
                    .doesNotContain(formerNames);
        }
    }

    /** A note is about whoever had the contract then. */
    @Test
    void notesGoFromTheTimeThatTheContractWasTheirs() {
        var leaver = samples.customer();
        var giver = samples.customer();
        var heir = samples.customer();
        var contract = samples.active(giver);
        block(contract, "просил даритель");
        hand(contract, leaver);
        block(contract, "просил ушедший");
        hand(contract, heir);
        block(contract, "просил наследник");
        var own = samples.active(leaver);
        end(leaver, own);

        forget(leaver);

        assertThat(db.select(CONTRACT_HISTORY.NOTE)
                        .from(CONTRACT_HISTORY)
                        .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract), CONTRACT_HISTORY.EVENT.eq("blocked"))
                        .orderBy(CONTRACT_HISTORY.ID)
                        .fetch(CONTRACT_HISTORY.NOTE))
                .containsExactly("просил даритель", null, "просил наследник");
        assertThat(db.select(CONTRACT_BLOCK.NOTE)
                        .from(CONTRACT_BLOCK)
                        .where(CONTRACT_BLOCK.CONTRACT_ID.eq(contract))
                        .orderBy(CONTRACT_BLOCK.ID)
                        .fetch(CONTRACT_BLOCK.NOTE))
                .containsExactly("просил даритель", null, "просил наследник");
    }

    @Test
    void whoWasDeletedHasNoNameInTheHistoryOfTheirDraft() {
        var wrong = samples.customer();
        var right = samples.customer();
        var draft = samples.draft(wrong);
        patch(CONTRACTS + draft, Map.of("customer", right));
        assertThat(http.api("DELETE", CUSTOMERS + wrong + "/", http.token("supervisor"), null)
                        .status())
                .isEqualTo(204);

        assertThat(history(draft)).containsExactly(pair("#" + wrong, name(right)), pair(null, "#" + wrong));
    }

    /** Lines from before they had ids: whose names they are is found out as far as it can be. */
    @Test
    void linesThatHadNamesGetIds() {
        var first = samples.customer();
        var second = samples.customer();
        var lost = samples.customer();
        var owner = samples.customer();
        var contract = samples.active(owner);
        var names = List.of(name(first), name(second), name(lost), name(owner));
        transactions.executeWithoutResult(_ -> db.deleteFrom(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract))
                .execute());
        wrote(
                contract,
                "{\"number\":[null,\"1\"],\"customer\":[null,\"%s\"],\"tariff\":[null,\"Свой \\\"план\\\"\"]}",
                "Кто-то");
        wrote(contract, "{\"customer\":[\"%s\",\"%s\"]}", names.get(0), names.get(2));
        wrote(contract, "{\"customer\":[\"%s\",\"%s\"]}", names.get(2), names.get(1));
        wrote(contract, "{\"customer\":[\"%s\",\"%s\"]}", names.get(1), names.get(3));
        rename(lost, "Иначезвавшийся");
        var older = samples.active(owner);
        wrote(older, LONG_AGO, "{\"customer\":[\"%s\",\"%s\"]}", names.get(0), names.get(3));

        transactions.executeWithoutResult(_ -> db.connection(connection -> ScriptUtils.executeSqlScript(
                connection,
                new ClassPathResource("db/migration/" + (TestDatabase.isPostgresql() ? "postgresql" : "sqlite")
                        + "/V037_1__customers_in_contract_history.sql"))));

        assertThat(stored(contract))
                .containsExactly(
                        "{\"number\":[null,\"1\"],\"customer\":[null," + first
                                + "],\"tariff\":[null,\"Свой \\\"план\\\"\"]}",
                        "{\"customer\":[" + first + ",\"" + names.get(2) + "\"]}",
                        "{\"customer\":[\"" + names.get(2) + "\"," + second + "]}",
                        "{\"customer\":[" + second + "," + owner + "]}");
        assertThat(formerOwners(contract)).containsExactly(null, first, -1L, second);
        assertThat(stored(older))
                .as("who was there when the line was written")
                .last()
                .isEqualTo("{\"customer\":[\"" + names.get(0) + "\"," + owner + "]}");
        assertThat(formerOwners(older)).last().isEqualTo(-1L);
    }

    @Test
    void aNameWhoseOwnerIsNotKnownGoesWithWhoeverHasIt() {
        var leaver = samples.customer();
        rename(leaver, "Безымянский");
        var formerName = name(leaver);
        var heir = samples.customer();
        var contract = samples.active(heir);
        wrote(contract, "{\"customer\":[\"%s\",\"%s\"]}", formerName, name(heir));
        transactions.executeWithoutResult(_ -> db.update(CONTRACT_HISTORY)
                .set(CONTRACT_HISTORY.FORMER_CUSTOMER_ID, -1L)
                .set(CONTRACT_HISTORY.NOTE, "просил ушедший")
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract), CONTRACT_HISTORY.CHANGES.contains(formerName))
                .execute());
        end(leaver, samples.active(leaver));

        forget(leaver);

        assertThat(history(contract).getFirst()).containsExactly(NOBODY, name(heir));
        assertThat(formerOwners(contract)).last().isEqualTo(leaver);
        assertThat(http.browser("employee")
                        .get("/contracts/" + contract + "/history")
                        .body())
                .doesNotContain(formerName, "просил ушедший");
    }

    private List<Long> formerOwners(long contract) {
        return db.select(CONTRACT_HISTORY.FORMER_CUSTOMER_ID)
                .from(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract))
                .orderBy(CONTRACT_HISTORY.ID)
                .fetch(CONTRACT_HISTORY.FORMER_CUSTOMER_ID);
    }

    private void wrote(long contract, String changes, Object... names) {
        wrote(contract, Instant.now(), changes, names);
    }

    private void wrote(long contract, Instant when, String changes, Object... names) {
        transactions.executeWithoutResult(_ -> {
            var row = db.newRecord(CONTRACT_HISTORY);
            row.setContractId(contract);
            row.setHappenedAt(when);
            row.setActor("operator");
            row.setEvent("customer_changed");
            row.setChanges(changes.formatted(names));
            row.insert();
        });
    }

    private void block(long contract, String note) {
        var path = CONTRACTS + contract;
        done(http.api("POST", path + "/block/", http.token("operator"), Map.of("reason", "voluntary", "note", note)));
        done(http.api("POST", path + "/unblock/", http.token("operator"), Map.of("reason", "voluntary")));
    }

    private void hand(long contract, long customer) {
        done(http.api(
                "POST",
                CONTRACTS + contract + "/change-customer/",
                http.token("operator"),
                Map.of("customer", customer)));
    }

    private void merge(long survivor, long other) {
        done(http.api("POST", CUSTOMERS + survivor + "/merge/", http.token("supervisor"), Map.of("other", other)));
    }

    private void rename(long customer, String name) {
        patch(CUSTOMERS + customer, Map.of("last_name", name, "confirm_duplicate", true));
    }

    private void patch(String path, Map<String, Object> sent) {
        done(http.api("PATCH", path + "/", http.token("operator"), sent));
    }

    /** Long enough ago for the customer to be forgotten. */
    private void end(long customer, long... theirs) {
        for (var contract : theirs) {
            SampleContracts.as(() -> contracts.terminate(contract, null, TerminationReason.CUSTOMER, null));
        }
        transactions.executeWithoutResult(_ -> db.update(CONTRACT)
                .set(CONTRACT.TERMINATED_AT, LONG_AGO)
                .where(CONTRACT.CUSTOMER_ID.eq(customer))
                .execute());
    }

    private void forget(long customer) {
        done(http.api(
                "POST", CUSTOMERS + customer + "/anonymise/", http.token("admin"), Map.of("reason", "Заявление")));
    }

    private static void done(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String name(long customer) {
        return db.fetchSingle(CUSTOMER, CUSTOMER.ID.eq(customer)).getFullName();
    }

    /** What the history tells of customers, the latest first. */
    private List<List<String>> history(long contract) {
        return http.api("GET", CONTRACTS + contract + "/history/", http.token("employee"), null)
                .json()
                .get("results")
                .valueStream()
                .map(line -> line.get("changes").get("customer"))
                .filter(Objects::nonNull)
                .map(pair -> pair(text(pair.get(0)), text(pair.get(1))))
                .toList();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.asString();
    }

    private static List<String> pair(@Nullable String before, @Nullable String after) {
        return Arrays.asList(before, after);
    }

    private List<String> stored(long contract) {
        return db.select(CONTRACT_HISTORY.CHANGES)
                .from(CONTRACT_HISTORY)
                .where(CONTRACT_HISTORY.CONTRACT_ID.eq(contract))
                .orderBy(CONTRACT_HISTORY.ID)
                .fetch(CONTRACT_HISTORY.CHANGES);
    }
}
