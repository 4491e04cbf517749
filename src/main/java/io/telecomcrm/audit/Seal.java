package io.telecomcrm.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Closes a block of entries: those behind {@code previous} up to {@code toId}. */
record Seal(long number, long fromId, long toId, int entries, byte[] digests, String hash, Instant sealedAt) {

    /** Bytes that {@link #digests} keeps of each entry: its id and the beginning of its hash. */
    static final int MARK = 16;

    /** The id that entry {@code index} of the block had when it was sealed. */
    long id(int index) {
        return ByteBuffer.wrap(digests).getLong(index * MARK);
    }

    /** Whether this is what entry {@code index} of the block said when it was sealed. */
    boolean holds(int index, byte[] digest) {
        return ByteBuffer.wrap(digests).getLong(index * MARK + 8)
                == ByteBuffer.wrap(digest).getLong();
    }

    /** How many entries the digests tell of. */
    int marks() {
        return digests.length / MARK;
    }

    /** Gathers the entries of a block, one after another, without keeping them. */
    static final class Block {

        private final java.security.MessageDigest rows = Sha256.begin();
        private final java.io.ByteArrayOutputStream digests = new java.io.ByteArrayOutputStream();
        private long fromId;
        private long lastId;
        private int entries;

        void add(AuditEntry entry) {
            add(entry.id(), entry.digest());
        }

        void add(long id, byte[] digest) {
            fromId = entries == 0 ? id : fromId;
            lastId = id;
            entries++;
            rows.update(digest);
            digests.writeBytes(ByteBuffer.allocate(MARK)
                    .putLong(id)
                    .put(digest, 0, MARK - 8)
                    .array());
        }

        int entries() {
            return entries;
        }

        long lastId() {
            return lastId;
        }

        Seal seal(@Nullable Seal previous, long toId, Instant at) {
            var number = previous == null ? 1 : previous.number() + 1;
            var marks = digests.toByteArray();
            var sha = Sha256.begin();
            sha.update((previous == null ? "" : previous.hash()).getBytes(StandardCharsets.US_ASCII));
            sha.update(ByteBuffer.allocate(36)
                    .putLong(number)
                    .putLong(fromId)
                    .putLong(toId)
                    .putInt(entries)
                    .putLong(at.toEpochMilli())
                    .flip());
            sha.update(marks);
            sha.update(rows.digest());
            return new Seal(number, fromId, toId, entries, marks, HexFormat.of().formatHex(sha.digest()), at);
        }
    }
}
