package io.telecomcrm.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log.
 *
 * @param id 0 while it has none
 * @param username who acted: the login of a user, the name of a job, empty for a stranger
 * @param changes JSON, each field with what it was and became: {@code {"phone": ["+7916…", null]}}
 */
public record AuditEntry(
        long id,
        Instant at,
        @Nullable Long actorId,
        String username,
        String action,
        String objectType,
        @Nullable Long objectId,
        String changes,
        @Nullable String address,
        @Nullable String requestId) {

    /** What the entry says, as one number; a different entry has a different one. */
    byte[] digest() {
        var sha = Sha256.begin();
        sha.update(
                ByteBuffer.allocate(16).putLong(id).putLong(at.toEpochMilli()).flip());
        put(sha, actorId == null ? null : actorId.toString());
        put(sha, username);
        put(sha, action);
        put(sha, objectType);
        put(sha, objectId == null ? null : objectId.toString());
        put(sha, changes);
        put(sha, address);
        put(sha, requestId);
        return sha.digest();
    }

    /** With its length before it, so that no text can pass for the end of one and the beginning of the next. */
    private static void put(MessageDigest sha, @Nullable String text) {
        var bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        sha.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).flip());
        sha.update(bytes);
    }
}
