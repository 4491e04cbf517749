package io.telecomcrm.contracts;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CONTRACT_BLOCK;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.Http;
import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Many at once: somebody wins, the others are told why not, and nothing is left half done. */
@IntegrationTest
class ContractRaceTest {

    private static final String CONTRACTS = "/api/v1/contracts/";

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
    void oneOfFiftyDraftsGetsTheCard() throws Exception {
        var sim = samples.sim();
        var customer = samples.customer();
        var tariff = samples.tariff();
        var drafts = new ArrayList<Long>();
        for (var i = 0; i < 50; i++) {
            drafts.add(SampleContracts.as(() ->
                            contracts.create(new ContractDetails(customer, null, tariff, LocalDate.of(2026, 11, 1))))
                    .id());
        }
        var token = http.token("operator");
        var answers = atOnce(
                50, i -> http.api("POST", "/api/v1/sims/" + sim + "/bind/", token, Map.of("contract", drafts.get(i))));

        var won = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(49);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 409)
                        .map(answer -> answer.json().get("code").asString()))
                .containsOnly("sim_not_free");
        var winner = won.getFirst().json().get("contract").get("id").asLong();
        assertThat(db.fetchValue(SIM.CONTRACT_ID, SIM.ID.eq(sim))).isEqualTo(winner);
        assertThat(db.fetchCount(SIM_HISTORY, SIM_HISTORY.SIM_ID.eq(sim))).isEqualTo(1);
        assertThat(db.fetchCount(CONTRACT, CONTRACT.ID.in(drafts).and(CONTRACT.VERSION.gt(1L))))
                .isEqualTo(1);
    }

    /** All of them looked at the same card; the one that took its place is nobody's to replace from there. */
    @Test
    void aCardIsReplacedOnceHoweverManyDoItAtOnce() throws Exception {
        var old = db.fetchValue(SIM.ID, SIM.CONTRACT_ID.eq(samples.active()));
        var cards = IntStream.range(0, 8).mapToObj(_ -> samples.sim()).toList();
        var clerks = cards.stream().map(_ -> http.browser("supervisor")).toList();
        clerks.forEach(clerk -> clerk.get("/sims/" + old));
        var answers = atOnce(
                cards.size(),
                i -> clerks.get(i)
                        .post(
                                "/sims/" + old + "/replacement",
                                Map.of("sim_id", cards.get(i).toString(), "sim_reason", "damaged")));

        assertThat(answers)
                .extracting(Http.Answer::status)
                .containsOnlyOnce(303)
                .contains(409);
        assertThat(db.fetchCount(SIM, SIM.ID.in(cards).and(SIM.STATUS.eq(SimStatus.FREE))))
                .isEqualTo(cards.size() - 1);
    }

    @Test
    void thirtyActivationsAtEighteenNumbersEndAtTwenty() throws Exception {
        var passport = SampleContracts.passport();
        for (var i = 0; i < 18; i++) {
            samples.active(samples.customer("4620", passport));
        }
        var drafts = new ArrayList<Long>();
        // half of them under the same row of a customer, half under other rows with the same document
        var one = samples.customer("4620", passport);
        for (var i = 0; i < 30; i++) {
            drafts.add(samples.draft(i % 2 == 0 ? one : samples.customer("4620", passport)));
        }
        var token = http.token("operator");
        var answers = atOnce(30, i -> http.api("POST", CONTRACTS + drafts.get(i) + "/activate/", token, Map.of()));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(2);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 409)
                        .map(answer -> answer.json().get("code").asString()))
                .hasSize(28)
                .containsOnly("number_limit");
        assertThat(db.fetchCount(SIM, SIM.CONTRACT_ID.in(drafts).and(SIM.STATUS.eq(SimStatus.ACTIVE))))
                .isEqualTo(2);
    }

    /** The fee changes while it is agreed to: whoever begins pays what was shown, everybody else is refused whole. */
    @Test
    void nobodyPaysAFeeThatWasNotShown() throws Exception {
        var tariff = samples.tariff(TariffPeriod.MONTHLY, true, Money.ofRubles(300));
        var shown = new Shown(null, "300.00 monthly");
        var drafts = new ArrayList<Long>();
        for (var i = 0; i < 40; i++) {
            drafts.add(SampleContracts.as(() -> contracts.create(
                            new ContractDetails(samples.customer(), samples.sim(), tariff, LocalDate.of(2026, 11, 1))))
                    .id());
        }
        var token = http.token("supervisor");
        var path = "/api/v1/tariffs/" + tariff + "/";
        var begun = ConcurrentHashMap.<Long>newKeySet();
        var some = new Semaphore(0);
        var changed = new CountDownLatch(1);
        atOnce(5, lane -> {
            if (lane == 4) {
                some.acquireUninterruptibly(4);
                var answer = http.api("PATCH", path, token, Map.of("fee", "900"));
                changed.countDown();
                return answer.status();
            }
            for (var i = lane; i < drafts.size(); i += 4) {
                // the last of each lane come after the change, however late the machine lets it through
                if (i >= 32) {
                    assertThat(changed.await(1, TimeUnit.MINUTES)).isTrue();
                }
                if (begins(drafts.get(i), shown)) {
                    begun.add(drafts.get(i));
                    some.release();
                }
            }
            return 0;
        });

        assertThat(begun).hasSizeBetween(4, 32);
        for (var draft : drafts) {
            var contract = db.fetchSingle(CONTRACT, CONTRACT.ID.eq(draft));
            var began = begun.contains(draft);
            assertThat(contract.getStatus()).isEqualTo(began ? ContractStatus.SUSPENDED : ContractStatus.DRAFT);
            assertThat(contract.getBalance()).isEqualTo(Money.ofRubles(began ? -300 : 0));
        }
    }

    private boolean begins(long draft, Shown shown) {
        try {
            SampleContracts.as(() -> contracts.activate(draft, null, shown));
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo("price_changed");
            return false;
        }
    }

    @Test
    void aBlockAndATerminationLeaveNoBlockedCorpse() throws Exception {
        var token = http.token("operator");
        for (var i = 0; i < 10; i++) {
            var contract = samples.suspended(BlockReason.VOLUNTARY);
            var calls = List.of(
                    Map.of("name", "block", "reason", "lost_sim"),
                    Map.of("name", "terminate", "reason", "customer"),
                    Map.of("name", "unblock", "reason", "voluntary"),
                    Map.of("name", "unblock", "reason", "lost_sim"));
            var answers = atOnce(
                    calls.size(),
                    call -> http.api(
                            "POST",
                            CONTRACTS + contract + "/" + calls.get(call).get("name") + "/",
                            token,
                            Map.of("reason", calls.get(call).get("reason"))));

            assertThat(answers.stream().map(Http.Answer::status)).allMatch(status -> status == 200 || status == 409);
            assertThat(answers.get(1).status()).isEqualTo(200);
            assertThat(db.fetchValue(CONTRACT.STATUS, CONTRACT.ID.eq(contract))).isEqualTo(ContractStatus.TERMINATED);
            assertThat(db.fetchCount(
                            CONTRACT_BLOCK,
                            CONTRACT_BLOCK.CONTRACT_ID.eq(contract).and(CONTRACT_BLOCK.LIFTED_AT.isNull())))
                    .isZero();
            assertThat(db.fetchValue(SIM.STATUS, SIM.CONTRACT_ID.eq(contract))).isEqualTo(SimStatus.CLOSED);
        }
    }

    /** A suspended contract's blocks are read after the contract, and may be lifted in between. */
    @Test
    void nobodySeesAContractSuspendedForNothing() throws Exception {
        var contract = samples.active();
        var token = http.token("operator");
        var path = CONTRACTS + contract + "/";
        var done = new AtomicBoolean();
        atOnce(4, lane -> {
            if (lane == 0) {
                try {
                    blockAndUnblock(path, token, 30);
                } finally {
                    done.set(true);
                }
            }
            while (!done.get()) {
                var card = http.api("GET", path, token, null).json();
                assertThat(card.get("blocks").isEmpty())
                        .as(card.toString())
                        .isEqualTo(card.get("status").asString().equals("active"));
            }
            return lane;
        });
    }

    private void blockAndUnblock(String path, String token, int times) {
        for (var i = 0; i < times; i++) {
            for (var move : List.of("block/", "unblock/")) {
                var answer = http.api("POST", path + move, token, Map.of("reason", "voluntary"));
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            }
        }
    }

    @Test
    void twentyCallsWithOneKeyDrawUpOneContract() throws Exception {
        var customer = samples.customer();
        var body = Map.of("customer", customer, "tariff", samples.tariff());
        var token = http.token("operator");
        var answers = atOnce(20, _ -> http.api("POST", CONTRACTS, token, body, "Idempotency-Key", "race-" + customer));

        assertThat(answers.stream().map(Http.Answer::status)).allMatch(status -> status == 201 || status == 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.json().get("id").asLong())
                        .distinct())
                .hasSize(1);
        assertThat(db.fetchCount(CONTRACT, CONTRACT.CUSTOMER_ID.eq(customer))).isEqualTo(1);
    }

    private static <T> List<T> atOnce(int times, Lane<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<T>>();
            for (var i = 0; i < times; i++) {
                var index = i;
                calls.add(() -> call.apply(index));
            }
            var answers = new ArrayList<T>();
            for (var done : threads.invokeAll(calls)) {
                answers.add(done.get());
            }
            return answers;
        }
    }

    /** One of the calls made at once. */
    private interface Lane<T> {
        T apply(int index) throws Exception;
    }
}
