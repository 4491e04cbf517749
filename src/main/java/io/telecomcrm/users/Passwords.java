package io.telecomcrm.users;

import io.telecomcrm.kernel.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Keeps passwords as Argon2id hashes and says which ones are good enough. A hash costs much memory and time by design,
 * so no more are computed at once than there are cores; who comes later waits.
 */
@Component
class Passwords {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    /** 19 MiB, two passes, one lane: the least that OWASP recommends. */
    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

    /** Of no password at all: chance alone, since to hash one would only make the start slower. */
    private final String nobodys = "$argon2id$v=19$m=19456,t=2,p=1$%s$%s".formatted(chance(16), chance(32));

    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** Why a password can't be taken; null when it can. */
    @Nullable
    Text flaw(String password, String username) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return new Text("users.password_short", SHORTEST);
        }
        if (length > LONGEST) {
            return new Text("users.password_long", LONGEST);
        }
        var folded = fold(password);
        if (Common.PASSWORDS.contains(folded) || folded.chars().distinct().count() < 3) {
            return new Text("users.password_common");
        }
        return folded.equals(fold(username)) ? new Text("users.password_like_name") : null;
    }

    String hash(String password) {
        return oneAtATime(() -> argon2.encode(normal(password)));
    }

    /** Takes equally long for an account that is not there. */
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > 4 * LONGEST) {
            return false;
        }
        var matches = oneAtATime(() -> argon2.matches(normal(password), hash == null ? nobodys : hash));
        return matches && hash != null;
    }

    /** Easy to read out and to type: four groups of four, about 79 bits. */
    static String random() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (var n = 0; n < 16; n++) {
            password.append(n > 0 && n % 4 == 0 ? "-" : "").append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    private <T> T oneAtATime(Supplier<T> work) {
        cores.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }

    /** The same letters typed on another keyboard may come as other code points. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Form.NFC);
    }

    private static String fold(String password) {
        return normal(password).toLowerCase(Locale.ROOT);
    }

    private static String chance(int bytes) {
        var chance = new byte[bytes];
        new SecureRandom().nextBytes(chance);
        return Base64.getEncoder().withoutPadding().encodeToString(chance);
    }

    /** Read when the first password is chosen. */
    private static final class Common {

        static final Set<String> PASSWORDS = read();

        private static Set<String> read() {
            try (InputStream file = Passwords.class.getResourceAsStream("common-passwords.txt.gz")) {
                if (file == null) {
                    throw new IOException("The list of common passwords is missing");
                }
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8));
                return lines.lines().collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
