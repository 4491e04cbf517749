package io.telecomcrm.customers;

import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of customers as a page shows it: what its address asks for, and what was found.
 *
 * @param part whether only the list below the filters is shown
 * @param allowed whether the visitor may filter like this; if not, nothing was looked for
 */
public record CustomerListPage(ListView<CustomerLine> view, boolean part, boolean allowed) {

    static final List<String> PARAMETERS =
            ListView.parameters("q", "kind", "status", "contracts", "created_from", "created_to", "address");
    static final String USUAL_SORT = "-created";

    /** The address without what makes no sense, for an old or mistyped link should show something. */
    static Address sensible(Address address) {
        var sensible = address;
        if (!CustomerInput.KINDS.containsKey(value(address, "kind"))) {
            sensible = sensible.without("kind");
        }
        if (!CustomerInput.STATUSES.containsKey(value(address, "status"))) {
            sensible = sensible.without("status");
        }
        if (!List.of("yes", "no").contains(value(address, "contracts"))) {
            sensible = sensible.without("contracts");
        }
        for (var date : List.of("created_from", "created_to")) {
            if (day(address, date) == null) {
                sensible = sensible.without(date);
            }
        }
        return ListView.sensible(sensible, CustomerRepository.SHOWN_ORDERS.codes(), USUAL_SORT);
    }

    static CustomerFilter filter(Address address, ZoneId zone) {
        var status = CustomerInput.STATUSES.get(value(address, "status"));
        var from = day(address, "created_from");
        var to = day(address, "created_to");
        var contracts = address.get("contracts");
        return new CustomerFilter(
                CustomerInput.KINDS.get(value(address, "kind")),
                status == null ? null : List.of(status),
                contracts == null ? null : Boolean.valueOf(contracts.equals("yes")),
                from == null ? null : from.atStartOfDay(zone).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                address.get("address"),
                address.get("q"));
    }

    /** {@code 1 480 абонентов}, {@code Найдено 12 абонентов}, {@code больше 10 000}. */
    public String total(Page page) {
        var count = view.found().count();
        return !count.exact()
                ? view.figure(page)
                : page.t(view.filtered() ? "customers.found" : "customers.count", count.rows(), view.figure(page));
    }

    /**
     * What the search text becomes on the other keyboard layout, where that is what was found: no name on the page has
     * it as it was typed.
     */
    public @Nullable String otherLayout() {
        var typed = view.value("q");
        if (typed == null || view.isEmpty()) {
            return null;
        }
        var spellings = KeyboardLayout.alternatives(typed);
        return spellings.size() > 1 && !isOnThePage(typed) && isOnThePage(spellings.getLast())
                ? spellings.getLast()
                : null;
    }

    public List<ListView.Chip> chips(Page page) {
        return view.chips((name, value) -> switch (name) {
            case "q" -> page.t("customers.chip-search", value);
            case "created_from" -> page.t("customers.chip-from", page.date(day(view.address(), name)));
            case "created_to" -> page.t("customers.chip-to", page.date(day(view.address(), name)));
            case "address" -> page.t("customers.chip-address", value);
            default -> page.t("customers." + name + "-" + value);
        });
    }

    public Map<String, String> kinds(Page page) {
        return any(
                page,
                "kind",
                CustomerForm.choices(
                        CustomerKind.values(), CustomerKind::code, code -> page.t("customers.kind-" + code)));
    }

    public Map<String, String> statuses(Page page) {
        return any(
                page,
                "status",
                CustomerForm.choices(
                        CustomerStatus.values(), CustomerStatus::code, code -> page.t("customers.status-" + code)));
    }

    public Map<String, String> contracts(Page page) {
        return any(
                page,
                "contracts",
                CustomerForm.choices(
                        new String[] {"yes", "no"}, code -> code, code -> page.t("customers.contracts-" + code)));
    }

    /** The same list without the filter that the visitor may not use. */
    public String withoutPersonal() {
        return view.address().without("address", "at").toString();
    }

    private boolean isOnThePage(String text) {
        var key = SearchKey.of(text);
        return view.lines().stream()
                .flatMap(line -> Stream.of(
                        line.fullName(),
                        line.email() == null ? "" : line.email().value()))
                .anyMatch(shown -> SearchKey.of(shown).contains(key));
    }

    private static Map<String, String> any(Page page, String name, Map<String, String> choices) {
        var all = new LinkedHashMap<String, String>();
        all.put("", page.t("customers." + name + "-any"));
        all.putAll(choices);
        return all;
    }

    private static String value(Address address, String name) {
        return Objects.requireNonNullElse(address.get(name), "");
    }

    private static @Nullable LocalDate day(Address address, String name) {
        try {
            var text = value(address, name);
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
