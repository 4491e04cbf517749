package io.telecomcrm.contracts;

import io.telecomcrm.kernel.Coded;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.web.Address;
import io.telecomcrm.web.ListView;
import io.telecomcrm.web.Page;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of contracts as a page shows it.
 *
 * @param tariffs the names of all tariffs by their ids
 * @param counts how many contracts there are of each status
 * @param customer the name of the customer whose contracts are shown; null for those of all
 * @param part whether only the list below the filters is shown
 */
public record ContractListPage(
        ListView<ContractCard> view,
        Map<String, String> tariffs,
        Map<ContractStatus, Long> counts,
        @Nullable String customer,
        boolean part) {

    static final List<String> PARAMETERS =
            ListView.parameters("q", "status", "tariff", "block", "balance", "customer", "signed_from", "signed_to");
    static final String USUAL_SORT = "-id";

    private static final List<String> BALANCES = List.of("debt", "credit");

    /** The address without what makes no sense, for an old or mistyped link should show something. */
    static Address sensible(Address address) {
        var sensible = address;
        if (find(ContractStatus.values(), value(address, "status")).isEmpty()) {
            sensible = sensible.without("status");
        }
        if (find(BlockReason.values(), value(address, "block")).isEmpty()) {
            sensible = sensible.without("block");
        }
        if (!BALANCES.contains(value(address, "balance"))) {
            sensible = sensible.without("balance");
        }
        for (var id : List.of("tariff", "customer")) {
            if (!value(address, id).matches("[0-9]{1,18}")) {
                sensible = sensible.without(id);
            }
        }
        for (var date : List.of("signed_from", "signed_to")) {
            if (day(address, date) == null) {
                sensible = sensible.without(date);
            }
        }
        return ListView.sensible(sensible, ContractRepository.ORDERS.codes(), USUAL_SORT);
    }

    static ContractFilter filter(Address address) {
        var balance = value(address, "balance");
        return new ContractFilter(
                find(ContractStatus.values(), value(address, "status"))
                        .map(List::of)
                        .orElse(null),
                id(address, "customer"),
                id(address, "tariff"),
                null,
                null,
                null,
                find(BlockReason.values(), value(address, "block")).orElse(null),
                null,
                balance.equals("credit") ? Money.ZERO : null,
                balance.equals("debt") ? new Money(-1) : null,
                day(address, "signed_from"),
                day(address, "signed_to"),
                null,
                null,
                null,
                null,
                null,
                null,
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
                : page.t(view.filtered() ? "contracts.found" : "contracts.count", count.rows(), view.figure(page));
    }

    public List<ListView.Chip> chips(Page page) {
        return new ListView<>(view.address().without("status"), USUAL_SORT, view.found())
                        .chips((name, value) -> switch (name) {
                            case "q" -> page.t("contracts.chip-search", value);
                            case "tariff" -> page.t("contracts.chip-tariff", tariffs.getOrDefault(value, value));
                            case "customer" -> page.t("contracts.chip-customer", customer == null ? value : customer);
                            case "signed_from" -> page.t("contracts.chip-from", page.date(day(view.address(), name)));
                            case "signed_to" -> page.t("contracts.chip-to", page.date(day(view.address(), name)));
                            case "block" -> page.t("contracts.chip-block", page.t("contracts.block-" + value));
                            default -> page.t("contracts." + name + "-" + value);
                        })
                        .stream()
                        .map(chip -> new ListView.Chip(chip.text(), withStatus(chip.href())))
                        .toList();
    }

    /** Taking a filter away stays on the tab. */
    private String withStatus(String href) {
        var status = view.value("status");
        return status == null ? href : href + (href.indexOf('?') < 0 ? "?" : "&") + "status=" + status;
    }

    /** All of them, then each status; a tab keeps the other filters. */
    public List<Tab> tabs(Page page) {
        var tabs = new java.util.ArrayList<Tab>();
        var all = counts.values().stream().mapToLong(Long::longValue).sum();
        tabs.add(new Tab(page.t("contracts.all"), tab(null), view.value("status") == null, all));
        for (var status : List.of(
                ContractStatus.ACTIVE, ContractStatus.SUSPENDED, ContractStatus.DRAFT, ContractStatus.TERMINATED)) {
            tabs.add(new Tab(
                    page.t("contracts.tab-" + status.code()),
                    tab(status.code()),
                    status.code().equals(view.value("status")),
                    counts.getOrDefault(status, 0L)));
        }
        return tabs;
    }

    /** A tab of the list. */
    public record Tab(String text, String href, boolean current, long count) {}

    private String tab(@Nullable String status) {
        return view.address().without("at").with("status", status).toString();
    }

    public Map<String, String> tariffChoices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("contracts.tariff-any"));
        choices.putAll(tariffs);
        return choices;
    }

    public Map<String, String> blockChoices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("contracts.block-any"));
        for (var reason : BlockReason.values()) {
            choices.put(reason.code(), page.t(reason.text()));
        }
        return choices;
    }

    public Map<String, String> balanceChoices(Page page) {
        var choices = new LinkedHashMap<String, String>();
        choices.put("", page.t("contracts.balance-any"));
        BALANCES.forEach(code -> choices.put(code, page.t("contracts.balance-" + code)));
        return choices;
    }

    private static <E extends Enum<E> & Coded> Optional<E> find(E[] values, String code) {
        return Arrays.stream(values).filter(it -> it.code().equals(code)).findFirst();
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
