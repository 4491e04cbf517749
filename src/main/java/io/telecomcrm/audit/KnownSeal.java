package io.telecomcrm.audit;

import org.jspecify.annotations.Nullable;

/**
 * A seal as somebody copied it from the application's log: its number, its hash (whole or its beginning) or both, {@code
 * 57:9f86d081}. It must still be in the chain; so an end that was cut off together with its seals is noticed.
 */
record KnownSeal(@Nullable Long number, String hash) {

    static final KnownSeal NONE = new KnownSeal(null, "");

    static KnownSeal parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        if (text.matches("[0-9]{1,18}")) {
            return new KnownSeal(Long.valueOf(text), "");
        }
        if (text.matches("[0-9]{1,18}:[0-9a-f]{8,64}")) {
            var parts = text.split(":");
            return new KnownSeal(Long.valueOf(parts[0]), parts[1]);
        }
        if (text.matches("[0-9a-f]{8,64}")) {
            return new KnownSeal(null, text);
        }
        throw new IllegalArgumentException("--verify-audit takes a seal's number, its hash or number:hash");
    }

    boolean isNone() {
        return number == null && hash.isEmpty();
    }

    boolean isNumbered(Seal seal) {
        return number != null && number == seal.number();
    }

    boolean matches(Seal seal) {
        return seal.hash().startsWith(hash);
    }

    boolean matchesByHash(Seal seal) {
        return number == null && !hash.isEmpty() && matches(seal);
    }
}
