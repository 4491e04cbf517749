package io.telecomcrm.sims;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The list of cards as a page shows it: what its address asks for, and what was found.
 *
 * @param counts of all cards, whatever is looked for
 * @param part whether only the list below the filters is shown
 */
public record SimListPage(ListView<SimLine> view, Map<SimState, Long> counts, boolean part) {

    static final List<String> PARAMETERS = ListView.parameters("q", "status", "batch");
    static final String USUAL_SORT = "-created";

    private static final Map<String, SimState> STATES =
            Arrays.stream(SimState.values()).collect(Collectors.toUnmodifiableMap(Coded::code, Function.identity()));

    /** The address without what makes no sense, for an old or mistyped link should show something. */
    static Address sensible(Address address) {
        var sensible = STATES.containsKey(Objects.requireNonNullElse(address.get("status"), ""))
                ? address
                : address.without("status");
        return ListView.sensible(sensible, SimLists.SHOWN_ORDERS.codes(), USUAL_SORT);
    }

    static SimFilter filter(Address address) {
        return SimFilter.of(state(address), address.get("q")).ofBatch(address.get("batch"));
    }

    private static @Nullable SimState state(Address address) {
        return STATES.get(Objects.requireNonNullElse(address.get("status"), ""));
    }

    public @Nullable SimState state() {
        return state(view.address());
    }

    public SimState[] states() {
        return SimState.values();
    }

    public long count(@Nullable SimState state) {
        return state == null
                ? counts.values().stream().mapToLong(Long::longValue).sum()
                : counts.getOrDefault(state, 0L);
    }

    public String href(@Nullable SimState state) {
        return view.address()
                .without("at")
                .with("status", state == null ? null : state.code())
                .toString();
    }

    /** Whether something is looked for, beyond a state. */
    public boolean searched() {
        return view.value("q") != null || view.value("batch") != null;
    }

    public List<ListView.Chip> chips(Page page) {
        return view.chips((name, value) -> switch (name) {
            case "q" -> page.t("sims.chip-search", value);
            case "batch" -> page.t("sims.chip-batch", value);
            default -> page.t("sims.status-" + value);
        });
    }

    /** {@code 1 480 SIM-карт}, {@code Найдено 12 SIM-карт}, {@code больше 10 000}. */
    public String total(Page page) {
        var count = view.found().count();
        return count.exact()
                ? page.t(view.filtered() ? "sims.found" : "sims.count", count.rows(), page.number(count.rows()))
                : page.t("part.count-more", page.number(count.rows()));
    }
}
