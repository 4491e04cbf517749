package io.telecomcrm.sims;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done with a card on a page of another feature; a bean of it puts a link on the card's page.
 *
 * @param order where it stands among the others
 * @param path what follows the card's own address: {@code /binding}
 * @param command as the API calls it; null where it is no command of the card's
 * @param states in which it is possible
 * @param sensible whether it is of any use for this very card
 */
public record SimAction(
        int order,
        String textKey,
        String icon,
        String path,
        @Nullable String command,
        String permission,
        Set<SimState> states,
        Predicate<Sim> sensible) {

    public SimAction(
            int order,
            String textKey,
            String icon,
            String path,
            @Nullable String command,
            String permission,
            Set<SimState> states) {
        this(order, textKey, icon, path, command, permission, states, _ -> true);
    }
}
