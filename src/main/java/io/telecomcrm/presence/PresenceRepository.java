package io.telecomcrm.presence;

import static io.telecomcrmdb.Tables.PRESENCE;
import static io.telecomcrmdb.Tables.USER_ACCOUNT;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class PresenceRepository {

    private static final int MOST = 5;

    private final DSLContext db;

    PresenceRepository(DSLContext db) {
        this.db = db;
    }

    /** Whoever was gone in between has just come. */
    void see(String type, long id, long userId, Instant now) {
        db.insertInto(PRESENCE)
                .set(PRESENCE.OBJECT_TYPE, type)
                .set(PRESENCE.OBJECT_ID, id)
                .set(PRESENCE.USER_ID, userId)
                .set(PRESENCE.OPENED_AT, now)
                .set(PRESENCE.SEEN_AT, now)
                .onConflict(PRESENCE.OBJECT_TYPE, PRESENCE.OBJECT_ID, PRESENCE.USER_ID)
                .doUpdate()
                .set(
                        PRESENCE.OPENED_AT,
                        when(PRESENCE.SEEN_AT.lt(now.minus(Presence.GONE)), val(now, PRESENCE.OPENED_AT))
                                .otherwise(PRESENCE.OPENED_AT))
                .set(PRESENCE.SEEN_AT, now)
                .execute();
    }

    List<Present> others(String type, long id, long userId, Instant now) {
        return db.select(USER_ACCOUNT.FULL_NAME, PRESENCE.OPENED_AT)
                .from(PRESENCE)
                .join(USER_ACCOUNT)
                .on(USER_ACCOUNT.ID.eq(PRESENCE.USER_ID))
                .where(
                        PRESENCE.OBJECT_TYPE.eq(type),
                        PRESENCE.OBJECT_ID.eq(id),
                        PRESENCE.USER_ID.ne(userId),
                        PRESENCE.SEEN_AT.ge(now.minus(Presence.GONE)))
                .orderBy(PRESENCE.OPENED_AT, PRESENCE.USER_ID)
                .limit(MOST)
                .fetch(row -> new Present(
                        row.value1(), Duration.between(row.value2(), now).toMinutes()));
    }

    @Transactional
    void forget(Instant before) {
        db.deleteFrom(PRESENCE).where(PRESENCE.SEEN_AT.lt(before)).execute();
    }
}
