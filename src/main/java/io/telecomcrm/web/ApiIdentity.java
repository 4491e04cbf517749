package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls the API by the bearer token. A bad token is not refused here, for some routes don't ask: it is
 * kept for {@link Gate}.
 */
class ApiIdentity extends Acting {

    private static final String REFUSED = ApiIdentity.class.getName();

    private final Identities identities;

    ApiIdentity(Identities identities) {
        this.identities = identities;
    }

    /** Why the caller's token is no good; by default that there is none. */
    static Unauthenticated reason(HttpServletRequest request) {
        return request.getAttribute(REFUSED) instanceof Unauthenticated refused
                ? refused
                : new Unauthenticated("auth.not_provided");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        act(identify(request), request, response, chain);
    }

    private Actor identify(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var requestId = RequestIds.of(request);
        try {
            var token = token(request.getHeader("Authorization"));
            return token == null
                    ? Actor.anonymous(address, requestId)
                    : identities.byAccessToken(token, address, requestId);
        } catch (Unauthenticated refused) {
            request.setAttribute(REFUSED, refused);
            return Actor.anonymous(address, requestId);
        }
    }

    private static @Nullable String token(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var parts = new StringTokenizer(header);
        if (!parts.hasMoreTokens() || !parts.nextToken().equals("Bearer")) {
            return null;
        }
        if (parts.countTokens() != 1) {
            throw new Unauthenticated("auth.bad_header", "bad_authorization_header");
        }
        return parts.nextToken();
    }
}
