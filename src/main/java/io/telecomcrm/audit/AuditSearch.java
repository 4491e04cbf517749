package io.telecomcrm.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page of the log is asked for. It shows at most 31 days at a time, so that no question takes long.
 *
 * @param set the filters that were given, as they stand in the address
 * @param narrowed whether fewer days are shown than were asked for
 */
public record AuditSearch(Map<String, String> set, LocalDate from, LocalDate to, boolean usual, boolean narrowed) {

    private static final int LONGEST_DAYS = 31;
    private static final String[] FILTERS = {"q", "action", "type", "object", "address", "from", "to"};

    static AuditSearch of(HttpServletRequest request, LocalDate today) {
        var set = new LinkedHashMap<String, String>();
        for (var name : FILTERS) {
            var sent = request.getParameter(name);
            var value = sent == null ? "" : sent.replace("\0", "").strip();
            if (!value.isEmpty() && value.length() <= 150) {
                set.put(name, value);
            }
        }
        var from = day(set, "from");
        var to = day(set, "to");
        if (to == null) {
            to = from == null || from.plusDays(LONGEST_DAYS - 1).isAfter(today)
                    ? today
                    : from.plusDays(LONGEST_DAYS - 1);
        }
        var earliest = to.minusDays(LONGEST_DAYS - 1);
        var narrowed = from != null && from.isBefore(earliest);
        return new AuditSearch(
                set,
                from == null || narrowed ? earliest : from,
                to,
                !set.containsKey("from") && !set.containsKey("to"),
                narrowed);
    }

    public @Nullable String get(String name) {
        return set.get(name);
    }

    /** How many filters are set besides the search box. */
    public int active() {
        return (int) set.keySet().stream().filter(name -> !name.equals("q")).count();
    }

    /** The same list without a filter. */
    public String without(String... names) {
        var less = new LinkedHashMap<>(set);
        for (var name : names) {
            less.remove(name);
        }
        return link(less);
    }

    /** The same list from another place on. */
    public @Nullable String at(@Nullable String place) {
        if (place == null) {
            return null;
        }
        var more = new LinkedHashMap<>(set);
        more.put("at", place);
        return link(more);
    }

    AuditFilter filter(ZoneId zone) {
        return new AuditFilter(
                from.atStartOfDay(zone).toInstant(),
                to.plusDays(1).atStartOfDay(zone).toInstant(),
                null,
                set.get("q"),
                set.get("action"),
                set.get("type"),
                id(set.get("object")),
                set.get("address"));
    }

    private static String link(Map<String, String> parameters) {
        var address = UriComponentsBuilder.fromPath("/audit");
        parameters.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    /** What is no number names nothing. */
    private static @Nullable Long id(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : Long.valueOf(-1);
    }

    /** A day that is none is left out. */
    private static @Nullable LocalDate day(Map<String, String> set, String name) {
        try {
            var text = set.get(name);
            if (text != null && text.matches("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // the 31st of February
        }
        set.remove(name);
        return null;
    }
}
