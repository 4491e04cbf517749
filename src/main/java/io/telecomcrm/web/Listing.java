package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrm.kernel.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A question to a list of the API: page, filters, search and ordering, read from the query string. Wrong filters are
 * noted and told together by {@link #check}; unknown ones are ignored.
 */
public final class Listing {

    private static final int USUAL_SIZE = 100;
    private static final int LARGEST_SIZE = 1000;

    private final Map<String, String> parameters = new TreeMap<>();
    private final Map<String, List<Text>> errors = new LinkedHashMap<>();
    private final String address;

    private Listing(HttpServletRequest request) {
        request.getParameterMap().forEach((name, all) -> parameters.put(name, all[all.length - 1]));
        this.address = ApiPaths.calledUrl(request);
    }

    public static Listing of(HttpServletRequest request) {
        return new Listing(request);
    }

    /** Page number from 1. The last page has one only where all rows are counted. */
    int page(Supplier<Count> count) {
        var text = parameters.getOrDefault("page", "");
        if (text.isEmpty()) {
            return 1;
        }
        if (text.equals("last")) {
            var all = count.get();
            if (!all.exact()) {
                throw new InvalidPage();
            }
            return (int) Math.max(1, Math.ceilDiv(all.rows(), (long) size()));
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw new InvalidPage();
        }
        return Integer.parseInt(text);
    }

    /** How many rows come before the page; how many there are in all is asked for the last one only. */
    public long offset(Supplier<Count> count) {
        return (page(count) - 1L) * size();
    }

    public int size() {
        var text = parameters.getOrDefault("page_size", "");
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            return USUAL_SIZE;
        }
        return Math.min(LARGEST_SIZE, Integer.parseInt(text));
    }

    /** The whole search text, null when there is none. */
    public @Nullable String search() {
        var text = parameters.get("search");
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            throw new Invalid("", "field.null_character");
        }
        return text.length() > 200 ? text.substring(0, 200) : text.strip();
    }

    /** The search text as terms, all of which must be found; a quoted phrase is one. */
    public List<String> terms() {
        var text = search();
        return text == null ? List.of() : SearchTerms.of(text);
    }

    /** The orderings asked for that are in the list of allowed ones, {@code -} before the name meaning descending. */
    public List<String> ordering(Set<String> allowed) {
        var result = new LinkedHashSet<String>();
        for (var name : parameters.getOrDefault("ordering", "").split(",")) {
            var field = name.strip();
            if (allowed.contains(field.startsWith("-") ? field.substring(1) : field)) {
                result.add(field);
            }
        }
        return List.copyOf(result);
    }

    /** A filter's text; null when absent or empty. */
    public @Nullable String text(String name) {
        var text = parameters.get(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            return rejected(name, "field.null_character");
        }
        return text.length() > 1000 ? text.substring(0, 1000) : text.strip();
    }

    /** A filter over codes; null when absent. */
    public <T> @Nullable T choice(String name, Map<String, T> choices) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        var choice = choices.get(text);
        return choice != null ? choice : rejected(name, "filter.choice", text);
    }

    /** A filter over several codes, {@code name__in=a,b}; null when absent. */
    public <T> @Nullable List<T> choices(String name, Map<String, T> choices) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        var result = new ArrayList<T>();
        for (var code : text.split(",")) {
            var choice = choices.get(code.strip());
            if (choice == null) {
                return rejected(name, "filter.choice", code.strip());
            }
            result.add(choice);
        }
        return result;
    }

    /** By one code, {@code name=a}, or by several, {@code name__in=a,b}, or by both, which may leave none; null for all. */
    public <T> @Nullable List<T> among(String name, Map<String, T> choices) {
        var one = choice(name, choices);
        var several = choices(name + "__in", choices);
        if (one == null) {
            return several;
        }
        return several == null || several.contains(one) ? List.of(one) : List.of();
    }

    /** A filter over a whole number; null when absent. A fraction matches nothing, which is told by {@code Long.MIN_VALUE}. */
    public @Nullable Long number(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        if (text.length() > 40 || !text.matches("-?[0-9]+(\\.[0-9]*)?")) {
            return rejected(name, "filter.number");
        }
        var number = new BigDecimal(text).stripTrailingZeros();
        return number.scale() > 0 || number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Long.valueOf(Long.MIN_VALUE)
                : Long.valueOf(number.longValueExact());
    }

    /**
     * A filter over the id of another thing; null when absent.
     *
     * @param exists whether there is such a thing
     */
    public @Nullable Long reference(String name, LongPredicate exists) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        return text.matches("[0-9]{1,18}") && exists.test(Long.parseLong(text))
                ? Long.valueOf(text)
                : rejected(name, "filter.no_such");
    }

    /** A filter over an amount; null when absent. */
    public @Nullable Money money(String name) {
        var text = text(name);
        try {
            return text == null ? null : Money.parse(text);
        } catch (Malformed malformed) {
            return rejected(name, "filter.number");
        }
    }

    /** A filter over a date; null when absent. */
    public @Nullable LocalDate date(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? LocalDate.parse(text) : rejected(name, "filter.date");
        } catch (DateTimeParseException e) {
            return rejected(name, "filter.date");
        }
    }

    /** A yes/no filter; anything that is neither is ignored. */
    public @Nullable Boolean flag(String name) {
        return switch (parameters.getOrDefault(name, "")) {
            case "true", "True", "1" -> true;
            case "false", "False", "0" -> false;
            default -> null;
        };
    }

    public void reject(String name, String code, Object... args) {
        errors.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Text(code, args));
    }

    /** Throws {@link Invalid} with every wrong filter. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
    }

    /** The address of another page of the same question. */
    String link(int page) {
        var query = new StringBuilder();
        var all = new TreeMap<>(parameters);
        all.put("page", Integer.toString(page));
        if (page == 1) {
            all.remove("page");
        }
        all.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(UriUtils.encode(name, UTF_8))
                .append('=')
                .append(UriUtils.encode(value, UTF_8)));
        return address + query;
    }

    private <T> @Nullable T rejected(String name, String code, Object... args) {
        reject(name, code, args);
        return null;
    }

    /** There is no such page. */
    public static final class InvalidPage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public InvalidPage() {
            super("Invalid page", null, false, false);
        }
    }
}
