package io.telecomcrm.users;

import java.net.URI;
import java.net.URISyntaxException;

/** Where to go after signing in: a path of ours, never another site. */
final class LocalPath {

    private static final String LEFT_BY_BROWSERS = "|{}^\"<>`";

    private LocalPath() {}

    /** Where somebody goes who has just signed in. */
    static String of(String wanted) {
        var path = ofAny(wanted);
        return path.startsWith("/login") || path.startsWith("/logout") ? "/" : path;
    }

    /** Browsers leave some characters as they are that an address mayn't hold. */
    private static String encoded(String address) {
        var encoded = new StringBuilder();
        address.codePoints()
                .forEach(c -> encoded.append(
                        LEFT_BY_BROWSERS.indexOf(c) < 0 ? Character.toString(c) : "%%%02X".formatted(c)));
        return encoded.toString();
    }

    /** The path and query if they are ours, else the start page. */
    static String ofAny(String wanted) {
        if (wanted.isEmpty()
                || wanted.length() > 2_000
                || wanted.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7f)) {
            return "/";
        }
        try {
            var address = new URI(encoded(wanted));
            var path = address.getRawPath();
            if (path == null || !path.startsWith("/") || path.startsWith("//")) {
                return "/";
            }
            return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
