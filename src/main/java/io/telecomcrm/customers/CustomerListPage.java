package io.telecomcrm.customers;

import io.telecomcrm.kernel.KeyboardLayout;
import io.telecomcrm.kernel.SearchKey;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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
public record CustomerListPage(Address address, CustomerPage found, boolean part, boolean allowed) {

    /** The filters in the order of their chips, then the order, the size and the place in the list. */
    static final List<String> PARAMETERS =
            List.of("q", "kind", "status", "contracts", "created_from", "created_to", "address", "sort", "size", "at");

    private static final Map<String, CustomerOrder> ORDERS = Map.of(
            "name", CustomerOrder.FULL_NAME, "status", CustomerOrder.STATUS, "created", CustomerOrder.CREATED_AT);
    private static final String USUAL_SORT = "-created";
    private static final List<Integer> SIZES = List.of(25, 50, 100);

    /** A filter that is set, and the way to the same list without it. */
    public record Chip(String text, String href) {}

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
        if (!ORDERS.containsKey(column(value(address, "sort")))
                || value(address, "sort").equals(USUAL_SORT)) {
            sensible = sensible.without("sort");
        }
        return SIZES.stream().skip(1).map(Object::toString).anyMatch(value(address, "size")::equals)
                ? sensible
                : sensible.without("size");
    }

    static CustomerFilter filter(Address address, ZoneId zone) {
        var status = CustomerInput.STATUSES.get(value(address, "status"));
        var from = day(address, "created_from");
        var to = day(address, "created_to");
        var contracts = address.get("contracts");
        return new CustomerFilter(
                CustomerInput.KINDS.get(value(address, "kind")),
                status == null ? List.of() : List.of(status),
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

    static CustomerOrder order(Address address) {
        return Objects.requireNonNull(ORDERS.get(column(sort(address))));
    }

    static boolean isDescending(Address address) {
        return sort(address).startsWith("-");
    }

    static int size(Address address) {
        var size = address.get("size");
        return size == null ? SIZES.getFirst() : Integer.parseInt(size);
    }

    public @Nullable String value(String name) {
        return address.get(name);
    }

    public List<CustomerLine> lines() {
        return found.lines();
    }

    public boolean filtered() {
        return !address.without("sort", "size").parameters().isEmpty();
    }

    /** How many filters hide behind the button of a small screen. */
    public int active() {
        return address.without("q", "sort", "size", "at").parameters().size();
    }

    /** Just the number, beside the heading. */
    public String figure(Page page) {
        return found.exact() ? page.number(found.count()) : page.t("customers.count-more", page.number(found.count()));
    }

    /** {@code 1 480 абонентов}, {@code Найдено 12 абонентов}, {@code больше 10 000}. */
    public String total(Page page) {
        if (!found.exact()) {
            return page.t("customers.count-more", page.number(found.count()));
        }
        return page.t(filtered() ? "customers.found" : "customers.count", found.count(), page.number(found.count()));
    }

    /**
     * What the search text becomes on the other keyboard layout, where that is what was found: no name on the page has
     * it as it was typed.
     */
    public @Nullable String otherLayout() {
        var typed = address.get("q");
        if (typed == null || lines().isEmpty()) {
            return null;
        }
        var spellings = KeyboardLayout.alternatives(typed);
        return spellings.size() > 1 && !isOnThePage(typed) && isOnThePage(spellings.getLast())
                ? spellings.getLast()
                : null;
    }

    public List<Chip> chips(Page page) {
        var chips = new ArrayList<Chip>();
        for (var name : address.without("sort", "size", "at").parameters().keySet()) {
            var value = value(address, name);
            chips.add(new Chip(
                    switch (name) {
                        case "q" -> page.t("customers.chip-search", value);
                        case "created_from" -> page.t("customers.chip-from", page.date(day(address, name)));
                        case "created_to" -> page.t("customers.chip-to", page.date(day(address, name)));
                        case "address" -> page.t("customers.chip-address", value);
                        default -> page.t("customers." + name + "-" + value);
                    },
                    address.without(name, "at").toString()));
        }
        return chips;
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

    /** A click on the column that is sorted by turns the order round. */
    public String sortHref(String column) {
        var sort = sort(address).equals(column) ? "-" + column : column;
        return address.without("at")
                .with("sort", sort.equals(USUAL_SORT) ? null : sort)
                .toString();
    }

    public @Nullable String sorted(String column) {
        return !column(sort(address)).equals(column) ? null : isDescending(address) ? "desc" : "asc";
    }

    public List<Integer> sizes() {
        return SIZES;
    }

    public int size() {
        return size(address);
    }

    public String sizeHref(int size) {
        return address.without("at")
                .with("size", size == SIZES.getFirst() ? null : Integer.toString(size))
                .toString();
    }

    public @Nullable String previous() {
        return found.previous() == null
                ? null
                : address.with("at", found.previous()).toString();
    }

    public @Nullable String next() {
        return found.next() == null ? null : address.with("at", found.next()).toString();
    }

    /** The same list without the filter that the visitor may not use. */
    public String withoutPersonal() {
        return address.without("address", "at").toString();
    }

    private boolean isOnThePage(String text) {
        var key = SearchKey.of(text);
        return lines().stream()
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

    private static String sort(Address address) {
        var sort = address.get("sort");
        return sort == null ? USUAL_SORT : sort;
    }

    private static String column(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
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
