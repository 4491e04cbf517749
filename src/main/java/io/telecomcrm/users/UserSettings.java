package io.telecomcrm.users;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of signing in: how long a token or a session lasts, when guessing is slowed down. */
@ConfigurationProperties("crm")
record UserSettings(
        @DefaultValue Tokens tokens,
        @DefaultValue Sessions sessions,
        @DefaultValue SignIn signIn) {

    /**
     * Tokens of the API.
     *
     * @param access how long an access token is good
     * @param refresh how long a refresh token is good
     */
    record Tokens(
            @DefaultValue("5m") Duration access,
            @DefaultValue("1d") Duration refresh) {

        Tokens {
            within("crm.tokens.access", access, Duration.ofSeconds(10), Duration.ofHours(1));
            within("crm.tokens.refresh", refresh, Duration.ofMinutes(1), Duration.ofDays(90));
        }
    }

    /**
     * Sessions of the pages.
     *
     * @param idle a session unused for so long has ended
     * @param absolute no session lasts longer, however much it is used
     */
    record Sessions(
            @DefaultValue("12h") Duration idle,
            @DefaultValue("7d") Duration absolute) {

        Sessions {
            within("crm.sessions.idle", idle, Duration.ofMinutes(5), Duration.ofDays(30));
            within("crm.sessions.absolute", absolute, idle, Duration.ofDays(90));
        }
    }

    /**
     * Guessing of passwords.
     *
     * @param freeAttempts failures with one account that cost no waiting
     * @param freeAttemptsPerAddress the same for one address, behind which a whole office may sit
     * @param shortestWait the wait after them; it doubles with each further failure
     * @param longestWait but never grows beyond this, so nobody is locked out for ever
     */
    record SignIn(
            @DefaultValue("10") int freeAttempts,
            @DefaultValue("50") int freeAttemptsPerAddress,
            @DefaultValue("30s") Duration shortestWait,
            @DefaultValue("5m") Duration longestWait) {

        SignIn {
            if (freeAttempts < 1 || freeAttempts > 100) {
                throw new IllegalArgumentException("crm.sign-in.free-attempts must be from 1 to 100");
            }
            if (freeAttemptsPerAddress < freeAttempts) {
                throw new IllegalArgumentException(
                        "crm.sign-in.free-attempts-per-address must not be below crm.sign-in.free-attempts");
            }
            within("crm.sign-in.shortest-wait", shortestWait, Duration.ofSeconds(1), Duration.ofHours(1));
            within("crm.sign-in.longest-wait", longestWait, shortestWait, Duration.ofHours(1));
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s must be from %s to %s".formatted(name, least, most));
        }
    }
}
