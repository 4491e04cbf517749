package io.telecomcrm.tickets;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A queue of tickets that people work off, the most pressing first; and all there are. */
public enum TicketQueue implements Coded {
    MINE,
    UNASSIGNED,
    OVERDUE,
    OPEN,
    ALL;

    /** Those who look after others see first what is late. */
    private static final Set<String> WATCHING = Set.of("supervisor", "admin");

    /** The queue an address names, else the first of the actor's. */
    static TicketQueue of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(queue -> queue.code().equals(code))
                .findFirst()
                .orElse(WATCHING.contains(Actor.current().role()) ? OVERDUE : MINE);
    }

    String usualSort() {
        return this == ALL ? "-created" : "due";
    }
}
