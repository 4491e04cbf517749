package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Tells who stands behind a token or a session. The shell asks, the feature that owns the accounts answers. */
public interface Identities {

    /** The cookie that carries a session of the pages. */
    String SESSION_COOKIE = "crm_session";

    /**
     * The user of an access token of the API.
     *
     * @throws Unauthenticated when the token is not good or the user may no longer act
     */
    Actor byAccessToken(String token, @Nullable String address, @Nullable String requestId);

    /** The user of a session, null when it has ended. */
    @Nullable
    Visitor bySession(String cookie, @Nullable String address, @Nullable String requestId);

    /** The user of a session by its name, as {@link Visitor#session} has it; looking at it does not keep it alive. */
    @Nullable
    Visitor bySessionName(String session);

    /** The full name of whoever signs in so, as rows keep who wrote them; jobs have none but this. */
    @Nullable
    String fullName(@Nullable String username);
}
