package io.telecomcrm.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.telecomcrm.kernel.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes and reads the signed tokens of the API. Those read once are remembered, for each call brings one. */
@Component
class Tokens {

    static final String ACCESS = "access";
    static final String REFRESH = "refresh";

    private static final int LONGEST = 2_000;

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final UserSettings.Tokens settings;
    private final Clock clock;
    private final Cache<String, Token> read = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    Tokens(Keys keys, UserSettings settings, Clock clock) throws JOSEException {
        var secret = keys.secret("tokens");
        this.signer = new MACSigner(secret);
        this.verifier = new MACVerifier(secret);
        this.settings = settings.tokens();
        this.clock = clock;
    }

    String access(Account account) {
        return sign(ACCESS, account, settings.access());
    }

    String refresh(Account account) {
        return sign(REFRESH, account, settings.refresh());
    }

    Instant refreshExpiry() {
        return clock.instant().plus(settings.refresh());
    }

    /** What stands in a token that we signed, whatever its age; null for any other text. */
    @Nullable
    Token read(String text) {
        var known = read.getIfPresent(text);
        if (known != null) {
            return known;
        }
        var token = verify(text);
        if (token != null) {
            read.put(text, token);
        }
        return token;
    }

    /** Stored instead of a secret, so that a stolen copy of the database signs nobody in. */
    static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String randomId() {
        var id = new byte[16];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private String sign(String type, Account account, Duration lifetime) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .claim("token_type", type)
                .expirationTime(Date.from(now.plus(lifetime)))
                .issueTime(Date.from(account.tokenIssuedAt(now)))
                .jwtID(randomId())
                .claim("user_id", Long.toString(account.id()))
                .build();
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private @Nullable Token verify(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            var jwt = SignedJWT.parse(text);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(verifier)) {
                return null;
            }
            var claims = jwt.getJWTClaimsSet();
            var type = claims.getStringClaim("token_type");
            if (claims.getExpirationTime() == null || claims.getIssueTime() == null || type == null) {
                return null;
            }
            return new Token(
                    type,
                    user(claims.getClaim("user_id")),
                    claims.getIssueTime().toInstant(),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long user(@Nullable Object claim) {
        return claim != null && claim.toString().matches("[0-9]{1,18}") ? Long.valueOf(claim.toString()) : null;
    }

    /**
     * A token's claims.
     *
     * @param user null when it names none
     */
    record Token(String type, @Nullable Long user, Instant issuedAt, Instant expiresAt) {

        boolean hasExpired(Instant now) {
            return !expiresAt.isAfter(now);
        }
    }
}
