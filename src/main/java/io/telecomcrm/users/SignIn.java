package io.telecomcrm.users;

import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Cut;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.users.SessionRepository.RefreshToken;
import io.telecomcrm.web.Throttled;
import io.telecomcrm.web.Unauthenticated;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in and out, by pages and by tokens. */
@Service
class SignIn {

    private static final String NOT_VALID = "token_not_valid";
    private static final int LONGEST_BROWSER = 200;

    private final UserRepository users;
    private final SessionRepository sessions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Tokens tokens;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignIn(
            UserRepository users,
            SessionRepository sessions,
            Passwords passwords,
            Throttle throttle,
            Tokens tokens,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.tokens = tokens;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The account of these credentials; null when they are wrong or the account is not active, which look the same
     * from outside and take the same time.
     *
     * @throws Throttled after too many failures
     */
    @Nullable
    Account verify(String username, String password) {
        var actor = Actor.current();
        var account = users.account(username);
        var user = account == null ? null : account.id();
        var counters = attempt(username, user, actor.address());
        var right = passwords.matches(password, account == null ? null : account.passwordHash());
        if (account == null || !right || !account.isActive()) {
            transaction.executeWithoutResult(_ -> events.publishEvent(UserEvent.of("sign_in_failed", user)));
            return null;
        }
        transaction.executeWithoutResult(_ -> throttle.succeeded(counters, account.id(), actor.address()));
        return account;
    }

    /**
     * Begins a session of the pages.
     *
     * @return the cookie's value, which is stored nowhere; null when what was verified doesn't hold any more
     */
    @Nullable
    String begin(Account account, @Nullable String browser) {
        var actor = Actor.current();
        var cookie = Keys.random(32);
        var begun = transaction.execute(_ -> {
            var now = clock.instant();
            if (!enters(account, now)) {
                return false;
            }
            sessions.begin(
                    Tokens.hash(cookie),
                    account.id(),
                    actor.address(),
                    browser == null ? null : Cut.to(LONGEST_BROWSER, browser),
                    now);
            tell("signed_in", account);
            return true;
        });
        return Boolean.TRUE.equals(begun) ? cookie : null;
    }

    void end(String cookie) {
        var sitting = sessions.sitting(Tokens.hash(cookie));
        if (sitting != null) {
            transaction.executeWithoutResult(_ -> {
                sessions.end(sitting.id());
                tell("signed_out", sitting.account());
            });
        }
    }

    /** Begins a family of tokens; null when what was verified doesn't hold any more. */
    @Nullable
    Pair issue(Account account) {
        var pair = pair(account);
        var begun = transaction.execute(_ -> {
            if (!enters(account, clock.instant())) {
                return false;
            }
            store(pair, Tokens.randomId(), account.id());
            tell("signed_in", account);
            return true;
        });
        return Boolean.TRUE.equals(begun) ? pair : null;
    }

    /** Exchanges a refresh token for new ones. One that was used before is stolen: its whole family is void. */
    Pair refresh(String refresh) {
        var user = readRefresh(refresh);
        var next = transaction.execute(_ -> {
            // the account first: whoever voids its tokens waits for the new one, or has voided this one
            var account = users.lock(user);
            if (account == null || !account.isActive()) {
                throw new Unauthenticated("auth.no_account_for_token");
            }
            var stored = sessions.lockRefreshToken(Tokens.hash(refresh));
            if (stored == null || stored.usedAt() != null || stored.revokedAt() != null) {
                revoke(stored, user);
                return Optional.<Pair>empty();
            }
            sessions.useRefreshToken(Tokens.hash(refresh), clock.instant());
            var pair = pair(account);
            store(pair, stored.family(), user);
            return Optional.of(pair);
        });
        return next.orElseThrow(() -> new Unauthenticated("auth.token_blacklisted", NOT_VALID));
    }

    /** Whether a good token of either type was revoked. */
    boolean isRevoked(String text) {
        var token = readAny(text);
        return token.type().equals(Tokens.REFRESH) && !sessions.isGood(Tokens.hash(text));
    }

    void revoke(String refresh) {
        var user = readRefresh(refresh);
        var good = transaction.execute(_ -> {
            var stored = sessions.lockRefreshToken(Tokens.hash(refresh));
            if (stored == null || stored.usedAt() != null || stored.revokedAt() != null) {
                return false;
            }
            sessions.revokeFamily(stored.family(), clock.instant());
            var account = users.account(user);
            if (account != null) {
                tell("signed_out", account);
            }
            return true;
        });
        if (!Boolean.TRUE.equals(good)) {
            throw new Unauthenticated("auth.token_blacklisted", NOT_VALID);
        }
    }

    /** In the user's own name, though the request that brought the password came from a stranger. */
    private void tell(String what, Account account) {
        var stranger = Actor.current();
        account.actor(stranger.address(), stranger.requestId())
                .run(() -> events.publishEvent(UserEvent.of(what, account.id())));
    }

    /** Whether the account lets in who was verified; then it is locked, and nobody ends its sessions meanwhile. */
    private boolean enters(Account verified, Instant now) {
        if (users.setLastLogin(verified, now)) {
            return true;
        }
        events.publishEvent(UserEvent.of("sign_in_failed", verified.id()));
        return false;
    }

    private Pair pair(Account account) {
        return new Pair(tokens.refresh(account), tokens.access(account));
    }

    private List<String> attempt(String username, @Nullable Long user, @Nullable String address) {
        return transaction.execute(_ -> throttle.attempt(username, user, address));
    }

    private void revoke(@Nullable RefreshToken stolen, long user) {
        if (stolen != null && stolen.revokedAt() == null) {
            sessions.revokeFamily(stolen.family(), clock.instant());
            events.publishEvent(UserEvent.of("refresh_token_reused", user));
        }
    }

    private void store(Pair pair, String family, long user) {
        sessions.addRefreshToken(Tokens.hash(pair.refresh()), family, user, tokens.refreshExpiry());
    }

    private long readRefresh(String text) {
        var token = readAny(text);
        if (!token.type().equals(Tokens.REFRESH)) {
            throw new Unauthenticated("auth.token_wrong_type", NOT_VALID);
        }
        if (token.user() == null) {
            throw new Unauthenticated("auth.no_user_claim", NOT_VALID);
        }
        return token.user();
    }

    private Tokens.Token readAny(String text) {
        var token = tokens.read(text);
        if (token == null) {
            throw new Unauthenticated("auth.token_invalid", NOT_VALID);
        }
        if (token.hasExpired(clock.instant())) {
            throw new Unauthenticated("auth.token_expired", NOT_VALID);
        }
        return token;
    }

    /** What a program gets when it signs in. */
    record Pair(String refresh, String access) {}
}
