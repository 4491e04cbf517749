package io.telecomcrm.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import javax.crypto.Mac;
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

    private final byte[] secret;
    private final byte[] data;

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
    }

    /** Derived from {@code SECRET_KEY}; 32 bytes for the given purpose, different for each. */
    public byte[] secret(String purpose) {
        return hmac(secret, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** A keyed hash of a stored value: equal values can be told to be equal, but not guessed without the key. */
    public String fingerprint(String value) {
        return HexFormat.of()
                .formatHex(
                        hmac(
                                hmac(data, "fingerprint".getBytes(StandardCharsets.UTF_8)),
                                value.getBytes(StandardCharsets.UTF_8)),
                        0,
                        16);
    }

    /** Random and safe to put into a URL. */
    public static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
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
