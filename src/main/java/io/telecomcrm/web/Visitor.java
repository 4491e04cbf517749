package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, and how they want to see it.
 *
 * @param fullName empty for anonymous visitors
 * @param theme {@code system}, {@code light} or {@code dark}
 * @param session names the session among the user's own, null for anonymous visitors
 */
public record Visitor(
        Actor actor,
        String fullName,
        Language language,
        String theme,
        @Nullable String session) {

    static final String ATTRIBUTE = Visitor.class.getName();

    /** Who sent a page's request; null where nobody was looked for. */
    public static @Nullable Visitor of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visitor visitor ? visitor : null;
    }

    /** Names the session this request belongs to, null outside of one. */
    public static @Nullable String session(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visitor visitor ? visitor.session() : null;
    }
}
