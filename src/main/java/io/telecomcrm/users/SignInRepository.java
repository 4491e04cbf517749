package io.telecomcrm.users;

import static io.telecomcrmdb.Tables.KNOWN_ADDRESS;
import static io.telecomcrmdb.Tables.SIGN_IN_FAILURE;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Failed sign-ins, and the addresses from which people are known to sign in. */
@Repository
class SignInRepository {

    private final DSLContext db;

    SignInRepository(DSLContext db) {
        this.db = db;
    }

    boolean isKnown(long user, String address, Instant since) {
        return db.fetchExists(
                KNOWN_ADDRESS,
                KNOWN_ADDRESS.USER_ID.eq(user),
                KNOWN_ADDRESS.ADDRESS.eq(address),
                KNOWN_ADDRESS.SIGNED_IN_AT.gt(since));
    }

    void remember(long user, String address, Instant now) {
        db.insertInto(KNOWN_ADDRESS)
                .set(KNOWN_ADDRESS.USER_ID, user)
                .set(KNOWN_ADDRESS.ADDRESS, address)
                .set(KNOWN_ADDRESS.SIGNED_IN_AT, now)
                .onDuplicateKeyUpdate()
                .set(KNOWN_ADDRESS.SIGNED_IN_AT, now)
                .execute();
    }

    /**
     * Locked in one order, so that two sign-ins at once are counted one after the other. To make a counter locks one that
     * is there already: between being found and being locked it could go, as its owner signs in.
     */
    List<Counter> lock(Collection<String> counters, Instant now) {
        for (var counter : counters.stream().sorted().toList()) {
            db.insertInto(SIGN_IN_FAILURE)
                    .set(SIGN_IN_FAILURE.COUNTER, counter)
                    .set(SIGN_IN_FAILURE.FAILURES, 0)
                    .set(SIGN_IN_FAILURE.LAST_AT, now)
                    .onConflict(SIGN_IN_FAILURE.COUNTER)
                    .doUpdate()
                    .set(SIGN_IN_FAILURE.FAILURES, SIGN_IN_FAILURE.FAILURES)
                    .execute();
        }
        return db.select(row(
                                SIGN_IN_FAILURE.COUNTER,
                                SIGN_IN_FAILURE.FAILURES,
                                SIGN_IN_FAILURE.LAST_AT,
                                SIGN_IN_FAILURE.BLOCKED_UNTIL_AT)
                        .mapping(Counter::new))
                .from(SIGN_IN_FAILURE)
                .where(SIGN_IN_FAILURE.COUNTER.in(counters))
                .orderBy(SIGN_IN_FAILURE.COUNTER)
                .fetch(Record1::value1);
    }

    void save(Counter counter) {
        db.update(SIGN_IN_FAILURE)
                .set(SIGN_IN_FAILURE.FAILURES, counter.failures())
                .set(SIGN_IN_FAILURE.LAST_AT, counter.lastAt())
                .set(SIGN_IN_FAILURE.BLOCKED_UNTIL_AT, counter.blockedUntil())
                .where(SIGN_IN_FAILURE.COUNTER.eq(counter.name()))
                .execute();
    }

    void forget(Collection<String> counters) {
        db.deleteFrom(SIGN_IN_FAILURE)
                .where(SIGN_IN_FAILURE.COUNTER.in(counters))
                .execute();
    }

    void sweep(Instant failuresBefore, Instant addressesBefore) {
        db.deleteFrom(SIGN_IN_FAILURE)
                .where(SIGN_IN_FAILURE.LAST_AT.lt(failuresBefore))
                .execute();
        db.deleteFrom(KNOWN_ADDRESS)
                .where(KNOWN_ADDRESS.SIGNED_IN_AT.lt(addressesBefore))
                .execute();
    }

    /** Failures of one kind, and until when further attempts are refused. */
    record Counter(
            String name,
            int failures,
            Instant lastAt,
            @Nullable Instant blockedUntil) {}
}
