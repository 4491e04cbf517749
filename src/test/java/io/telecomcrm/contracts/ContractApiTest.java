package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT_DOCUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@IntegrationTest
class ContractApiTest {

    private static final String PATH = "/api/v1/contracts/";
    private static final String SIMS = "/api/v1/sims/";
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    @Autowired
    Http http;

    @Autowired
    TurnableClock clock;

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

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void drawsUpAndActivatesAContract() {
        var customer = samples.customer();
        var sim = samples.sim();
        var created = post("operator", PATH, Map.of("customer", customer, "sim", sim, "tariff_id", samples.tariff()));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        var draft = created.json();
        assertThat(draft.propertyNames())
                .containsExactly(
                        "id",
                        "number",
                        "status",
                        "balance",
                        "signed_on",
                        "activated_at",
                        "terminated_at",
                        "customer",
                        "sim",
                        "tariff",
                        "blocks",
                        "credit_limit",
                        "promised_until",
                        "pending_tariff",
                        "version",
                        "next_charge",
                        "to_unblock",
                        "allowed");
        assertThat(draft.get("status").asString()).isEqualTo("draft");
        assertThat(draft.get("balance").asString()).isEqualTo("0.00");
        assertThat(draft.get("signed_on").asString()).isEqualTo(today().toString());
        assertThat(draft.get("sim").get("status").asString()).isEqualTo("free");
        assertThat(texts(draft.get("allowed")))
                .containsExactly("edit", "unbind_sim", "activate", "delete", "terminate");
        assertThat(customerStatus(customer)).isEqualTo("new");

        var active = command(draft, "activate", Map.of());
        assertThat(active.status()).as(active.body()).isEqualTo(200);
        assertThat(active.json().get("status").asString()).isEqualTo("active");
        assertThat(active.json().get("activated_at").isNull()).isFalse();
        assertThat(active.json().get("sim").get("status").asString()).isEqualTo("active");
        assertThat(active.header("ETag"))
                .isEqualTo("\"" + active.json().get("version").asLong() + "\"");
        assertThat(customerStatus(customer)).isEqualTo("active");
        assertThat(get(draft).json()).isEqualTo(active.json());
    }

    @Test
    void namesWhatIsWrong() {
        var nothing = post("operator", PATH, Map.of());
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().propertyNames()).containsExactlyInAnyOrder("customer", "tariff");

        var wrong = post(
                "operator",
                PATH,
                Map.of("customer", 999_999_999, "tariff", "x", "sim", true, "signed_on", "01.02.2026"));
        assertThat(wrong.json().get("customer").get(0).asString())
                .isEqualTo("Invalid pk \"999999999\" - object does not exist.");
        assertThat(wrong.json().get("tariff").get(0).asString())
                .isEqualTo("Incorrect type. Expected pk value, received str.");
        assertThat(wrong.json().get("sim").get(0).asString())
                .isEqualTo("Incorrect type. Expected pk value, received bool.");
        assertThat(wrong.json().has("signed_on")).isTrue();
    }

    /** Each sign of this name stands for four words. */
    @Test
    void sellsToACompanyWhoseNameIsFoundByMoreThanItHas() {
        var company = post(
                        "operator",
                        "/api/customers/",
                        Map.of(
                                "kind",
                                "company",
                                "company_name",
                                "ﷺ".repeat(45),
                                "inn",
                                "9900000017",
                                "phone",
                                SampleContracts.msisdn()))
                .json()
                .get("id")
                .asLong();

        assertThat(post("operator", PATH, Map.of("customer", company, "tariff", samples.tariff()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void sellsNoArchivedTariffAndNoTakenCard() {
        var archived = post(
                "operator",
                PATH,
                Map.of("customer", samples.customer(), "tariff", samples.tariff(TariffPeriod.MONTHLY, false)));
        assertThat(archived.status()).isEqualTo(409);
        assertThat(archived.json().get("code").asString()).isEqualTo("tariff_archived");

        var other = get(samples.draft()).json();
        var taken = post(
                "operator",
                PATH,
                Map.of(
                        "customer",
                        samples.customer(),
                        "tariff",
                        samples.tariff(),
                        "sim",
                        other.get("sim").get("id").asLong()));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().get("code").asString()).isEqualTo("sim_not_free");
    }

    @Test
    void changesADraftAndNothingElse() {
        var contract = samples.draft();
        var customer = samples.customer();
        var sim = samples.sim();
        var changed = patch(contract, Map.of("customer", customer, "sim", sim, "signed_on", "2026-10-01"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().get("customer").get("id").asLong()).isEqualTo(customer);
        assertThat(changed.json().get("sim").get("id").asLong()).isEqualTo(sim);
        assertThat(changed.json().get("signed_on").asString()).isEqualTo("2026-10-01");

        var without = new HashMap<String, Object>();
        without.put("sim", null);
        assertThat(patch(contract, without).json().get("sim").isNull()).isTrue();
        assertThat(patch(contract, Map.of("sim", sim)).json().get("sim").isNull())
                .isFalse();

        command(contract, "activate", Map.of());
        assertThat(patch(contract, Map.of("customer", customer, "signed_on", "2026-10-01"))
                        .status())
                .isEqualTo(200);
        for (var field : Map.of(
                        "customer",
                        (Object) samples.customer(),
                        "tariff",
                        samples.tariff(),
                        "sim",
                        samples.sim(),
                        "signed_on",
                        "2026-10-02")
                .entrySet()) {
            var refused = patch(contract, Map.of(field.getKey(), field.getValue()));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("code").asString()).isEqualTo("contract_" + field.getKey() + "_fixed");
            assertThat(refused.json().get("status").asString()).isEqualTo("active");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "draft     | activate delete terminate",
                "active    | block terminate change-tariff replace-sim change-number change-customer",
                "suspended | block unblock terminate change-tariff replace-sim change-number change-customer",
                "terminated| ''"
            })
    void refusesWhateverTheTableDoesNotAllow(String status, String allowed) {
        for (var name : List.of(
                "activate",
                "block",
                "unblock",
                "terminate",
                "change-tariff",
                "replace-sim",
                "change-number",
                "change-customer")) {
            var contract = in(status);
            Map<String, Object> body = switch (name) {
                case "block" -> Map.of("reason", "lost_sim");
                case "unblock" -> Map.of("reason", "voluntary");
                case "terminate" -> Map.of("reason", "customer");
                case "change-tariff" -> Map.of("tariff", samples.tariff());
                case "replace-sim" -> Map.of("sim", samples.sim(), "reason", "damaged");
                case "change-number" -> Map.of("msisdn", SampleContracts.msisdn());
                case "change-customer" -> Map.of("customer", samples.customer());
                default -> Map.of();
            };
            var answer = command(contract, name, body);
            if (List.of(allowed.split(" ")).contains(name)) {
                assertThat(answer.status())
                        .as(status + " " + name + answer.body())
                        .isEqualTo(200);
            } else {
                assertThat(answer.status())
                        .as(status + " " + name + answer.body())
                        .isEqualTo(409);
                assertThat(answer.json().get("code").asString()).isEqualTo("contract_status");
                assertThat(answer.json().get("status").asString()).isEqualTo(status);
                assertThat(answer.json().get("allowed").isArray()).isTrue();
            }
        }
        var contract = in(status);
        assertThat(http.api("DELETE", PATH + contract + "/", http.token("operator"), null)
                        .status())
                .isEqualTo(status.equals("draft") ? 204 : 409);
    }

    @Test
    void activatesOnlyWhatIsComplete() {
        var noSim = post("operator", PATH, Map.of("customer", samples.customer(), "tariff", samples.tariff()))
                .json();
        assertThat(command(noSim, "activate", Map.of()).json().get("code").asString())
                .isEqualTo("sim_missing");

        var noNumber = post(
                        "operator",
                        PATH,
                        Map.of(
                                "customer",
                                samples.customer(),
                                "tariff",
                                samples.tariff(),
                                "sim",
                                samples.simWithoutNumber()))
                .json();
        assertThat(command(noNumber, "activate", Map.of()).json().get("code").asString())
                .isEqualTo("sim_without_number");

        var incomplete = command(samples.draft(samples.stranger()), "activate", Map.of());
        assertThat(incomplete.status()).isEqualTo(409);
        assertThat(incomplete.json().get("code").asString()).isEqualTo("customer_incomplete");
        assertThat(texts(incomplete.json().get("fields")))
                .containsExactly("birth_date", "passport_number", "passport_issued_by", "passport_issued_on");
    }

    @Test
    void isSignedOnADayThatCanBe() {
        var contract = samples.draft();
        for (var day : List.of("0001-01-01", "9999-12-31", today().plusDays(1).toString(), "", "31.12.2025")) {
            var refused = patch(contract, Map.of("signed_on", day));
            assertThat(refused.status()).as(day).isEqualTo(400);
            assertThat(refused.json().propertyNames()).containsExactly("signed_on");
        }
        var nothing = new HashMap<String, Object>();
        nothing.put("signed_on", null);
        assertThat(patch(contract, nothing).json().at("/signed_on/0").asString())
                .isEqualTo("This field may not be null.");
        assertThat(post(
                                "operator",
                                PATH,
                                Map.of(
                                        "customer",
                                        samples.customer(),
                                        "tariff",
                                        samples.tariff(),
                                        "signed_on",
                                        today().plusDays(1).toString()))
                        .status())
                .isEqualTo(400);
        assertThat(patch(contract, Map.of("signed_on", today().toString())).status())
                .isEqualTo(200);

        // born in 1985, with a passport of June 2019
        patch(contract, Map.of("signed_on", "1998-05-05"));
        assertThat(command(contract, "activate", Map.of()).json().get("code").asString())
                .isEqualTo("customer_too_young");
        patch(contract, Map.of("signed_on", "2019-05-31"));
        var early = command(contract, "activate", Map.of());
        assertThat(early.json().get("code").asString()).isEqualTo("customer_document_later");
        assertThat(early.json().get("detail").asString()).contains("2019-05-31");
        assertThat(texts(early.json().get("allowed")))
                .doesNotContain("activate")
                .contains("edit");
        patch(contract, Map.of("signed_on", "2019-06-01"));
        assertThat(command(contract, "activate", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void countsNumbersByTheDocumentOverAllWhoHaveIt() {
        var number = SampleContracts.passport();
        for (var i = 0; i < 10; i++) {
            samples.active(samples.foreigner(number));
        }
        var refused = command(samples.draft(samples.foreigner(number)), "activate", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("number_limit");
        assertThat(refused.json().get("status").asString()).isEqualTo("draft");

        var moved = command(samples.active(), "change-customer", Map.of("customer", samples.foreigner(number)));
        assertThat(moved.json().get("code").asString()).isEqualTo("number_limit");
        assertThat(command(samples.draft(samples.foreigner(SampleContracts.passport())), "activate", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void stacksBlocksUntilTheLastIsLifted() {
        var contract = samples.active();
        var lost = command(contract, "block", Map.of("reason", "lost_sim", "note", "Уронил в реку"));
        assertThat(lost.json().get("status").asString()).isEqualTo("suspended");
        assertThat(lost.json().get("sim").get("status").asString()).isEqualTo("blocked");
        assertThat(lost.json().get("blocks").get(0).get("note").asString()).isEqualTo("Уронил в реку");
        assertThat(lost.json().get("blocks").get(0).get("since").asString()).isEqualTo(today().toString());
        assertThat(command(contract, "block", Map.of("reason", "lost_sim"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("block_set");

        command("supervisor", contract, "block", Map.of("reason", "fraud"));
        var one = command(contract, "unblock", Map.of("reason", "lost_sim"));
        assertThat(one.json().get("status").asString()).isEqualTo("suspended");
        assertThat(texts(one.json().get("allowed"))).doesNotContain("unblock").contains("block");
        assertThat(command(contract, "unblock", Map.of("reason", "lost_sim"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("block_not_set");
        var none = command("supervisor", contract, "unblock", Map.of("reason", "fraud"));
        assertThat(none.json().get("status").asString()).isEqualTo("active");
        assertThat(none.json().get("sim").get("status").asString()).isEqualTo("active");
        assertThat(none.json().get("blocks").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "employee,voluntary,403",
        "employee,lost_sim,403",
        "operator,voluntary,200",
        "operator,lost_sim,200",
        "operator,fraud,403",
        "operator,administrative,403",
        "operator,regulatory,403",
        "supervisor,fraud,200",
        "supervisor,administrative,200",
        "supervisor,regulatory,200",
        "operator,debt,409",
        "supervisor,debt,409",
        "operator,nonsense,400",
    })
    void asksForTheRightToEachReason(String role, String reason, int status) {
        assertThat(command(role, samples.active(), "block", Map.of("reason", reason))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void leavesDebtToBilling() {
        var contract = samples.active();
        SampleContracts.as(() -> {
            contracts.block(List.of(contract), BlockReason.DEBT);
            return contract;
        });
        assertThat(get(contract).json().get("status").asString()).isEqualTo("suspended");
        var refused = command("admin", contract, "unblock", Map.of("reason", "debt"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("block_debt");
        assertThat(command(contract, "change-customer", Map.of("customer", samples.customer()))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("contract_in_debt");
        SampleContracts.as(() -> {
            contracts.unblock(List.of(contract), BlockReason.DEBT);
            return contract;
        });
        assertThat(get(contract).json().get("status").asString()).isEqualTo("active");
        assertThat(get(contract).json().get("sim").get("status").asString()).isEqualTo("active");
    }

    @Test
    void limitsBlocksAtTheSubscribersWish() {
        var contract = samples.active();
        assertThat(command(contract, "block", Map.of("reason", "voluntary", "until", today().toString()))
                        .json()
                        .has("until"))
                .isTrue();
        assertThat(command(
                                contract,
                                "block",
                                Map.of(
                                        "reason",
                                        "lost_sim",
                                        "until",
                                        today().plusDays(3).toString()))
                        .status())
                .isEqualTo(400);
        var tooLong = command(
                contract,
                "block",
                Map.of("reason", "voluntary", "until", today().plusDays(181).toString()));
        assertThat(tooLong.status()).isEqualTo(409);
        assertThat(tooLong.json().get("code").asString()).isEqualTo("voluntary_too_long");
        assertThat(tooLong.json().get("detail").asString())
                .contains(today().plusDays(180).toString());

        var openEnd = command(contract, "block", Map.of("reason", "voluntary"));
        assertThat(openEnd.json().get("blocks").get(0).get("until").asString())
                .isEqualTo(today().plusDays(180).toString());
    }

    @Test
    void endsAContractForGood() {
        var customer = samples.customer();
        var contract = samples.active(customer);
        command(contract, "block", Map.of("reason", "lost_sim"));
        command(contract, "change-tariff", Map.of("tariff", samples.tariff()));
        var number = get(contract).json().get("sim").get("msisdn").asString();
        var ended = command(contract, "terminate", Map.of("reason", "port_out", "note", "К другому оператору"));

        assertThat(ended.json().get("status").asString()).isEqualTo("terminated");
        assertThat(ended.json().get("blocks").isEmpty()).isTrue();
        assertThat(ended.json().get("pending_tariff").isNull()).isTrue();
        assertThat(ended.json().get("sim").get("status").asString()).isEqualTo("closed");
        assertThat(ended.json().get("allowed").isEmpty()).isTrue();
        assertThat(customerStatus(customer)).isEqualTo("former");
        var resting = command(samples.active(), "change-number", Map.of("msisdn", number));
        assertThat(resting.status()).isEqualTo(409);
        assertThat(resting.json().get("code").asString()).isEqualTo("number_in_quarantine");
        assertThat(command(samples.active(), "terminate", Map.of("reason", "debt"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("debt_notice_missing");
    }

    @Test
    void endsADraftWhoseCardReturnsToStock() {
        var contract = samples.draft();
        var sim = get(contract).json().get("sim").get("id").asLong();
        var ended = command(contract, "terminate", Map.of("reason", "other"));

        assertThat(ended.json().get("status").asString()).isEqualTo("terminated");
        assertThat(ended.json().get("activated_at").isNull()).isTrue();
        assertThat(ended.json().get("sim").isNull()).isTrue();
        assertThat(post("operator", SIMS + sim + "/bind/", Map.of("contract", draftWithoutSim()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void plansOneChangeOfTariffAtATime() {
        var contract = samples.active();
        var tariff = samples.tariff();
        var planned = command(contract, "change-tariff", Map.of("tariff", tariff));
        assertThat(planned.json().get("pending_tariff").get("id").asLong()).isEqualTo(tariff);
        assertThat(planned.json().get("pending_tariff").get("from").asString())
                .isEqualTo(today().plusMonths(1).toString());
        assertThat(command(contract, "change-tariff", Map.of("tariff", samples.tariff()))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("tariff_change_pending");

        var cancelled = http.api("DELETE", PATH + contract + "/change-tariff/", http.token("operator"), null);
        assertThat(cancelled.json().get("pending_tariff").isNull()).isTrue();
        assertThat(http.api("DELETE", PATH + contract + "/change-tariff/", http.token("operator"), null)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("no_tariff_change");
        var kept = http.api("DELETE", "/api/tariffs/" + tariff + "/", http.token("supervisor"), null);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("detail").asString()).contains("planned change of tariff, be it cancelled");
        assertThat(http.browser("supervisor").get("/tariffs/" + tariff).body())
                .contains("нельзя: он был в договорах или в запланированной смене тарифа")
                .doesNotContain("Удалить навсегда");

        var whenever = new java.util.HashMap<String, Object>(Map.of("tariff", tariff, "when", ""));
        assertThat(command(contract, "change-tariff", whenever)
                        .json()
                        .get("when")
                        .get(0)
                        .asString())
                .isEqualTo("This field may not be blank.");
        whenever.put("when", null);
        assertThat(command(contract, "change-tariff", whenever)
                        .json()
                        .get("when")
                        .get(0)
                        .asString())
                .isEqualTo("This field may not be null.");
        var now = command(contract, "change-tariff", Map.of("tariff", tariff, "when", "now"));
        assertThat(now.json().get("tariff").get("id").asLong()).isEqualTo(tariff);
        assertThat(command(contract, "change-tariff", Map.of("tariff", tariff))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("tariff_same");
        assertThat(command(contract, "change-tariff", Map.of("tariff", samples.tariff(TariffPeriod.MONTHLY, false)))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("tariff_archived");
    }

    @Test
    void replacesALostCardAndUnblocks() {
        var contract = samples.suspended(BlockReason.LOST_SIM);
        var before = get(contract).json();
        var sim = samples.sim();
        var after = command(contract, "replace-sim", Map.of("sim", sim, "reason", "lost"));

        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(after.json().get("status").asString()).isEqualTo("active");
        assertThat(after.json().get("sim").get("id").asLong()).isEqualTo(sim);
        assertThat(after.json().get("sim").get("msisdn"))
                .isEqualTo(before.get("sim").get("msisdn"));
        assertThat(after.json().get("sim").get("status").asString()).isEqualTo("active");
        assertThat(events(contract)).startsWith("unblocked", "sim_replaced", "blocked", "activated", "created");
        var taken = command(
                samples.active(),
                "replace-sim",
                Map.of("sim", before.get("sim").get("id").asLong(), "reason", "upgrade"));
        assertThat(taken.json().get("code").asString()).isEqualTo("sim_not_free");
    }

    @Test
    void changesTheNumberAndIsFoundByIt() {
        var contract = samples.active();
        var number = SampleContracts.msisdn();
        var after = command(
                contract,
                "change-number",
                Map.of("msisdn", "8 (" + number.substring(2, 5) + ") " + number.substring(5)));
        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(after.json().get("sim").get("msisdn").asString()).isEqualTo(number);
        assertThat(ids(list("?search=" + number.substring(1)))).containsExactly(contract);
        assertThat(ids(list("?msisdn=" + Http.encode(number)))).containsExactly(contract);
        assertThat(command(contract, "change-number", Map.of("msisdn", number))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("number_same");
        assertThat(command(samples.active(), "change-number", Map.of("msisdn", number))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("number_taken");
    }

    @Test
    void everyRefusalTellsWhereTheContractStands() {
        var active = samples.active();
        var resting = get(active).json().at("/sim/msisdn").asString();
        command(active, "change-number", Map.of("msisdn", SampleContracts.msisdn()));
        var tariff = samples.tariff();
        var draft = post(
                        "operator",
                        PATH,
                        Map.of("customer", samples.customer(), "tariff", tariff, "sim", samples.sim()))
                .json()
                .get("id")
                .asLong();
        http.api("POST", "/api/v1/tariffs/" + tariff + "/archive/", http.token("supervisor"), Map.of());
        var reserved = get(samples.draft()).json().at("/sim");

        var refusals = new LinkedHashMap<String, Http.Answer>();
        refusals.put("tariff_archived", command(active, "change-tariff", Map.of("tariff", tariff)));
        refusals.put("number_in_quarantine", command(active, "change-number", Map.of("msisdn", resting)));
        refusals.put(
                "number_taken",
                command(
                        active,
                        "change-number",
                        Map.of("msisdn", reserved.get("msisdn").asString())));
        refusals.put(
                "sim_not_free",
                command(active, "replace-sim", Map.of("sim", reserved.get("id").asLong(), "reason", "lost")));
        refusals.forEach((code, answer) -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(answer.json().get("code").asString()).isEqualTo(code);
            assertThat(answer.json().at("/status").asString()).as(answer.body()).isEqualTo("active");
            assertThat(answer.json().get("allowed").toString()).contains("change_number", "replace_sim");
        });
        assertThat(refusals.get("number_in_quarantine").json().get("detail").asString())
                .containsPattern("[0-9]{4}-[0-9]{2}-[0-9]{2}");
        var unsold = command(draft, "activate", Map.of());
        assertThat(unsold.json().get("code").asString()).isEqualTo("tariff_archived");
        assertThat(unsold.json().get("status").asString()).isEqualTo("draft");
        assertThat(texts(unsold.json().get("allowed"))).contains("delete").doesNotContain("activate");
    }

    @Test
    void aRefusalAllowsWhatTheCardAllows() {
        var noSim = samples.draftWithoutSim();
        var number = SampleContracts.passport();
        for (var i = 0; i < 10; i++) {
            samples.active(samples.foreigner(number));
        }
        var full = samples.draft(samples.foreigner(number));
        var blocked = samples.suspended(BlockReason.FRAUD);
        var pending = samples.active();
        command(pending, "change-tariff", Map.of("tariff", samples.tariff()));

        var refusals = new LinkedHashMap<Long, Http.Answer>();
        refusals.put(noSim, command(noSim, "activate", Map.of()));
        refusals.put(full, command(full, "activate", Map.of()));
        refusals.put(blocked, command("supervisor", blocked, "unblock", Map.of("reason", "regulatory")));
        refusals.put(pending, command(pending, "change-tariff", Map.of("tariff", samples.tariff())));
        refusals.forEach((contract, refused) -> {
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            var role = contract == blocked ? "supervisor" : "operator";
            var card = http.api("GET", PATH + contract + "/", http.token(role), null);
            assertThat(refused.json().get("allowed"))
                    .as(refused.body())
                    .isEqualTo(card.json().get("allowed"));
        });
        assertThat(texts(refusals.get(full).json().get("allowed")))
                .doesNotContain("activate", "credit_limit", "bind_sim");
        assertThat(texts(refusals.get(noSim).json().get("allowed")))
                .contains("bind_sim")
                .doesNotContain("activate");
    }

    @Test
    void aCardsRefusalTellsWhereTheCardStands() {
        var contract = samples.suspended(BlockReason.VOLUNTARY);
        var sim = get(contract).json().at("/sim/id").asLong();
        var refused = post("operator", SIMS + sim + "/unblock/", Map.of());
        assertThat(refused.json().get("code").asString()).isEqualTo("block_not_set");
        assertThat(refused.json().get("status").asString()).isEqualTo("blocked");
        assertThat(refused.json().get("allowed").toString()).isEqualTo("[\"block\"]");

        post("operator", SIMS + sim + "/block/", Map.of());
        var twice = post("operator", SIMS + sim + "/block/", Map.of());
        assertThat(twice.json().get("code").asString()).isEqualTo("block_set");
        assertThat(twice.json().get("status").asString()).isEqualTo("blocked");
        assertThat(twice.json().get("allowed").toString()).isEqualTo("[\"unblock\"]");

        var free = samples.sim();
        var late = post("operator", SIMS + free + "/bind/", Map.of("contract", contract));
        assertThat(late.json().get("code").asString()).isEqualTo("contract_status");
        assertThat(late.json().get("status").asString()).isEqualTo("free");
        assertThat(late.json().get("allowed").toString()).isEqualTo("[\"bind\"]");
        var closable = post("supervisor", SIMS + free + "/bind/", Map.of("contract", contract));
        assertThat(closable.json().get("allowed").toString()).isEqualTo("[\"bind\",\"close\"]");
    }

    @Test
    void aContractThatStaysWithinOneDocumentAddsNoNumber() {
        var passport = SampleContracts.passport();
        var one = samples.customer("4621", passport);
        var contracts = new ArrayList<Long>();
        for (var i = 0; i < 20; i++) {
            contracts.add(samples.active(one));
        }
        var again = samples.customer("4621", passport);
        var moved = command(contracts.getFirst(), "change-customer", Map.of("customer", again));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(command(samples.active(), "change-customer", Map.of("customer", again))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("number_limit");
    }

    @Test
    void toLookAtADraftWritesNothing() {
        var draft = samples.draft();
        var documents = db.fetchCount(CONTRACT_DOCUMENT);

        assertThat(texts(get(draft).json().get("allowed"))).contains("activate");

        assertThat(db.fetchCount(CONTRACT_DOCUMENT)).isEqualTo(documents);
    }

    @Test
    void anEndedDraftIsNoLongerFoundByTheNumberItGaveBack() {
        var draft = samples.draft();
        var number = get(draft).json().at("/sim/msisdn").asString();
        command(draft, "terminate", Map.of("reason", "other"));

        assertThat(ids(list("?search=" + number.substring(1)))).isEmpty();
    }

    @Test
    void goesOverToAnotherCustomer() {
        var seller = samples.customer();
        var buyer = samples.customer();
        var contract = samples.active(seller);
        assertThat(command(contract, "change-customer", Map.of("customer", samples.stranger()))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("customer_incomplete");
        assertThat(command(contract, "change-customer", Map.of("customer", seller))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("customer_same");
        var after = command(contract, "change-customer", Map.of("customer", buyer));

        assertThat(after.json().get("customer").get("id").asLong()).isEqualTo(buyer);
        assertThat(customerStatus(seller)).isEqualTo("new");
        assertThat(customerStatus(buyer)).isEqualTo("active");
        var told = http.api("GET", PATH + contract + "/history/", http.token("employee"), null)
                .json()
                .get("results")
                .get(0);
        assertThat(told.get("event").asString()).isEqualTo("customer_changed");
        assertThat(told.get("changes").get("customer").get(1).asString())
                .isEqualTo(after.json().get("customer").get("full_name").asString());
        assertThat(told.get("actor").get("username").asString()).isEqualTo(http.username("operator"));
    }

    @Test
    void movesACardByItsOwnCommands() {
        var contract = draftWithoutSim();
        var sim = samples.sim();
        var bound = post("operator", SIMS + sim + "/bind/", Map.of("contract", contract));
        assertThat(bound.status()).as(bound.body()).isEqualTo(200);
        assertThat(bound.json().get("status").asString()).isEqualTo("free");
        assertThat(bound.json().get("contract").get("id").asLong()).isEqualTo(contract);
        assertThat(post("operator", SIMS + samples.sim() + "/bind/", Map.of("contract", contract))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("contract_has_sim");
        assertThat(post("operator", SIMS + sim + "/unbind/", Map.of())
                        .json()
                        .get("contract")
                        .isNull())
                .isTrue();
        assertThat(post("operator", SIMS + sim + "/unbind/", Map.of()).status()).isEqualTo(409);
        assertThat(post("operator", SIMS + sim + "/block/", Map.of()).status()).isEqualTo(409);

        post("operator", SIMS + sim + "/bind/", Map.of("contract", contract));
        cantBeClosed(sim, "Сначала отвяжите её.");
        command(contract, "activate", Map.of());
        cantBeClosed(sim, "Она закроется, когда её заменят или договор расторгнут.");
        assertThat(post("operator", SIMS + sim + "/unbind/", Map.of()).status()).isEqualTo(409);
        assertThat(post("operator", SIMS + sim + "/unblock/", Map.of()).status())
                .isEqualTo(409);
        var blocked = post("operator", SIMS + sim + "/block/", Map.of("reason", "Потеряна"));
        assertThat(blocked.json().get("status").asString()).isEqualTo("blocked");
        assertThat(get(contract).json().get("blocks").get(0).get("reason").asString())
                .isEqualTo("lost_sim");
        assertThat(post("operator", SIMS + sim + "/unblock/", Map.of())
                        .json()
                        .get("contract")
                        .get("status")
                        .asString())
                .isEqualTo("active");
        var closed = post("supervisor", SIMS + samples.sim() + "/close/", Map.of());
        assertThat(closed.json().get("status").asString()).isEqualTo("closed");
        cantBeClosed(closed.json().get("id").asLong(), "уже закрыта.");
    }

    private void cantBeClosed(long sim, String why) {
        var refused = post("supervisor", SIMS + sim + "/close/", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("sim_not_closable");
        assertThat(http.api("POST", SIMS + sim + "/close/", http.token("supervisor"), Map.of(), "Accept-Language", "ru")
                        .json()
                        .get("detail")
                        .asString())
                .endsWith(why);
    }

    @Test
    void doesARepeatedCallOnce() {
        var contract = samples.active();
        var path = PATH + contract + "/block/";
        var key = "\"key-" + contract + "\"";
        var first = keyed(path, Map.of("reason", "lost_sim"), key);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();

        command(contract, "unblock", Map.of("reason", "lost_sim"));
        var again = keyed(path, Map.of("reason", "lost_sim"), key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json().get("status").asString()).isEqualTo("active");
        assertThat(keyed("/api/contracts/" + contract + "/block", Map.of("reason", "lost_sim"), "key-" + contract)
                        .header("Idempotency-Replayed"))
                .isEqualTo("true");

        assertThat(keyed(path, Map.of("reason", "voluntary"), key).status()).isEqualTo(422);
        assertThat(keyed(path, Map.of("reason", "lost_sim"), "x".repeat(65)).status())
                .isEqualTo(400);
        assertThat(keyed(path, Map.of("reason", "lost_sim"), "other-" + contract)
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("suspended");
    }

    @Test
    void letsAFailedCallBeTriedAgain() {
        var contract = post("operator", PATH, Map.of("customer", samples.customer(), "tariff", samples.tariff()))
                .json();
        var path = PATH + contract.get("id").asLong() + "/activate/";
        var key = "failed-" + contract.get("id").asLong();
        assertThat(keyed(path, Map.of(), key).status()).isEqualTo(409);
        patch(contract.get("id").asLong(), Map.of("sim", samples.sim()));
        var done = keyed(path, Map.of(), key);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void drawsUpOneContractForOneKey() {
        var body = Map.<String, Object>of("customer", samples.customer(), "tariff", samples.tariff());
        var key = "draw-" + body.get("customer");
        var first = keyed(PATH, body, key);
        var again = keyed(PATH, body, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        clock.forward(Duration.ofDays(8));
        assertThat(keyed(PATH, body, key).json().get("id"))
                .isNotEqualTo(first.json().get("id"));
    }

    @Test
    void refusesAStaleVersion() {
        var contract = samples.active();
        var stale = http.api(
                "POST",
                PATH + contract + "/block/",
                http.token("operator"),
                Map.of("reason", "lost_sim"),
                "If-Match",
                "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(command(contract, "block", Map.of("reason", "lost_sim", "version", 1))
                        .status())
                .isEqualTo(412);
        assertThat(command(contract, "block", Map.of("reason", "lost_sim", "version", 2))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesACommandToACardThatIsAnotherByNow() {
        var draft = samples.draftWithoutSim();
        var sim = samples.sim();
        var bind = Map.of("contract", draft);
        assertThat(post("operator", SIMS + sim + "/bind/", Map.of("contract", draft, "version", 999))
                        .status())
                .isEqualTo(412);
        assertThat(http.api("POST", SIMS + sim + "/bind/", http.token("operator"), bind, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        var active = get(samples.active()).json().at("/sim/id").asLong();
        for (var command : List.of(sim + "/unbind/", sim + "/close/", active + "/block/", active + "/unblock/")) {
            var stale = http.api(
                    "POST", SIMS + command, http.token("supervisor"), Map.of("reason", "x"), "If-Match", "\"1\"");
            assertThat(stale.status()).as(command + stale.body()).isEqualTo(412);
            assertThat(post("supervisor", SIMS + command, Map.of("version", 999))
                            .status())
                    .as(command)
                    .isEqualTo(412);
            assertThat(post("supervisor", SIMS + command, Map.of("version", "abc"))
                            .status())
                    .as(command)
                    .isEqualTo(400);
        }
        assertThat(post("operator", SIMS + active + "/block/", Map.of("version", 3))
                        .status())
                .isEqualTo(200);
    }

    /** The two are written in different places. */
    @Test
    void saysTheSameInTheListAsByItself() {
        var customer = samples.customer();
        var draft = samples.draft(customer);
        var changing = samples.active(customer);
        command(changing, "change-tariff", Map.of("tariff", samples.tariff()));
        var blocked = samples.active(customer);
        command(blocked, "block", Map.of("reason", "lost_sim", "note", "в метро"));
        command(blocked, "block", Map.of("reason", "voluntary"));

        var listed = list("?page_size=2&ordering=-id&customer=" + customer);
        var rest = list("?page_size=2&page=2&ordering=-id&customer=" + customer);

        assertThat(ids(listed)).containsExactly(blocked, changing);
        assertThat(listed.get("next").isNull()).isFalse();
        assertThat(ids(rest)).containsExactly(draft);
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(listed.at("/results/0/blocks")).hasSize(2);
        for (var line : List.of(listed.at("/results/0"), listed.at("/results/1"), rest.at("/results/0"))) {
            var card = (ObjectNode) get(line).json();
            card.remove(List.of("next_charge", "to_unblock", "allowed"));
            assertThat(line.toString()).isEqualTo(card.toString());
        }
    }

    @Test
    void filtersAndOrdersTheList() {
        var customer = samples.customer();
        var draft = samples.draft(customer);
        var active = samples.active(customer);
        var blocked = samples.active(customer);
        command(blocked, "block", Map.of("reason", "lost_sim"));
        command(active, "change-tariff", Map.of("tariff", samples.tariff()));
        var mine = "?customer=" + customer;
        var number = get(active).json().get("number").asString();
        var tariff = get(active).json().get("tariff").get("id").asLong();

        assertThat(ids(list(mine))).containsExactly(blocked, active, draft);
        assertThat(ids(list(mine + "&ordering=id"))).containsExactly(draft, active, blocked);
        assertThat(ids(list(mine + "&status=draft"))).containsExactly(draft);
        assertThat(ids(list(mine + "&status__in=active,suspended&ordering=status")))
                .containsExactly(active, blocked);
        assertThat(ids(list(mine + "&block=lost_sim"))).containsExactly(blocked);
        assertThat(ids(list(mine + "&pending_tariff=true"))).containsExactly(active);
        assertThat(ids(list(mine + "&balance__gte=0.01"))).isEmpty();
        assertThat(ids(list(mine + "&balance__lte=0"))).hasSize(3);
        assertThat(ids(list(mine + "&activated_after=" + today()))).containsExactly(blocked, active);
        assertThat(ids(list(mine + "&signed_before=2026-10-31"))).isEmpty();
        assertThat(ids(list("?tariff=" + tariff))).containsExactly(active);
        assertThat(list("?tariff=" + tariff).get("count").asLong()).isEqualTo(1);
        assertThat(ids(list("?number=" + number))).containsExactly(active);
        assertThat(ids(list("?search=" + number))).containsExactly(active);
        assertThat(ids(list("?search=" + number.substring(0, 3) + "+" + number.substring(3))))
                .containsExactly(active);
        var name = get(active).json().get("customer").get("full_name").asString();
        assertThat(ids(list("?search=" + Http.encode(name)))).contains(blocked, active, draft);
        assertThat(list(mine + "&page_size=1&page=2")
                        .get("results")
                        .get(0)
                        .get("id")
                        .asLong())
                .isEqualTo(active);
        assertThat(http.api("GET", PATH + "?customer=999999999&status=x&number=12", http.token("operator"), null)
                        .json()
                        .propertyNames())
                .containsExactlyInAnyOrder("customer", "status", "number");
    }

    @Test
    void isFoundByTheNewNameOfItsCustomer() {
        var customer = samples.customer();
        var contract = samples.draft(customer);
        var was = get(contract).json().get("customer").get("full_name").asString();
        var name = "Переименова" + "абвгдежзик".charAt((int) (customer % 10)) + "на";
        var renamed = http.api(
                "PATCH",
                "/api/v1/customers/" + customer + "/",
                http.token("operator"),
                Map.of("last_name", name, "confirm_duplicate", true));
        assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
        assertThat(ids(list("?search=" + Http.encode(name)))).containsExactly(contract);
        assertThat(ids(list("?search=" + Http.encode(was.split(" ")[0])))).doesNotContain(contract);
    }

    @Test
    void comesByPagesWhenAskedForByItsCustomersName() {
        var customer = samples.customer();
        var contracts = List.of(samples.draft(customer), samples.draft(customer), samples.draft(customer));
        var name = "Постранично" + "абвгдежзик".charAt((int) (customer % 10)) + "ва";
        http.api(
                "PATCH",
                "/api/v1/customers/" + customer + "/",
                http.token("operator"),
                Map.of("last_name", name, "confirm_duplicate", true));
        var search = "?page_size=2&search=" + Http.encode(name);
        var first = list(search);
        assertThat(first.get("count").asLong()).isEqualTo(3);
        assertThat(first.get("next").isNull()).isFalse();
        assertThat(ids(list(search))).containsExactly(contracts.get(2), contracts.get(1));
        assertThat(ids(list(search + "&page=2"))).containsExactly(contracts.getFirst());
        assertThat(list(search + "&page=2").get("next").isNull()).isTrue();
        assertThat(http.api("GET", PATH + search + "&page=3", http.token("operator"), null)
                        .status())
                .isEqualTo(404);
        assertThat(ids(list(search + "&ordering=id"))).containsExactly(contracts.get(0), contracts.get(1));
    }

    @Test
    void followsACustomerIntoAnother() {
        var survivor = samples.customer();
        var other = samples.customer();
        var draft = samples.draft(other);
        var active = samples.active(other);
        var merged = http.api(
                "POST", "/api/v1/customers/" + survivor + "/merge/", http.token("supervisor"), Map.of("other", other));
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        for (var contract : List.of(draft, active)) {
            var moved = get(contract).json();
            assertThat(moved.get("customer").get("id").asLong()).isEqualTo(survivor);
            assertThat(events(contract)).startsWith("customer_changed");
        }
        assertThat(customerStatus(survivor)).isEqualTo("active");
        var name = get(active).json().get("customer").get("full_name").asString();
        assertThat(ids(list("?search=" + Http.encode(name)))).contains(draft, active);
    }

    @Test
    void keepsACustomerWhoHasContracts() {
        var customer = samples.customer();
        samples.draft(customer);
        var kept = http.api("DELETE", "/api/v1/customers/" + customer + "/", http.token("supervisor"), null);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().get("status").asString()).isEqualTo("new");
        assertThat(kept.json().get("allowed").isArray()).isTrue();
    }

    @Test
    void aTariffIsTiedToDraftsOnlyAsLongAsTheyAreThere() {
        var tariff = samples.tariff();
        var path = "/api/v1/tariffs/" + tariff + "/";
        var draft = post("operator", PATH, Map.of("customer", samples.customer(), "tariff", tariff))
                .json()
                .get("id")
                .asLong();
        assertThat(http.api("DELETE", path, http.token("supervisor"), null).status())
                .isEqualTo(409);
        assertThat(http.api("PATCH", path, http.token("supervisor"), Map.of("period", "daily"))
                        .status())
                .isEqualTo(409);
        http.api("DELETE", PATH + draft + "/", http.token("operator"), null);
        assertThat(http.api("PATCH", path, http.token("supervisor"), Map.of("period", "daily"))
                        .status())
                .isEqualTo(200);
        assertThat(http.api("DELETE", path, http.token("supervisor"), null).status())
                .isEqualTo(204);

        // whoever was served by it may ask years later what it was
        var served = samples.active();
        var first = get(served).json().get("tariff").get("id").asLong();
        command(served, "change-tariff", Map.of("tariff", samples.tariff(), "when", "now"));
        assertThat(http.api("DELETE", "/api/v1/tariffs/" + first + "/", http.token("supervisor"), null)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void deletesADraftWithItsHistory() {
        var contract = samples.draft();
        assertThat(http.api("DELETE", PATH + contract + "/", http.token("operator"), null)
                        .status())
                .isEqualTo(204);
        assertThat(get(contract).status()).isEqualTo(404);
        assertThat(http.api("GET", PATH + contract + "/history/", http.token("operator"), null)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockReason.class,
            names = {"VOLUNTARY", "LOST_SIM"})
    void tellsTheCustomerIsBlocked(BlockReason reason) {
        var customer = samples.customer();
        var contract = samples.active(customer);
        command(contract, "block", Map.of("reason", reason.code()));
        assertThat(customerStatus(customer)).isEqualTo("blocked");
        command(contract, "unblock", Map.of("reason", reason.code()));
        assertThat(customerStatus(customer)).isEqualTo("active");
    }

    private long in(String status) {
        return switch (status) {
            case "draft" -> samples.draft();
            case "active" -> samples.active();
            case "suspended" -> samples.suspended(BlockReason.VOLUNTARY);
            default -> samples.terminated();
        };
    }

    private long draftWithoutSim() {
        return post("operator", PATH, Map.of("customer", samples.customer(), "tariff", samples.tariff()))
                .json()
                .get("id")
                .asLong();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private String customerStatus(long customer) {
        return http.api("GET", "/api/v1/customers/" + customer + "/", http.token("operator"), null)
                .json()
                .get("status")
                .asString();
    }

    private List<String> events(long contract) {
        var events = new ArrayList<String>();
        http.api("GET", PATH + contract + "/history/", http.token("operator"), null)
                .json()
                .get("results")
                .forEach(line -> events.add(line.get("event").asString()));
        return events;
    }

    private Http.Answer post(String role, String path, Object body) {
        return http.api("POST", path, http.token(role), body);
    }

    private Http.Answer keyed(String path, Object body, String key) {
        return http.api("POST", path, http.token("operator"), body, "Idempotency-Key", key);
    }

    private Http.Answer command(JsonNode contract, String name, Map<String, ?> body) {
        return command(contract.get("id").asLong(), name, body);
    }

    private Http.Answer command(long contract, String name, Map<String, ?> body) {
        return command("operator", contract, name, body);
    }

    private Http.Answer command(String role, long contract, String name, Map<String, ?> body) {
        return post(role, PATH + contract + "/" + name + "/", body);
    }

    private Http.Answer patch(long contract, Map<String, ? extends @Nullable Object> body) {
        return http.api("PATCH", PATH + contract + "/", http.token("operator"), body);
    }

    private Http.Answer get(JsonNode contract) {
        return get(contract.get("id").asLong());
    }

    private Http.Answer get(long contract) {
        return http.api("GET", PATH + contract + "/", http.token("operator"), null);
    }

    private JsonNode list(String query) {
        var answer = http.api("GET", PATH + query, http.token("employee"), null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<Long> ids(JsonNode list) {
        return StreamSupport.stream(list.get("results").spliterator(), false)
                .map(line -> line.get("id").asLong())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
