package io.telecomcrm.payments;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.FreshRows;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The list of payments as a page shows it.
 *
 * @param sums what it adds up to; null where that is too much to add up
 * @param contract the number of the contract whose lines are shown; null for those of all
 * @param customer the name of the customer whose lines are shown; null for those of all
 * @param cashiers the names of those who entered lines, by their ids; none in a part that names nobody
 * @param lastDay the last day with payments, where today has none; else null
 * @param fresh what came since
 * @param part whether only the list below the filters is shown
 */
public record PaymentListPage(
        ListView<PaymentCard> view,
        @Nullable PaymentSums sums,
        @Nullable String contract,
        @Nullable String customer,
        Map<Long, String> cashiers,
        @Nullable LocalDate lastDay,
        FreshRows fresh,
        boolean part) {

    static final List<String> PARAMETERS = ListView.parameters(
            "q",
            "days",
            "from",
            "to",
            "kind",
            "method",
            "status",
            "cashier",
            "amount_from",
            "amount_to",
            "contract",
            "customer");
    static final String USUAL_SORT = "-paid";

    private static final List<String> DAYS = List.of("today", "yesterday", "week", "month");

    /** Days from one to another, inclusive; null for no end. */
    record Days(@Nullable LocalDate from, @Nullable LocalDate to) {}

    /** The address without what makes no sense, for an old or mistyped link should show something. */
    static Address sensible(Address address) {
        var sensible = address;
        for (var date : List.of("from", "to")) {
            if (day(address, date) == null) {
                sensible = sensible.without(date);
            }
        }
        if (!DAYS.contains(value(address, "days")) || sensible.get("from") != null || sensible.get("to") != null) {
            sensible = sensible.without("days");
        }
        for (var choices : Map.of(
                        "kind", PaymentInput.KINDS, "method", PaymentInput.METHODS, "status", PaymentInput.STATUSES)
                .entrySet()) {
            if (!choices.getValue().containsKey(value(address, choices.getKey()))) {
                sensible = sensible.without(choices.getKey());
            }
        }
        for (var amount : List.of("amount_from", "amount_to")) {
            if (money(address, amount) == null) {
                sensible = sensible.without(amount);
            }
        }
        for (var id : List.of("contract", "customer", "cashier")) {
            if (!value(address, id).matches("[0-9]{1,18}")) {
                sensible = sensible.without(id);
            }
        }
        return ListView.sensible(sensible, PaymentRepository.SHOWN_ORDERS.codes(), USUAL_SORT);
    }

    static Days days(Address address, LocalDate today) {
        return switch (value(address, "days")) {
            case "today" -> new Days(today, today);
            case "yesterday" -> new Days(today.minusDays(1), today.minusDays(1));
            case "week" -> new Days(today.minusDays(6), today);
            case "month" -> new Days(today.withDayOfMonth(1), today);
            default -> new Days(day(address, "from"), day(address, "to"));
        };
    }

    /** People think of a charge of 500 roubles, not of minus 500: for what goes away the bounds are turned round. Where
     * both may be meant, lines are found by their size, unless a minus was typed. */
    static PaymentFilter filter(Address address, Days days, ZoneId zone) {
        var kind = PaymentInput.KINDS.get(value(address, "kind"));
        var isLoss = kind == PaymentKind.CHARGE || kind == PaymentKind.REFUND;
        var least = money(address, "amount_from");
        var most = money(address, "amount_to");
        return new PaymentFilter(
                id(address, "contract"),
                id(address, "customer"),
                only(kind),
                only(PaymentInput.STATUSES.get(value(address, "status"))),
                only(PaymentInput.METHODS.get(value(address, "method"))),
                isLoss ? negated(most) : least,
                isLoss ? negated(least) : most,
                (kind == null || kind == PaymentKind.ADJUSTMENT)
                        && (least != null || most != null)
                        && !isSigned(least, most),
                days.from() == null ? null : days.from().atStartOfDay(zone).toInstant(),
                days.to() == null
                        ? null
                        : days.to().plusDays(1).atStartOfDay(zone).toInstant(),
                id(address, "cashier"),
                address.get("q"));
    }

    static @Nullable Long id(Address address, String name) {
        var text = value(address, name);
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    public String total(Page page) {
        var count = view.found().count();
        return !count.exact()
                ? view.figure(page)
                : page.t(view.filtered() ? "payments.found" : "payments.count", count.rows(), view.figure(page));
    }

    public List<ListView.Chip> chips(Page page) {
        return new ListView<>(view.address().without("days"), USUAL_SORT, view.found())
                        .chips((name, value) -> switch (name) {
                            case "q" -> page.t("payments.chip-search", value);
                            case "from", "to" -> page.t("payments.chip-" + name, page.date(day(view.address(), name)));
                            case "amount_from", "amount_to" ->
                                page.t(
                                        "payments.chip-" + name,
                                        Objects.requireNonNull(money(view.address(), name))
                                                .display());
                            case "cashier" ->
                                page.t("payments.chip-cashier", cashiers.getOrDefault(Long.valueOf(value), value));
                            case "contract" -> page.t("payments.chip-contract", contract == null ? value : contract);
                            case "customer" -> page.t("payments.chip-customer", customer == null ? value : customer);
                            default -> page.t("payments." + name + "-" + value);
                        })
                        .stream()
                        .map(chip -> new ListView.Chip(chip.text(), withDays(chip.href())))
                        .toList();
    }

    /** Taking a filter away stays on the tab. */
    private String withDays(String href) {
        var days = view.value("days");
        return days == null ? href : href + (href.indexOf('?') < 0 ? "?" : "&") + "days=" + days;
    }

    /** A tab of the list. */
    public record Tab(String text, String href, boolean current) {}

    /** All, today, yesterday and so on; a tab keeps the other filters. */
    public List<Tab> tabs(Page page) {
        var plain = view.address().without("at", "from", "to", "days");
        var chosen = view.value("days");
        var isOpen = chosen == null && view.value("from") == null && view.value("to") == null;
        var tabs = new ArrayList<Tab>();
        tabs.add(new Tab(page.t("payments.days-all"), plain.toString(), isOpen));
        for (var days : DAYS) {
            tabs.add(new Tab(
                    page.t("payments.days-" + days), plain.with("days", days).toString(), days.equals(chosen)));
        }
        return tabs;
    }

    public Map<String, String> kinds(Page page) {
        return any(page, "kind", PaymentKind.values());
    }

    public Map<String, String> methods(Page page) {
        return any(page, "method", PaymentMethod.values());
    }

    public Map<String, String> statuses(Page page) {
        return any(page, "status", PaymentStatus.values());
    }

    /** Whoever looks comes first: they count their own cash. */
    public Map<String, String> cashierChoices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("payments.cashier-any"));
        var own = Actor.current().userId();
        if (own != null && cashiers.containsKey(own)) {
            choices.put(own.toString(), page.t("payments.cashier-own", cashiers.get(own)));
        }
        cashiers.forEach((id, name) -> choices.putIfAbsent(id.toString(), name));
        return choices;
    }

    private static Map<String, String> any(Page page, String name, Coded... all) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("payments." + name + "-any"));
        for (var one : all) {
            choices.put(one.code(), page.t("payments." + name + "-" + one.code()));
        }
        return choices;
    }

    private static <T> @Nullable List<T> only(@Nullable T one) {
        return one == null ? null : List.of(one);
    }

    private static boolean isSigned(@Nullable Money least, @Nullable Money most) {
        return least != null && least.isNegative() || most != null && most.isNegative();
    }

    private static @Nullable Money negated(@Nullable Money amount) {
        return amount == null ? null : amount.negated();
    }

    private static String value(Address address, String name) {
        return Objects.requireNonNullElse(address.get(name), "");
    }

    private static @Nullable Money money(Address address, String name) {
        var text = value(address, name);
        try {
            return text.isEmpty() ? null : Money.parse(text);
        } catch (Malformed malformed) {
            return null;
        }
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
