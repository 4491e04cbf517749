package io.telecomcrm.web;

import io.telecomcrm.database.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list as its page shows it: what the address asks for, what was found, and the links that sort it, turn its pages and
 * take its filters away. Its parameters beside the filters are {@code sort}, {@code size} and {@code at}, the place.
 *
 * @param usualSort the order of an address that names none, such as {@code -created}
 */
public record ListView<L>(Address address, String usualSort, Slice<L> found) {

    static final String PLACE = "at";

    private static final String[] SHAPE = {"sort", "size", PLACE};
    private static final List<Integer> SIZES = List.of(25, 50, 100);

    /** A filter that is set, and the way to the same list without it. */
    public record Chip(String text, String href) {}

    /** The names of a list's parameters: its filters in the order of their chips, and those every list has. */
    public static List<String> parameters(String... filters) {
        var all = new ArrayList<>(List.of(filters));
        all.addAll(List.of(SHAPE));
        return List.copyOf(all);
    }

    /** The address without an order or a size that there is not, for an old or mistyped link should show something. */
    public static Address sensible(Address address, Set<String> columns, String usualSort) {
        var sort = sort(address, usualSort);
        var sensible = columns.contains(column(sort)) && !sort.equals(usualSort) ? address : address.without("sort");
        return SIZES.stream().skip(1).map(Object::toString).anyMatch(value(address, "size")::equals)
                ? sensible
                : sensible.without("size");
    }

    public static String sort(Address address, String usualSort) {
        return Objects.requireNonNullElse(address.get("sort"), usualSort);
    }

    public static int size(Address address) {
        var size = address.get("size");
        return size == null ? SIZES.getFirst() : Integer.parseInt(size);
    }

    public static @Nullable String place(Address address) {
        return address.get(PLACE);
    }

    public @Nullable String value(String name) {
        return address.get(name);
    }

    public List<L> lines() {
        return found.lines();
    }

    public boolean isEmpty() {
        return found.lines().isEmpty();
    }

    /** Whether fewer than all are asked for; being on a later page counts, for it may be empty too. */
    public boolean filtered() {
        return !address.without("sort", "size").parameters().isEmpty();
    }

    /** How many filters hide behind the button of a small screen; those beside are chosen elsewhere, as tabs are. */
    public int active(String... beside) {
        return address.without("q").without(SHAPE).without(beside).parameters().size();
    }

    /** The list without its filters, on the tab that it is on. */
    public String unfiltered(String tab) {
        return new Address(address.path(), Map.of()).with(tab, value(tab)).toString();
    }

    /** Just the number, beside the heading: {@code 1 480}, {@code больше 10 000}. */
    public String figure(Page page) {
        var number = page.number(found.count().rows());
        return found.count().exact() ? number : page.t("part.count-more", number);
    }

    /** A chip for each filter that is set. */
    public List<Chip> chips(BiFunction<String, String, String> text) {
        var chips = new ArrayList<Chip>();
        address.without(SHAPE)
                .parameters()
                .forEach((name, value) -> chips.add(new Chip(
                        text.apply(name, value), address.without(name, PLACE).toString())));
        return chips;
    }

    /** A click on the column that is sorted by turns the order round. */
    public String sortHref(String column) {
        var sort = sort(address, usualSort).equals(column) ? "-" + column : column;
        return address.without(PLACE)
                .with("sort", sort.equals(usualSort) ? null : sort)
                .toString();
    }

    public @Nullable String sorted(String column) {
        var sort = sort(address, usualSort);
        return !column(sort).equals(column) ? null : sort.startsWith("-") ? "desc" : "asc";
    }

    public List<Integer> sizes() {
        return SIZES;
    }

    public int size() {
        return size(address);
    }

    public String sizeHref(int size) {
        return address.without(PLACE)
                .with("size", size == SIZES.getFirst() ? null : Integer.toString(size))
                .toString();
    }

    public @Nullable String previous() {
        return found.previous() == null
                ? null
                : address.with(PLACE, found.previous()).toString();
    }

    public @Nullable String next() {
        return found.next() == null ? null : address.with(PLACE, found.next()).toString();
    }

    private static String column(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    private static String value(Address address, String name) {
        return Objects.requireNonNullElse(address.get(name), "");
    }
}
