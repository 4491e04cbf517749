package io.telecomcrm.sims;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that can be done with a card on a page of another feature; a bean of it puts a link on the card's page.
 *
 * @param order where it stands among the others
 * @param path what follows the card's own address: {@code /binding}
 * @param states in which it is possible
 * @param sensible whether it is of any use for this very card
 */
public record SimAction(
        int order,
        String textKey,
        String icon,
        String path,
        String permission,
        Set<SimState> states,
        Predicate<Sim> sensible) {

    public SimAction(int order, String textKey, String icon, String path, String permission, Set<SimState> states) {
        this(order, textKey, icon, path, permission, states, _ -> true);
    }
}
