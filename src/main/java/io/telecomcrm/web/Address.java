package io.telecomcrm.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The address of a list: its path and the filters that are set. From it come the links that change one filter and
 * keep the rest; filters at their default are not in it, so that addresses stay short.
 */
public record Address(String path, Map<String, String> parameters) {

    private static final int LONGEST = 200;
    private static final int LONGEST_PLACE = 2000;

    /** Of the parameters sent, the known ones that say something; the last one of a repeated name counts. */
    public static Address of(HttpServletRequest request, List<String> known) {
        var parameters = new LinkedHashMap<String, String>();
        for (var name : known) {
            var sent = request.getParameterValues(name);
            var value =
                    sent == null ? "" : sent[sent.length - 1].replace("\0", "").strip();
            if (!value.isEmpty() && value.length() <= (name.equals(ListView.PLACE) ? LONGEST_PLACE : LONGEST)) {
                parameters.put(name, value);
            }
        }
        return new Address(request.getRequestURI(), parameters);
    }

    /** The value of a filter, null when it is not set. */
    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    public Address with(String name, @Nullable String value) {
        var changed = new LinkedHashMap<>(parameters);
        if (value == null || value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Address(path, changed);
    }

    public Address without(String... names) {
        var changed = new LinkedHashMap<>(parameters);
        for (var name : names) {
            changed.remove(name);
        }
        return new Address(path, changed);
    }

    /** For a link. */
    @Override
    public String toString() {
        var address = new StringBuilder(path);
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(UriUtils.encode(name, UTF_8))
                .append('=')
                .append(UriUtils.encode(value, UTF_8)));
        return address.toString();
    }
}
