package io.telecomcrm.users;

import java.net.URI;
import java.net.URISyntaxException;

/** Where to go after signing in: a path of ours, never another site. */
final class LocalPath {

    private LocalPath() {}

    /** Where somebody goes who has just signed in. */
    static String of(String wanted) {
        var path = ofAny(wanted);
        return path.startsWith("/login") || path.startsWith("/logout") ? "/" : path;
    }

    /** The path and query if they are ours, else the start page. */
    static String ofAny(String wanted) {
        if (wanted.isEmpty()
                || wanted.length() > 2_000
                || wanted.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7f)) {
            return "/";
        }
        try {
            var address = new URI(wanted);
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
