package io.telecomcrm.contracts;

import static io.telecomcrm.sims.SimState.ACTIVE;
import static io.telecomcrm.sims.SimState.BLOCKED;
import static io.telecomcrm.sims.SimState.FREE;
import static io.telecomcrm.sims.SimState.RESERVED;

import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.SimAction;
import io.telecomcrm.sims.Sims;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a card's page offers that its contract decides on. */
@Configuration(proxyBeanMethods = false)
class ContractSimActions {

    @Bean
    SimAction bindSim() {
        return new SimAction(10, "contracts.act-bind", "link", "/binding", "bind", Contracts.EDIT, Set.of(FREE));
    }

    @Bean
    SimAction unbindSim() {
        return new SimAction(
                15, "contracts.act-unbind", "link", "/binding", "unbind", Contracts.EDIT, Set.of(RESERVED));
    }

    @Bean
    SimAction replaceSim() {
        return new SimAction(
                20,
                "contracts.do-sim",
                "refresh-cw",
                "/replacement",
                null,
                Contracts.REPLACE_SIM,
                Set.of(ACTIVE, BLOCKED));
    }

    /** A card that is blocked for another reason may be lost all the same. */
    @Bean
    SimAction blockSim(ContractRepository rows) {
        return new SimAction(
                30,
                "contracts.sim-block-title",
                "lock",
                "/block",
                "block",
                BlockReason.LOST_SIM.permission(),
                Set.of(ACTIVE, BLOCKED),
                sim -> !isLost(sim, rows));
    }

    @Bean
    SimAction unblockSim(ContractRepository rows) {
        return new SimAction(
                30,
                "contracts.sim-unblock-title",
                "key-round",
                "/unblock",
                "unblock",
                BlockReason.LOST_SIM.permission(),
                Set.of(BLOCKED),
                sim -> isLost(sim, rows));
    }

    @Bean
    SimAction closeSim() {
        return new SimAction(40, "contracts.sim-closing-title", "x", "/closing", "close", Sims.CLOSE, Set.of(FREE));
    }

    private static boolean isLost(Sim sim, ContractRepository rows) {
        return sim.state() == BLOCKED
                && sim.contractId() != null
                && rows.isBlocked(sim.contractId(), BlockReason.LOST_SIM);
    }
}
