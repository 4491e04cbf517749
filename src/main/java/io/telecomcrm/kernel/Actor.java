package io.telecomcrm.kernel;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: a user, a job or nobody yet. Bound to the thread for the length of a request or a job run, so that every
 * door can check rights and the audit can name the author.
 *
 * @param userId absent for jobs and anonymous callers
 * @param permissions codes such as {@code customers.edit}
 * @param address network address the call came from, an IPv6 one in its usual short form
 * @param requestId ties the audit, the log and the answer of one request together
 */
public record Actor(
        @Nullable Long userId,
        String username,
        String role,
        Set<String> permissions,
        @Nullable String address,
        @Nullable String requestId) {

    private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();
    private static final Actor NOBODY = new Actor(null, "", "", Set.of(), null, null);
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

    public Actor {
        address = address == null || address.indexOf(':') < 0 ? address : brief(address);
    }

    /** A caller who has not signed in. */
    public static Actor anonymous(@Nullable String address, @Nullable String requestId) {
        return new Actor(null, "", "", Set.of(), address, requestId);
    }

    /** The system itself: scheduled work, start-up, commands. It may do everything. */
    public static Actor job(String name) {
        return new Actor(null, name, "job", Set.of(), null, null);
    }

    public static Actor current() {
        return CURRENT.orElse(NOBODY);
    }

    /** Runs the work in this actor's name. */
    public <T> T call(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    /** Runs the work in this actor's name. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public boolean isAnonymous() {
        return userId == null && !isJob();
    }

    public boolean may(String permission) {
        return isJob() || permissions.contains(permission);
    }

    /** Refuses whoever lacks the permission. */
    public void demand(String permission) {
        if (!may(permission)) {
            throw new Forbidden(permission);
        }
    }

    private boolean isJob() {
        return role.equals("job");
    }

    /** The form of RFC 5952, in which people know an address and look for it: 0:0:0:0:0:0:0:1 is ::1. */
    private static String brief(String address) {
        return ZEROS.matcher(address)
                .results()
                .max(Comparator.comparingInt((MatchResult zeros) -> zeros.end() - zeros.start())
                        .thenComparing(MatchResult::start, Comparator.reverseOrder()))
                .map(zeros -> address.substring(0, zeros.start()) + "::"
                        + address.substring(Math.min(zeros.end() + 1, address.length())))
                .orElse(address);
    }
}
