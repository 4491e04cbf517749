package io.telecomcrm.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of the chain. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
