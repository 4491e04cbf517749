package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.TurnableClock;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What contracts do with cards and numbers. */
@IntegrationTest
class SimsTest {

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @Autowired
    TurnableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void servesAContractToItsEnd() throws Exception {
        var contract = SampleSims.contract(db);
        var sim = create();
        sims.reserve(sim.id(), contract);
        sims.activate(List.of(contract));
        sims.block(List.of(contract), "debt");
        sims.unblock(List.of(contract), "debt");
        sims.retire(List.of(contract), "customer");

        var closed = sims.get(sim.id());
        assertThat(closed.state()).isEqualTo(SimState.CLOSED);
        assertThat(closed.contractId()).isEqualTo(contract);
        assertThat(closed.version()).isEqualTo(6);
        var history = db.selectFrom(SIM_HISTORY)
                .where(SIM_HISTORY.SIM_ID.eq(sim.id()))
                .orderBy(SIM_HISTORY.ID)
                .fetch();
        assertThat(history.getValues(SIM_HISTORY.EVENT))
                .containsExactly("created", "bound", "activated", "blocked", "unblocked", "closed");
        assertThat(history.getValues(SIM_HISTORY.REASON)).containsExactly(null, null, null, "debt", "debt", "customer");
        assertThat(db.fetchCount(AUDIT_ENTRY, AUDIT_ENTRY.OBJECT_TYPE.eq("sim"), AUDIT_ENTRY.OBJECT_ID.eq(sim.id())))
                .isEqualTo(6);
    }

    @Test
    void movesManyAtOnceOrNone() throws Exception {
        var contracts =
                IntStream.range(0, 3).mapToObj(_ -> SampleSims.contract(db)).toList();
        for (var contract : contracts) {
            sims.reserve(create().id(), contract);
        }
        sims.activate(contracts);
        sims.block(contracts.subList(0, 1), null);

        assertThatThrownBy(() -> sims.block(contracts, null)).isInstanceOf(Refusal.class);
        assertThat(contracts.stream()
                        .map(contract -> sims.ofContract(contract).orElseThrow().status()))
                .containsExactly(SimStatus.BLOCKED, SimStatus.ACTIVE, SimStatus.ACTIVE);
        assertThatThrownBy(() -> sims.block(List.of(contracts.get(1), SampleSims.contract(db)), null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("contract_without_sim"));
        sims.block(List.of(), null);
    }

    @Test
    void letsADraftTakeAndGiveBack() throws Exception {
        var contract = SampleSims.contract(db);
        var sim = create();
        sims.reserve(sim.id(), contract);
        assertThat(sims.get(sim.id()).state()).isEqualTo(SimState.RESERVED);

        refused("contract_has_sim", () -> sims.reserve(create().id(), contract));
        refused("sim_not_free", () -> sims.reserve(sim.id(), SampleSims.contract(db)));
        refused("sim_not_closable", () -> sims.close(sim.id(), null, null));
        sims.release(contract);
        sims.release(contract);
        assertThat(sims.get(sim.id()).state()).isEqualTo(SimState.FREE);
        sims.close(sim.id(), null, "брак");
        refused("sim_not_free", () -> sims.reserve(sim.id(), contract));
        // a card that was never in service leaves a free number behind
        assertThat(sims.obstacle(Objects.requireNonNull(sim.msisdn()))).isEmpty();
    }

    @Test
    void replacesACard() throws Exception {
        var contract = SampleSims.contract(db);
        var old = create();
        var next = create();
        sims.reserve(old.id(), contract);
        refused("sim_not_in_service", () -> sims.replace(contract, next.id(), "lost"));
        sims.activate(List.of(contract));
        sims.block(List.of(contract), "lost_sim");
        var taken = sims.replace(contract, next.id(), "lost");

        assertThat(taken.status()).isEqualTo(SimStatus.BLOCKED);
        assertThat(taken.msisdn()).isEqualTo(old.msisdn());
        assertThat(sims.ofContract(contract)).contains(taken);
        assertThat(sims.get(old.id()).state()).isEqualTo(SimState.CLOSED);
        assertThat(sims.get(old.id()).contractId()).isNull();
        assertThat(sims.obstacle(Objects.requireNonNull(next.msisdn()))).isEmpty();
        assertThat(sims.find(Objects.requireNonNull(old.msisdn()))).contains(taken);
        refused("sim_not_free", () -> sims.replace(contract, old.id(), "lost"));
        refused("contract_without_sim", () -> sims.replace(SampleSims.contract(db), create().id(), "lost"));
    }

    @Test
    void changesANumberAndLetsTheOldOneRest() throws Exception {
        var contract = SampleSims.contract(db);
        var sim = create();
        var other = create();
        sims.reserve(sim.id(), contract);
        sims.activate(List.of(contract));
        refused("number_taken", () -> sims.changeNumber(contract, Objects.requireNonNull(other.msisdn())));

        var number = new Msisdn(SampleSims.msisdn());
        assertThat(sims.changeNumber(contract, number).msisdn()).isEqualTo(number);
        refused("number_in_quarantine", () -> sims.changeNumber(contract, Objects.requireNonNull(sim.msisdn())));
        assertThat(sims.changeNumber(contract, number).version()).isEqualTo(4);
    }

    @Test
    void quarantineEndsOnItsDay() throws Exception {
        var contract = SampleSims.contract(db);
        var sim = create();
        var number = Objects.requireNonNull(sim.msisdn());
        sims.reserve(sim.id(), contract);
        sims.activate(List.of(contract));
        sims.retire(List.of(contract), "customer");

        clock.forward(Duration.ofDays(89));
        assertThatThrownBy(() -> create(number))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.fields().get("msisdn"))
                                .singleElement()
                                .hasToString("number_in_quarantine"));
        clock.forward(Duration.ofDays(1));
        assertThat(create(number).msisdn()).isEqualTo(number);
        refused("number_taken", () -> {
            var another = SampleSims.contract(db);
            sims.reserve(create().id(), another);
            sims.activate(List.of(another));
            return sims.changeNumber(another, number);
        });
    }

    @Test
    void oneOfFiftyContractsGetsTheCard() throws Exception {
        var sim = create();
        var contracts =
                IntStream.range(0, 50).mapToObj(_ -> SampleSims.contract(db)).toList();
        var outcomes = together(contracts.stream()
                .<Callable<Object>>map(contract -> () -> sims.reserve(sim.id(), contract))
                .toList());

        assertThat(outcomes).filteredOn(Sim.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome ->
                        outcome instanceof Refusal refusal && refusal.code().equals("sim_not_free"))
                .hasSize(49);
        assertThat(db.fetchCount(SIM_HISTORY, SIM_HISTORY.SIM_ID.eq(sim.id()))).isEqualTo(2);
    }

    @Test
    void oneOfManyCardsGetsTheNumber() throws Exception {
        var number = new Msisdn(SampleSims.msisdn());
        var outcomes = together(IntStream.range(0, 12)
                .<Callable<Object>>mapToObj(_ -> () -> create(number))
                .toList());

        assertThat(outcomes).filteredOn(Sim.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Invalid.class::isInstance).hasSize(11);
        assertThat(db.fetchCount(SIM, SIM.MSISDN.eq(number))).isEqualTo(1);
    }

    @Test
    void twoContractsMaySwapNumbersWithOthersAtOnce() throws Exception {
        var tasks = new ArrayList<Callable<Object>>();
        for (var i = 0; i < 8; i++) {
            var contract = SampleSims.contract(db);
            sims.reserve(create().id(), contract);
            sims.activate(List.of(contract));
            tasks.add(() -> sims.changeNumber(contract, new Msisdn(SampleSims.msisdn())));
        }
        assertThat(together(tasks)).allMatch(Sim.class::isInstance);
    }

    @Test
    void renewsTheEncryptionOfCodes() throws Exception {
        var secrets = new SimSecrets("1234", null, null, "87654321");
        var details = new SimDetails(new Iccid(SampleSims.iccid()), null, null, null, secrets);
        var sim = Actor.job("tests").call(() -> sims.create(details));
        var old = db.select(SIM.SECRETS).from(SIM).where(SIM.ID.eq(sim.id())).fetchSingle(SIM.SECRETS);
        db.transaction(_ -> db.update(SIM)
                .set(SIM.SECRETS, "old" + old.substring(1))
                .where(SIM.ID.eq(sim.id()))
                .execute());

        assertThat(sims.renewEncryption()).isEqualTo(1);
        assertThat(sims.renewEncryption()).isZero();
        assertThat(db.select(SIM.SECRETS).from(SIM).where(SIM.ID.eq(sim.id())).fetchSingle(SIM.SECRETS))
                .startsWith("1.")
                .isNotEqualTo(old);
        assertThat(Actor.job("tests").call(() -> sims.reveal(sim.id(), "проверка")))
                .isEqualTo(secrets);
    }

    private static List<Object> together(List<Callable<Object>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Object>>();
            for (var task : tasks) {
                running.add(threads.submit(() -> {
                    try {
                        return Actor.job("tests").call(task);
                    } catch (Refusal | Invalid refused) {
                        return refused;
                    }
                }));
            }
            var outcomes = new ArrayList<Object>();
            for (var one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        }
    }

    private Sim create() throws Exception {
        return create(new Msisdn(SampleSims.msisdn()));
    }

    private Sim create(Msisdn number) throws Exception {
        var details = new SimDetails(new Iccid(SampleSims.iccid()), null, number, null, SimSecrets.NONE);
        return Actor.job("tests").call(() -> sims.create(details));
    }

    private static void refused(String code, Callable<?> attempt) {
        assertThatThrownBy(attempt::call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
