package io.telecomcrm.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.users.SessionRepository.Sitting;
import io.telecomcrm.web.Identities;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Unauthenticated;
import io.telecomcrm.web.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the shell who stands behind a token or a session. A session is read anew for every page; the account behind a
 * token may be half a minute old where another node changed it, for the API is called thousands of times a second.
 */
@Component
class UserIdentities implements Identities {

    private static final String NOT_VALID = "token_not_valid";
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Tokens tokens;
    private final UserRepository users;
    private final SessionRepository sessions;
    private final UserSettings.Sessions settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Cache<Long, Known> accounts =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final AtomicLong changes = new AtomicLong();

    UserIdentities(
            Tokens tokens,
            UserRepository users,
            SessionRepository sessions,
            UserSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.tokens = tokens;
        this.users = users;
        this.sessions = sessions;
        this.settings = settings.sessions();
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Actor byAccessToken(String text, @Nullable String address, @Nullable String requestId) {
        var now = clock.instant();
        var token = tokens.read(text);
        if (token == null) {
            throw notValid("auth.token_invalid");
        }
        if (token.hasExpired(now)) {
            throw notValid("auth.token_expired");
        }
        if (!token.type().equals(Tokens.ACCESS)) {
            throw notValid("auth.token_wrong_type");
        }
        if (token.user() == null) {
            throw new Unauthenticated("auth.no_user_claim", NOT_VALID);
        }
        var account = account(token.user(), now);
        if (account == null) {
            throw new Unauthenticated("auth.user_not_found", "user_not_found");
        }
        if (!account.isActive()) {
            throw new Unauthenticated("auth.user_inactive", "user_inactive");
        }
        if (token.issuedAt().isBefore(account.tokensValidFrom())) {
            throw new Unauthenticated("auth.password_changed", NOT_VALID);
        }
        return account.actor(address, requestId);
    }

    @Override
    public @Nullable Visitor bySession(String cookie, @Nullable String address, @Nullable String requestId) {
        var now = clock.instant();
        var sitting = sessions.sitting(Tokens.hash(cookie));
        if (sitting == null || !sitting.account().isActive() || hasEnded(sitting, now)) {
            return null;
        }
        if (sitting.seenAt().isBefore(now.minus(TOUCH))) {
            transaction.executeWithoutResult(_ -> sessions.touch(sitting.id(), now));
        }
        return visitor(sitting, address, requestId);
    }

    @Override
    public @Nullable Visitor bySessionName(String session) {
        var sitting = sessions.sitting(Long.parseLong(session));
        return sitting == null || !sitting.account().isActive() || hasEnded(sitting, clock.instant())
                ? null
                : visitor(sitting, null, null);
    }

    private static Visitor visitor(Sitting sitting, @Nullable String address, @Nullable String requestId) {
        return new Visitor(
                sitting.account().actor(address, requestId),
                sitting.account().fullName(),
                Language.of(sitting.language()),
                sitting.theme(),
                Long.toString(sitting.id()));
    }

    @Override
    public @Nullable String fullName(@Nullable String username) {
        var account = username == null ? null : users.account(username);
        return account == null ? username : account.fullName();
    }

    private boolean hasEnded(Sitting sitting, Instant now) {
        return sitting.seenAt().isBefore(now.minus(settings.idle()))
                || sitting.createdAt().isBefore(now.minus(settings.absolute()));
    }

    /** What was read before anybody or any role was changed here isn't believed any more. */
    @TransactionalEventListener(fallbackExecution = true)
    void forget(RoleUpdated role) {
        changes.incrementAndGet();
    }

    @TransactionalEventListener(fallbackExecution = true)
    void forget(UserEvent user) {
        if (!user.action().startsWith("user.sign")) {
            changes.incrementAndGet();
        }
    }

    private @Nullable Account account(long id, Instant now) {
        var change = changes.get();
        var known = accounts.getIfPresent(id);
        if (known == null
                || known.change() != change
                || known.at().isBefore(now.minus(FRESH))
                || known.at().isAfter(now)) {
            known = new Known(users.account(id), now, change);
            accounts.put(id, known);
        }
        return known.account();
    }

    private static Unauthenticated notValid(String message) {
        return new Unauthenticated("auth.token_not_valid", NOT_VALID, message);
    }

    /** @param change how many changes there were before it was read */
    private record Known(@Nullable Account account, Instant at, long change) {}
}
