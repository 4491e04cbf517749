package io.telecomcrm.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The product's secrets: {@code SECRET_KEY} signs tokens, {@code DATA_KEY} protects stored data. Production must be
 * given both; development makes its own once and keeps them in {@code data/keys.properties}.
 */
@Component
public class Keys {

    private static final int SHORTEST = 32;
    private static final Set<String> WELL_KNOWN =
            Set.of("change-me", "changeme", "secret", "insecure", "default", "example");
    private static final Path OWN = Path.of("data", "keys.properties");

    /** Before the first change of {@code DATA_KEY} nobody needs to name it. */
    private static final String FIRST_KEY = "1";

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,20}");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;
    private final byte[] data;
    private final List<byte[]> oldData;
    private final String dataKeyId;
    private final Map<String, SecretKeySpec> ciphers = new HashMap<>();

    Keys(Environment environment) throws IOException {
        var secretKey = environment.getProperty("SECRET_KEY");
        var dataKey = environment.getProperty("DATA_KEY");
        if (environment.acceptsProfiles(Profiles.of("prod"))) {
            refuseWeak(secretKey, dataKey, environment.getProperty("spring.datasource.password"));
        } else if (secretKey == null || dataKey == null) {
            var own = own();
            secretKey = secretKey == null ? own.getProperty("SECRET_KEY") : secretKey;
            dataKey = dataKey == null ? own.getProperty("DATA_KEY") : dataKey;
        }
        this.secret = bytes(secretKey);
        this.data = bytes(dataKey);
        this.dataKeyId = environment.getProperty("DATA_KEY_ID", FIRST_KEY);
        var old = old(environment.getProperty("DATA_KEYS_OLD", ""));
        this.oldData = old.values().stream().map(Keys::bytes).toList();
        old.forEach(this::addCipher);
        if (!KEY_ID.matcher(dataKeyId).matches() || ciphers.containsKey(dataKeyId)) {
            throw new UnsafeSettings(
                    List.of("DATA_KEY_ID must be 1 to 20 letters, digits, - or _, and none of DATA_KEYS_OLD"));
        }
        addCipher(dataKeyId, dataKey);
    }

    /** Derived from {@code SECRET_KEY}; 32 bytes for the given purpose, different for each. */
    public byte[] secret(String purpose) {
        return hmac(secret, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** A keyed hash of a stored value: equal values can be told to be equal, but not guessed without the key. */
    public String fingerprint(String value) {
        return fingerprint(data, value);
    }

    /** Whether the fingerprint is that of the value, be it under the present key or an old one. */
    public boolean isFingerprint(String fingerprint, String value) {
        return fingerprint.equals(fingerprint(value))
                || oldData.stream().anyMatch(old -> fingerprint.equals(fingerprint(old, value)));
    }

    private static String fingerprint(byte[] key, String value) {
        return HexFormat.of()
                .formatHex(
                        hmac(
                                hmac(key, "fingerprint".getBytes(StandardCharsets.UTF_8)),
                                value.getBytes(StandardCharsets.UTF_8)),
                        0,
                        16);
    }

    /**
     * Hides a text from whoever has the database but not {@code DATA_KEY}. The key's id stands in front, so that the key
     * can be changed: {@code DATA_KEYS_OLD} keeps those before it for reading.
     *
     * @param context what the text belongs to; it can't be read as belonging to anything else
     */
    public String encrypt(String context, String text) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var hidden = cipher(Cipher.ENCRYPT_MODE, dataKeyId, nonce, context, text.getBytes(StandardCharsets.UTF_8));
        var whole = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
        System.arraycopy(hidden, 0, whole, NONCE_BYTES, hidden.length);
        return dataKeyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The text that {@link #encrypt} hid under the present key or an old one. */
    public String decrypt(String context, String encrypted) {
        var dot = encrypted.indexOf('.');
        var whole = Base64.getUrlDecoder().decode(encrypted.substring(dot + 1));
        var nonce = Arrays.copyOf(whole, NONCE_BYTES);
        var hidden = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        var text = cipher(Cipher.DECRYPT_MODE, encrypted.substring(0, Math.max(0, dot)), nonce, context, hidden);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** What every text begins with that is encrypted under the present key. */
    public String currentPrefix() {
        return dataKeyId + ".";
    }

    /** Random and safe to put into a URL. */
    public static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private byte[] cipher(int mode, String keyId, byte[] nonce, String context, byte[] text) {
        var key = ciphers.get(keyId);
        if (key == null) {
            throw new IllegalStateException("The key " + keyId + " is neither DATA_KEY nor among DATA_KEYS_OLD");
        }
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypted data can't be read or written with the key " + keyId, e);
        }
    }

    private void addCipher(String id, @Nullable String key) {
        var derived = hmac(bytes(key), "encryption".getBytes(StandardCharsets.UTF_8));
        ciphers.put(id, new SecretKeySpec(derived, "AES"));
    }

    /** {@code id:key,id:key}. */
    private static Map<String, String> old(String keys) {
        var old = new LinkedHashMap<String, String>();
        for (var entry : keys.isBlank() ? new String[0] : keys.strip().split("\\s*,\\s*")) {
            var parts = entry.split(":", 2);
            if (parts.length < 2
                    || parts[1].isEmpty()
                    || !KEY_ID.matcher(parts[0]).matches()) {
                throw new UnsafeSettings(List.of("DATA_KEYS_OLD must be a list like 1:key,2:key"));
            }
            old.put(parts[0], parts[1]);
        }
        return old;
    }

    private static void refuseWeak(
            @Nullable String secretKey, @Nullable String dataKey, @Nullable String databasePassword) {
        var wrong = new ArrayList<String>();
        check("SECRET_KEY", secretKey, wrong);
        check("DATA_KEY", dataKey, wrong);
        if (secretKey != null && secretKey.equals(dataKey)) {
            wrong.add("SECRET_KEY and DATA_KEY must differ");
        }
        if (databasePassword != null && isWellKnown(databasePassword)) {
            wrong.add("The database's password is an example or easy to guess");
        }
        if (!wrong.isEmpty()) {
            throw new UnsafeSettings(wrong);
        }
    }

    private static void check(String name, @Nullable String value, ArrayList<String> wrong) {
        if (value == null || value.isBlank()) {
            wrong.add(name + " is missing");
        } else if (value.length() < SHORTEST) {
            wrong.add(name + " is shorter than " + SHORTEST + " characters");
        } else if (isWellKnown(value) || value.chars().distinct().count() < 8) {
            wrong.add(name + " is an example or easy to guess");
        }
    }

    private static boolean isWellKnown(String value) {
        return WELL_KNOWN.stream().anyMatch(value.toLowerCase(Locale.ROOT)::contains);
    }

    private static Properties own() throws IOException {
        var keys = new Properties();
        if (Files.exists(OWN)) {
            try (var file = Files.newBufferedReader(OWN)) {
                keys.load(file);
            }
        } else {
            keys.setProperty("SECRET_KEY", random(48));
            keys.setProperty("DATA_KEY", random(48));
            Files.createDirectories(OWN.getParent());
            try (var file = Files.newBufferedWriter(OWN)) {
                keys.store(file, "Keys of this development installation; never use them elsewhere");
            }
        }
        return keys;
    }

    private static byte[] bytes(@Nullable String key) {
        return (key == null ? "" : key).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
