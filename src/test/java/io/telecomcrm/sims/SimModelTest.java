package io.telecomcrm.sims;

import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.SIM_COUNT;
import static io.telecomcrmdb.Tables.SIM_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.IntegrationTest;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;

/**
 * Random commands at a few cards and contracts, on the real database and beside it on a model of a dozen lines: what the
 * model forbids is refused and changes nothing, what it allows happens, and the history tells all of it.
 */
@IntegrationTest
@Tag("integration")
class SimModelTest {

    private static final int CARDS = 3;
    private static final int CONTRACTS = 2;

    @Autowired
    Sims sims;

    @Autowired
    DSLContext db;

    @BeforeProperty
    void start() throws Exception {
        new TestContextManager(SimModelTest.class).prepareTestInstance(this);
    }

    enum Verb {
        RESERVE,
        RELEASE,
        ACTIVATE,
        BLOCK,
        UNBLOCK,
        RETIRE,
        REPLACE,
        CLOSE
    }

    record Command(Verb verb, int card, int contract) {}

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void neverDoesWhatTheModelForbids(
            @ForAll @Size(min = 8, max = 40) List<Verb> verbs,
            @ForAll @Size(40) List<@IntRange(max = CARDS - 1) Integer> cards,
            @ForAll @Size(40) List<@IntRange(max = CONTRACTS - 1) Integer> contracts)
            throws Exception {
        var amiss = amiss();
        var world = new World();
        for (var i = 0; i < verbs.size(); i++) {
            world.run(new Command(verbs.get(i), cards.get(i), contracts.get(i)));
        }
        world.checkHistory();
        assertThat(amiss()).isEqualTo(amiss);
    }

    /** What happened so far, in the database and in the model. */
    private final class World {

        private final long[] cards = new long[CARDS];
        private final long[] contracts = new long[CONTRACTS];
        private final SimStatus[] status = new SimStatus[CARDS];
        private final @Nullable Integer[] holder = new @Nullable Integer[CARDS];
        private final int[] moves = new int[CARDS];

        World() throws Exception {
            for (var i = 0; i < CARDS; i++) {
                var details = new SimDetails(
                        new Iccid(SampleSims.iccid()), null, new Msisdn(SampleSims.msisdn()), null, SimSecrets.NONE);
                cards[i] = Actor.job("tests").call(() -> sims.create(details)).id();
                status[i] = SimStatus.FREE;
                moves[i] = 1;
            }
            for (var i = 0; i < CONTRACTS; i++) {
                contracts[i] = SampleSims.contract(db);
            }
        }

        void run(Command command) {
            var expected = model(command);
            var happened = true;
            try {
                real(command);
            } catch (Refusal refusal) {
                happened = false;
            }
            assertThat(happened).as(command + " in " + Arrays.toString(status)).isEqualTo(expected);
            for (var i = 0; i < CARDS; i++) {
                var sim = sims.get(cards[i]);
                assertThat(sim.status()).as(command.toString()).isEqualTo(status[i]);
                assertThat(sim.contractId()).isEqualTo(holder[i] == null ? null : Long.valueOf(contracts[holder[i]]));
            }
        }

        private void real(Command command) {
            var card = cards[command.card];
            var contract = contracts[command.contract];
            switch (command.verb) {
                case RESERVE -> sims.reserve(card, contract);
                case RELEASE -> sims.release(contract);
                case ACTIVATE -> sims.activate(List.of(contract));
                case BLOCK -> sims.block(List.of(contract), null);
                case UNBLOCK -> sims.unblock(List.of(contract), null);
                case RETIRE -> sims.retire(List.of(contract), null);
                case REPLACE -> sims.replace(contract, card, "lost");
                case CLOSE -> sims.close(card, null, null);
            }
        }

        private boolean model(Command command) {
            var card = command.card;
            var held = held(command.contract);
            return switch (command.verb) {
                case RESERVE ->
                    status[card] == SimStatus.FREE
                            && holder[card] == null
                            && held < 0
                            && becomes(card, SimStatus.FREE, command.contract);
                case RELEASE -> held < 0 || status[held] == SimStatus.FREE && becomes(held, SimStatus.FREE, null);
                case ACTIVATE -> moves(held, SimStatus.FREE, SimStatus.ACTIVE);
                case BLOCK -> moves(held, SimStatus.ACTIVE, SimStatus.BLOCKED);
                case UNBLOCK -> moves(held, SimStatus.BLOCKED, SimStatus.ACTIVE);
                case RETIRE ->
                    moves(held, SimStatus.ACTIVE, SimStatus.CLOSED) || moves(held, SimStatus.BLOCKED, SimStatus.CLOSED);
                case REPLACE -> {
                    if (held < 0
                            || status[held] != SimStatus.ACTIVE && status[held] != SimStatus.BLOCKED
                            || status[card] != SimStatus.FREE
                            || holder[card] != null) {
                        yield false;
                    }
                    becomes(card, status[held], command.contract);
                    yield becomes(held, SimStatus.CLOSED, null);
                }
                case CLOSE ->
                    status[card] == SimStatus.FREE && holder[card] == null && becomes(card, SimStatus.CLOSED, null);
            };
        }

        private boolean moves(int card, SimStatus from, SimStatus to) {
            return card >= 0 && status[card] == from && becomes(card, to, holder[card]);
        }

        private boolean becomes(int card, SimStatus to, @Nullable Integer contract) {
            status[card] = to;
            holder[card] = contract;
            moves[card]++;
            return true;
        }

        private int held(int contract) {
            for (var i = 0; i < CARDS; i++) {
                if (Objects.equals(holder[i], contract)) {
                    return i;
                }
            }
            return -1;
        }

        /** One line for each move, each beginning where the one before ended, the last ending at the card as it is. */
        void checkHistory() {
            for (var i = 0; i < CARDS; i++) {
                var lines = db.selectFrom(SIM_HISTORY)
                        .where(SIM_HISTORY.SIM_ID.eq(cards[i]))
                        .orderBy(SIM_HISTORY.ID)
                        .fetch();
                assertThat(lines).hasSize(moves[i]);
                var seen = new ArrayList<>(lines);
                for (var next = 1; next < seen.size(); next++) {
                    assertThat(seen.get(next).getStatusFrom())
                            .isEqualTo(seen.get(next - 1).getStatusTo());
                    assertThat(seen.get(next).getContractFrom())
                            .isEqualTo(seen.get(next - 1).getContractTo());
                    assertThat(seen.get(next).getMsisdnFrom())
                            .isEqualTo(seen.get(next - 1).getMsisdnTo());
                }
                var sim = sims.get(cards[i]);
                assertThat(seen.getLast().getStatusTo()).isEqualTo(sim.status());
                assertThat(seen.getLast().getContractTo()).isEqualTo(sim.contractId());
                assertThat(seen.getLast().getMsisdnTo()).isEqualTo(sim.msisdn());
                assertThat(sim.version()).isEqualTo(moves[i]);
            }
        }
    }

    /** By how much the kept counts are off; other tests write cards without counting them. */
    private Map<SimState, Long> amiss() {
        var amiss = kept();
        counted().forEach((state, amount) -> amiss.merge(state, -amount, Long::sum));
        amiss.values().removeIf(amount -> amount == 0);
        return amiss;
    }

    private Map<SimState, Long> kept() {
        var kept = new HashMap<SimState, Long>();
        db.select(SIM_COUNT.STATUS, SIM_COUNT.IS_BOUND, coalesce(sum(SIM_COUNT.AMOUNT), inline(0)))
                .from(SIM_COUNT)
                .groupBy(SIM_COUNT.STATUS, SIM_COUNT.IS_BOUND)
                .forEach(row -> kept.merge(
                        SimState.of(row.value1(), row.value2()), row.value3().longValue(), Long::sum));
        kept.values().removeIf(amount -> amount == 0);
        return kept;
    }

    private Map<SimState, Long> counted() {
        var counted = new HashMap<SimState, Long>();
        db.select(SIM.STATUS, SIM.CONTRACT_ID.isNotNull(), count())
                .from(SIM)
                .groupBy(SIM.STATUS, SIM.CONTRACT_ID.isNotNull())
                .forEach(row -> counted.merge(
                        SimState.of(row.value1(), row.value2()), row.value3().longValue(), Long::sum));
        return counted;
    }
}
