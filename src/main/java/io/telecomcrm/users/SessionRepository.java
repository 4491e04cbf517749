package io.telecomcrm.users;

import static io.telecomcrm.users.UserRepository.ACCOUNT;
import static io.telecomcrmdb.Tables.REFRESH_TOKEN;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static io.telecomcrmdb.Tables.USER_SESSION;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.database.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What keeps people and programs signed in: sessions of the pages, refresh tokens of the API. */
@Repository
class SessionRepository {

    private final DSLContext db;

    SessionRepository(DSLContext db) {
        this.db = db;
    }

    /** The session with its user and the user's rights, by one query. */
    @Nullable
    Sitting sitting(String tokenHash) {
        return sitting(USER_SESSION.TOKEN_HASH.eq(tokenHash));
    }

    @Nullable
    Sitting sitting(long id) {
        return sitting(USER_SESSION.ID.eq(id));
    }

    private @Nullable Sitting sitting(Condition which) {
        return db.select(row(
                                USER_SESSION.ID,
                                USER_SESSION.CREATED_AT,
                                USER_SESSION.SEEN_AT,
                                USER_ACCOUNT.LANGUAGE,
                                USER_ACCOUNT.THEME,
                                ACCOUNT)
                        .mapping(Sitting::new))
                .from(USER_SESSION)
                .join(USER_ACCOUNT)
                .on(USER_ACCOUNT.ID.eq(USER_SESSION.USER_ID))
                .where(which)
                .fetchOne(Record1::value1);
    }

    void begin(String tokenHash, long user, @Nullable String address, @Nullable String browser, Instant now) {
        db.insertInto(USER_SESSION)
                .set(USER_SESSION.TOKEN_HASH, tokenHash)
                .set(USER_SESSION.USER_ID, user)
                .set(USER_SESSION.ADDRESS, address)
                .set(USER_SESSION.BROWSER, browser)
                .set(USER_SESSION.CREATED_AT, now)
                .set(USER_SESSION.SEEN_AT, now)
                .execute();
    }

    void touch(long session, Instant now) {
        db.update(USER_SESSION)
                .set(USER_SESSION.SEEN_AT, now)
                .where(USER_SESSION.ID.eq(session))
                .execute();
    }

    void end(long session) {
        db.deleteFrom(USER_SESSION).where(USER_SESSION.ID.eq(session)).execute();
    }

    /** Ends all sessions of a user, but for one, and voids the refresh tokens. */
    void endAll(long user, @Nullable String exceptSession, Instant now) {
        endSessions(user, exceptSession);
        db.update(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.REVOKED_AT, now)
                .where(REFRESH_TOKEN.USER_ID.eq(user), REFRESH_TOKEN.REVOKED_AT.isNull())
                .execute();
    }

    int endSessions(long user, @Nullable String exceptSession) {
        return db.deleteFrom(USER_SESSION)
                .where(
                        USER_SESSION.USER_ID.eq(user),
                        exceptSession == null ? noCondition() : USER_SESSION.ID.ne(Long.valueOf(exceptSession)))
                .execute();
    }

    List<SessionLine> sessions(long user, Instant seenAfter, Instant begunAfter) {
        return db.select(row(
                                USER_SESSION.ID,
                                USER_SESSION.ADDRESS,
                                USER_SESSION.BROWSER,
                                USER_SESSION.CREATED_AT,
                                USER_SESSION.SEEN_AT)
                        .mapping(SessionLine::new))
                .from(USER_SESSION)
                .where(
                        USER_SESSION.USER_ID.eq(user),
                        USER_SESSION.SEEN_AT.gt(seenAfter),
                        USER_SESSION.CREATED_AT.gt(begunAfter))
                .orderBy(USER_SESSION.SEEN_AT.desc(), USER_SESSION.ID.desc())
                .limit(50)
                .fetch(Record1::value1);
    }

    void addRefreshToken(String tokenHash, String family, long user, Instant expiresAt) {
        db.insertInto(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.TOKEN_HASH, tokenHash)
                .set(REFRESH_TOKEN.FAMILY, family)
                .set(REFRESH_TOKEN.USER_ID, user)
                .set(REFRESH_TOKEN.EXPIRES_AT, expiresAt)
                .execute();
    }

    /** Locked, so that of two who use a token at once only one succeeds. */
    @Nullable
    RefreshToken lockRefreshToken(String tokenHash) {
        return Dialect.of(db)
                .lock(db.select(row(
                                        REFRESH_TOKEN.FAMILY,
                                        REFRESH_TOKEN.USER_ID,
                                        REFRESH_TOKEN.USED_AT,
                                        REFRESH_TOKEN.REVOKED_AT)
                                .mapping(RefreshToken::new))
                        .from(REFRESH_TOKEN)
                        .where(REFRESH_TOKEN.TOKEN_HASH.eq(tokenHash)))
                .fetchOne(Record1::value1);
    }

    /** Whether the token was stored and is still of use. */
    boolean isGood(String tokenHash) {
        return db.fetchExists(
                REFRESH_TOKEN,
                REFRESH_TOKEN.TOKEN_HASH.eq(tokenHash),
                REFRESH_TOKEN.USED_AT.isNull(),
                REFRESH_TOKEN.REVOKED_AT.isNull());
    }

    void useRefreshToken(String tokenHash, Instant now) {
        db.update(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.USED_AT, now)
                .where(REFRESH_TOKEN.TOKEN_HASH.eq(tokenHash))
                .execute();
    }

    void revokeFamily(String family, Instant now) {
        db.update(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.REVOKED_AT, now)
                .where(REFRESH_TOKEN.FAMILY.eq(family), REFRESH_TOKEN.REVOKED_AT.isNull())
                .execute();
    }

    /** Removes what can never be used again. */
    void sweep(Instant now, Duration idle) {
        db.deleteFrom(USER_SESSION)
                .where(USER_SESSION.SEEN_AT.lt(now.minus(idle)))
                .execute();
        db.deleteFrom(REFRESH_TOKEN).where(REFRESH_TOKEN.EXPIRES_AT.lt(now)).execute();
    }

    /** A session as found by its cookie. */
    record Sitting(long id, Instant createdAt, Instant seenAt, String language, String theme, Account account) {}

    /** A stored refresh token. */
    record RefreshToken(
            String family,
            long user,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt) {}
}
