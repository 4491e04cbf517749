package io.telecomcrm.sims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.kernel.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every verb in every state: what the table does not name is refused. */
class SimTest {

    private static final Msisdn NUMBER = new Msisdn("+79161234567");
    private static final Msisdn OTHER = new Msisdn("+79161234568");

    private static final Map<String, UnaryOperator<Sim>> VERBS = Map.of(
            "reserve", sim -> sim.reserve(8),
            "release", Sim::release,
            "activate", Sim::activate,
            "block", Sim::block,
            "unblock", Sim::unblock,
            "retire", Sim::retire,
            "give way", Sim::giveWay,
            "take over", sim -> sim.takeOver(in(SimState.BLOCKED)),
            "renumber", sim -> sim.renumber(OTHER),
            "close", Sim::close);

    private static final Map<SimState, Map<String, SimState>> TABLE = Map.of(
            SimState.FREE,
            Map.of("reserve", SimState.RESERVED, "close", SimState.CLOSED, "take over", SimState.BLOCKED),
            SimState.RESERVED,
            Map.of("release", SimState.FREE, "activate", SimState.ACTIVE),
            SimState.ACTIVE,
            Map.of(
                    "block", SimState.BLOCKED,
                    "retire", SimState.CLOSED,
                    "give way", SimState.CLOSED,
                    "renumber", SimState.ACTIVE),
            SimState.BLOCKED,
            Map.of(
                    "unblock", SimState.ACTIVE,
                    "retire", SimState.CLOSED,
                    "give way", SimState.CLOSED,
                    "renumber", SimState.BLOCKED),
            SimState.CLOSED,
            Map.of());

    @ParameterizedTest
    @EnumSource
    void movesAsTheTableSays(SimState from) {
        VERBS.forEach((name, verb) -> {
            var to = TABLE.getOrDefault(from, Map.of()).get(name);
            if (to == null) {
                assertThatThrownBy(() -> verb.apply(in(from)))
                        .as(from + " " + name)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.status())
                                        .isEqualTo(in(from).status().code()));
            } else {
                assertThat(verb.apply(in(from)).state()).as(from + " " + name).isEqualTo(to);
            }
        });
    }

    @Test
    void needsANumberToWork() {
        assertThatThrownBy(() -> sim(SimStatus.FREE, 7L, null).activate())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("sim_without_number"));
    }

    @Test
    void standsInForAnotherCardAsThatWas() {
        var old = sim(SimStatus.BLOCKED, 7L, OTHER);
        var next = in(SimState.FREE).takeOver(old);

        assertThat(next.contractId()).isEqualTo(7);
        assertThat(next.msisdn()).isEqualTo(OTHER);
        assertThat(old.giveWay().contractId()).isNull();
        assertThat(old.retire().contractId()).isEqualTo(7);
    }

    private static Sim in(SimState state) {
        return sim(state.status(), state == SimState.FREE ? null : 7L, NUMBER);
    }

    private static Sim sim(SimStatus status, @Nullable Long contract, @Nullable Msisdn number) {
        var at = Instant.EPOCH;
        return new Sim(1, new Iccid("8970101234567890123"), null, number, status, contract, null, at, at, 1);
    }
}
