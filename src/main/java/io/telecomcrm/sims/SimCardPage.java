package io.telecomcrm.sims;

import io.telecomcrm.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card as its own page shows it.
 *
 * @param secrets PIN and PUK, null while they are hidden
 * @param hasSecrets whether any are known
 * @param actions what other features can do with it now, by this visitor
 * @param more whether the history goes on
 */
public record SimCardPage(
        Sim sim,
        SimLine line,
        @Nullable SimSecrets secrets,
        boolean hasSecrets,
        List<SimAction> actions,
        List<SimHistoryLine> history,
        boolean more,
        boolean wasBound) {

    /** Why somebody may have to see PIN and PUK; also the ends of the keys of their texts. */
    static final List<String> PURPOSES = List.of("pin_forgotten", "sim_handed_out", "support", "authority_request");

    public String path() {
        return "/sims/" + sim.id();
    }

    public List<String> purposes() {
        return PURPOSES;
    }

    public List<String> secretNames() {
        return SimSecrets.FIELDS;
    }

    /** One of the codes, or dots in its place; null where it is not known. */
    public @Nullable String secret(int index) {
        return secrets == null ? (hasSecrets ? "••••" : null) : secrets.values().get(index);
    }

    /** A known reason in words, any other as it was typed. */
    public String reason(Page page, String reason) {
        var key = "sims.reason-" + reason;
        var words = page.t(key);
        return words.equals(key) ? reason : words;
    }

    /** The icon of a change, and its tone: null, ok, warn or bad. */
    public String icon(SimMove move) {
        return switch (move) {
            case CREATED -> "plus";
            case BOUND -> "link";
            case UNBOUND -> "arrow-left";
            case ACTIVATED, UNBLOCKED -> "circle-check";
            case BLOCKED -> "lock";
            case CLOSED -> "x";
            case REPLACED, TOOK_OVER -> "card-sim";
            case NUMBER_CHANGED -> "phone";
        };
    }

    public @Nullable String tone(SimMove move) {
        return switch (move) {
            case ACTIVATED, UNBLOCKED, TOOK_OVER -> "ok";
            case BLOCKED -> "warn";
            case CLOSED, REPLACED -> "bad";
            default -> null;
        };
    }
}
