package io.telecomcrm.web;

import io.telecomcrm.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Does the work of a POST once, however often the caller repeats it with the same {@code Idempotency-Key} (IETF draft 07).
 * A handler takes it as an argument and hands it the work, which returns the id of the object that the answer shows:
 *
 * <pre>{@code
 * var contract = once.run(fields, () -> contracts.activate(id, version).id());
 * return card(HttpStatus.OK, contract);
 * }</pre>
 *
 * A repeated call gets that object rendered anew, and the header {@code Idempotency-Replayed: true}. What fails is not
 * remembered. Without the header the work is simply done.
 */
public final class Once {

    static final String HEADER = "Idempotency-Key";

    /** A structured header writes it in quotes, most callers without. */
    private static final Pattern KEY =
            Pattern.compile("\"([\\x20-\\x7E&&[^\"\\\\]]{1,64})\"|([\\x21-\\x7E&&[^\"]]{1,64})");

    private final IdempotencyKeys keys;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    /** @param isNew false where it was there before */
    public record Made(long id, boolean isNew) {}

    Once(IdempotencyKeys keys, HttpServletRequest request, HttpServletResponse response) {
        this.keys = keys;
        this.request = request;
        this.response = response;
    }

    /**
     * @param sent what the caller sent: the same key with anything else is a mistake
     * @param work returns the id of what it was done to; runs in one transaction with the note that it is done
     */
    public long run(Fields sent, LongSupplier work) {
        return run(sent::fingerprint, made(work)).id();
    }

    /** The same for work that may find what it was to make; a repeated call is told the same of it as the first. */
    public Made make(Fields sent, Supplier<Made> work) {
        return run(sent::fingerprint, work);
    }

    /** The same with a file beside the fields. */
    public long run(Fields sent, Upload file, LongSupplier work) {
        return run(() -> file.fingerprint(sent.fingerprint()), made(work)).id();
    }

    private Made run(Supplier<String> sent, Supplier<Made> work) {
        var header = request.getHeader(HEADER);
        var user = Actor.current().userId();
        if (header == null || user == null) {
            return work.get();
        }
        var claim = keys.claim(user, request.getMethod(), request.getRequestURI(), key(header), sent.get());
        var known = claim.known();
        if (known != null) {
            response.setHeader("Idempotency-Replayed", "true");
            return known;
        }
        var done = false;
        try {
            var made = keys.perform(claim, work);
            done = true;
            return made;
        } finally {
            if (!done) {
                keys.free(claim);
            }
        }
    }

    private static Supplier<Made> made(LongSupplier work) {
        return () -> new Made(work.getAsLong(), true);
    }

    private static String key(@Nullable String header) {
        var key = KEY.matcher(header == null ? "" : header.strip());
        if (!key.matches()) {
            throw new Unacceptable(HttpStatus.BAD_REQUEST, "error.idempotency_key");
        }
        return key.group(1) != null ? key.group(1) : key.group(2);
    }
}
