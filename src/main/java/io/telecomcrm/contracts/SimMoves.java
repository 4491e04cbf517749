package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.sims.Sim;
import io.telecomcrm.sims.Sims;
import io.telecomcrm.web.AllowedMoves;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What can be done with a SIM card now, by the one who looks. */
@Component
class SimMoves implements AllowedMoves {

    private final Sims sims;
    private final ContractRepository contracts;

    SimMoves(Sims sims, ContractRepository contracts) {
        this.sims = sims;
        this.contracts = contracts;
    }

    @Override
    public String type() {
        return "sim";
    }

    @Override
    public List<String> allowed(long id) {
        var actor = Actor.current();
        return moves(sims.get(id))
                .filter(move -> actor.may(move.permission))
                .map(move -> move.code)
                .toList();
    }

    private Stream<Move> moves(Sim sim) {
        var contract = sim.contractId();
        if (contract == null) {
            return sim.isInStock() ? Stream.of(Move.BIND, Move.CLOSE) : Stream.of();
        }
        if (sim.isReserved()) {
            return Stream.of(Move.UNBIND);
        }
        if (!sim.isInService()) {
            return Stream.of();
        }
        // a card that is blocked for another reason hasn't been lost, and still may be
        return Stream.of(contracts.isBlocked(contract, BlockReason.LOST_SIM) ? Move.UNBLOCK : Move.BLOCK);
    }

    private enum Move {
        BIND("bind", Contracts.EDIT),
        UNBIND("unbind", Contracts.EDIT),
        BLOCK("block", Contracts.LOST_SIM),
        UNBLOCK("unblock", Contracts.LOST_SIM),
        CLOSE("close", Sims.CLOSE);

        private final String code;
        private final String permission;

        Move(String code, String permission) {
            this.code = code;
            this.permission = permission;
        }
    }
}
