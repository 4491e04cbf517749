package io.telecomcrm.sims;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.web.AllowedMoves;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the one who looks can do with a card now: the links on its page, and the commands that a refusal names. */
@Component
class SimActions implements AllowedMoves {

    private final SimRepository cards;
    private final List<SimAction> all;

    SimActions(SimRepository cards, List<SimAction> all) {
        this.cards = cards;
        this.all =
                all.stream().sorted(Comparator.comparingInt(SimAction::order)).toList();
    }

    @Override
    public String type() {
        return "sim";
    }

    @Override
    public List<String> allowed(long id) {
        return of(cards.get(id)).stream()
                .map(SimAction::command)
                .filter(Objects::nonNull)
                .toList();
    }

    List<SimAction> of(Sim sim) {
        return all.stream()
                .filter(action -> action.states().contains(sim.state()))
                .filter(action -> Actor.current().may(action.permission()))
                .filter(action -> action.sensible().test(sim))
                .toList();
    }
}
