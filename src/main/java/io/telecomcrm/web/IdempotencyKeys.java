package io.telecomcrm.web;

import static io.telecomcrmdb.Tables.IDEMPOTENCY_KEY;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.telecomcrm.kernel.Keys;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrmdb.tables.records.IdempotencyKeyRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys by which callers repeat a POST. Each has its answer for a week. */
@Repository
class IdempotencyKeys {

    /** After this long a call is taken for dead. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int CLAIM_BYTES = 16;

    private final DSLContext db;
    private final Keys secrets;
    private final Clock clock;

    IdempotencyKeys(DSLContext db, Keys secrets, Clock clock) {
        this.db = db;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * The caller's claim to a key.
     *
     * @param known what came of it, where it is done already
     */
    record Claim(long id, String token, Once.@Nullable Made known) {}

    /** Takes the key for this call, or tells what came of an earlier one. Committed before the work begins. */
    @Transactional
    public Claim claim(long user, String method, String path, String key, String sent) {
        var now = clock.instant();
        // a body may hold no more than a PIN: without our key nobody can find it out by trying
        var bodyHash = secrets.fingerprint(sent);
        var row = new IdempotencyKeyRecord();
        row.setUserId(user);
        row.setMethod(method);
        row.setPath(path);
        row.setKeyText(key);
        row.setBodyHash(bodyHash);
        row.setClaim(Keys.random(CLAIM_BYTES));
        row.setLeaseAt(now.plus(LEASE));
        row.setCreatedAt(now);
        var added =
                db.insertInto(IDEMPOTENCY_KEY).set(row).onConflictDoNothing().execute();
        var known = db.selectFrom(IDEMPOTENCY_KEY)
                .where(
                        IDEMPOTENCY_KEY.USER_ID.eq(user),
                        IDEMPOTENCY_KEY.METHOD.eq(method),
                        IDEMPOTENCY_KEY.PATH.eq(path),
                        IDEMPOTENCY_KEY.KEY_TEXT.eq(key))
                .fetchOne();
        // freed between the two statements: the caller may ask again
        if (known == null) {
            throw new Refusal("idempotency_running");
        }
        // not by asking the insert for its row: where it did nothing, SQLite gives that of the insert before
        if (added > 0) {
            return new Claim(known.getId(), row.getClaim(), null);
        }
        if (known.getCreatedAt().isBefore(now.minus(KEPT))) {
            row.setDoneAt(null);
            row.setObjectId(null);
            return take(known, row);
        }
        if (!secrets.isFingerprint(known.getBodyHash(), sent)) {
            throw new Unacceptable(HttpStatus.UNPROCESSABLE_CONTENT, "error.idempotency_other_body");
        }
        if (known.getDoneAt() != null) {
            return new Claim(known.getId(), known.getClaim(), new Once.Made(known.getObjectId(), !known.getWasThere()));
        }
        if (known.getLeaseAt().isAfter(now)) {
            throw new Refusal("idempotency_running");
        }
        return take(known, row);
    }

    /** Does the work and notes what came of it, both or neither: not if another call has taken the key meanwhile. */
    @Transactional
    public Once.Made perform(Claim claim, Supplier<Once.Made> work) {
        var made = work.get();
        var noted = db.update(IDEMPOTENCY_KEY)
                .set(IDEMPOTENCY_KEY.DONE_AT, clock.instant())
                .set(IDEMPOTENCY_KEY.OBJECT_ID, made.id())
                .set(IDEMPOTENCY_KEY.WAS_THERE, !made.isNew())
                .where(
                        IDEMPOTENCY_KEY.ID.eq(claim.id()),
                        IDEMPOTENCY_KEY.CLAIM.eq(claim.token()),
                        IDEMPOTENCY_KEY.DONE_AT.isNull())
                .execute();
        if (noted == 0) {
            throw new Refusal("idempotency_lost");
        }
        return made;
    }

    /** What failed may be tried again at once. */
    @Transactional
    public void free(Claim claim) {
        db.deleteFrom(IDEMPOTENCY_KEY)
                .where(
                        IDEMPOTENCY_KEY.ID.eq(claim.id()),
                        IDEMPOTENCY_KEY.CLAIM.eq(claim.token()),
                        IDEMPOTENCY_KEY.DONE_AT.isNull())
                .execute();
    }

    @Transactional
    public void removeOld() {
        db.deleteFrom(IDEMPOTENCY_KEY)
                .where(IDEMPOTENCY_KEY.CREATED_AT.lt(clock.instant().minus(KEPT)))
                .execute();
    }

    private Claim take(IdempotencyKeyRecord known, IdempotencyKeyRecord anew) {
        var taken = db.update(IDEMPOTENCY_KEY)
                .set(anew)
                .where(IDEMPOTENCY_KEY.ID.eq(known.getId()), IDEMPOTENCY_KEY.CLAIM.eq(known.getClaim()))
                .execute();
        if (taken == 0) {
            throw new Refusal("idempotency_running");
        }
        return new Claim(known.getId(), anew.getClaim(), null);
    }

    @Configuration(proxyBeanMethods = false)
    static class Sweep {

        @Bean
        RecurringTask<Void> idempotencySweep(IdempotencyKeys keys) {
            return Tasks.recurring("web.idempotency-sweep", FixedDelay.of(Duration.ofHours(1)))
                    .execute((_, _) -> keys.removeOld());
        }
    }
}
