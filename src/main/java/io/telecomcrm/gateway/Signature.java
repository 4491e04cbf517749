package io.telecomcrm.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature of a message: {@code t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">}. */
final class Signature {

    static final String HEADER = "X-Signature";

    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),\\s?v1=([0-9a-fA-F]{64})");

    private Signature() {}

    /** Whether the one who knows the secret signed this message, and not long ago. */
    static boolean holds(@Nullable String header, byte[] body, String secret, Instant now) {
        var form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches()) {
            return false;
        }
        var told = Instant.ofEpochSecond(Long.parseLong(form.group(1)));
        var signed = HexFormat.of().parseHex(form.group(2));
        return MessageDigest.isEqual(signed, sign(form.group(1), body, secret))
                && Duration.between(told, now).abs().compareTo(TOLERANCE) <= 0;
    }

    static byte[] sign(String time, byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
