package io.telecomcrm.users;

import io.telecomcrm.kernel.Keys;
import io.telecomcrm.users.SignInRepository.Counter;
import io.telecomcrm.web.Throttled;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down the guessing of passwords. From an address where the account has signed in before, only failures there
 * count. From everywhere else failures count against the account and against the address. So a stranger can delay
 * other strangers, but never the owner at the usual place, and nobody for longer than the longest wait.
 */
@Component
class Throttle {

    /** Failures are forgotten after a quiet time of this length. */
    private static final Duration MEMORY = Duration.ofHours(12);

    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    private final SignInRepository counters;
    private final UserSettings.SignIn settings;
    private final Keys keys;
    private final Clock clock;

    Throttle(SignInRepository counters, UserSettings settings, Keys keys, Clock clock) {
        this.counters = counters;
        this.settings = settings.signIn();
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Counts an attempt as failed before the password is looked at, so that many at once don't slip through; call in a
     * transaction, and {@link #succeeded} when it turns out right.
     *
     * @return the counters to clear in that case
     * @throws Throttled when there were too many
     */
    List<String> attempt(String username, @Nullable Long user, @Nullable String address) {
        var now = clock.instant();
        var place = place(address);
        var known = user != null && counters.isKnown(user, place, now.minus(KNOWN_FOR));
        var account = username.strip().toLowerCase(Locale.ROOT);
        var names = known
                ? List.of(keys.fingerprint("known " + account + " " + place))
                : List.of(keys.fingerprint("account " + account), keys.fingerprint("address " + place));
        var found = counters.lock(names, now);
        var blockedUntil = found.stream()
                .map(counter -> counter.blockedUntil() == null ? Instant.MIN : counter.blockedUntil())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        if (blockedUntil.isAfter(now)) {
            throw new Throttled(
                    Duration.between(now, blockedUntil).plusMillis(999).toSeconds());
        }
        var ofAddress = names.getLast();
        for (var counter : found) {
            var free = !known && counter.name().equals(ofAddress)
                    ? settings.freeAttemptsPerAddress()
                    : settings.freeAttempts();
            counters.save(failed(counter, free, now));
        }
        return known ? names : List.of(names.getFirst());
    }

    void succeeded(List<String> names, long user, @Nullable String address) {
        counters.forget(names);
        counters.remember(user, place(address), clock.instant());
    }

    void sweep() {
        counters.sweep(clock.instant().minus(MEMORY), clock.instant().minus(KNOWN_FOR));
    }

    private Counter failed(Counter counter, int free, Instant now) {
        var forgotten = counter.lastAt().isBefore(now.minus(MEMORY));
        var failures = forgotten ? 1 : counter.failures() + 1;
        return new Counter(counter.name(), failures, now, blockedUntil(failures, free, now));
    }

    private @Nullable Instant blockedUntil(int failures, int free, Instant now) {
        var beyond = failures - free;
        if (beyond < 0) {
            return null;
        }
        var wait = settings.shortestWait().multipliedBy(1L << Math.min(beyond, 20));
        return now.plus(wait.compareTo(settings.longestWait()) < 0 ? wait : settings.longestWait());
    }

    /** Whoever has an IPv6 address has the 64 bits behind it too. */
    static String place(@Nullable String address) {
        try {
            if (address == null || !address.contains(":")) {
                return address == null ? "" : address;
            }
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
                    : address;
        } catch (UnknownHostException e) {
            return address.substring(0, Math.min(60, address.length()));
        }
    }
}
