package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.PROMISED_PAYMENT;
import static org.jooq.impl.DSL.row;

import io.telecomcrm.database.Count;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.springframework.stereotype.Repository;

/** Promised payments, as they are stored. */
@Repository
class PromiseRepository {

    private static final SelectField<PromisedPayment> PROMISE = row(
                    PROMISED_PAYMENT.ID,
                    PROMISED_PAYMENT.CONTRACT_ID,
                    PROMISED_PAYMENT.AMOUNT,
                    PROMISED_PAYMENT.GIVEN_AT,
                    PROMISED_PAYMENT.GIVEN_ON,
                    PROMISED_PAYMENT.UNTIL_ON,
                    PROMISED_PAYMENT.GIVEN_BY_ID,
                    PROMISED_PAYMENT.GIVEN_BY,
                    PROMISED_PAYMENT.ENDED_AT)
            .mapping(PromisedPayment::new);

    private final DSLContext db;

    PromiseRepository(DSLContext db) {
        this.db = db;
    }

    void add(long contract, Money amount, Instant now, LocalDate today, LocalDate until) {
        var actor = Actor.current();
        db.insertInto(PROMISED_PAYMENT)
                .set(PROMISED_PAYMENT.CONTRACT_ID, contract)
                .set(PROMISED_PAYMENT.AMOUNT, amount)
                .set(PROMISED_PAYMENT.GIVEN_AT, now)
                .set(PROMISED_PAYMENT.GIVEN_ON, today)
                .set(PROMISED_PAYMENT.UNTIL_ON, until)
                .set(PROMISED_PAYMENT.GIVEN_BY_ID, actor.userId())
                .set(PROMISED_PAYMENT.GIVEN_BY, actor.username())
                .execute();
    }

    void end(long id, Instant now) {
        db.update(PROMISED_PAYMENT)
                .set(PROMISED_PAYMENT.ENDED_AT, now)
                .where(PROMISED_PAYMENT.ID.eq(id))
                .execute();
    }

    Optional<PromisedPayment> get(long id) {
        return db.select(PROMISE)
                .from(PROMISED_PAYMENT)
                .where(PROMISED_PAYMENT.ID.eq(id))
                .fetchOptional(Record1::value1);
    }

    /** The one whose credit the contract has. */
    Optional<PromisedPayment> open(long contract) {
        return db.select(PROMISE)
                .from(PROMISED_PAYMENT)
                .where(PROMISED_PAYMENT.CONTRACT_ID.eq(contract), PROMISED_PAYMENT.ENDED_AT.isNull())
                .fetchOptional(Record1::value1);
    }

    /** Those of a contract, the latest first. */
    List<PromisedPayment> of(long contract, int limit, long offset) {
        return db.select(PROMISE)
                .from(PROMISED_PAYMENT)
                .where(PROMISED_PAYMENT.CONTRACT_ID.eq(contract))
                .orderBy(PROMISED_PAYMENT.ID.desc())
                .limit(limit)
                .offset(offset)
                .fetch(Record1::value1);
    }

    Count count(long contract) {
        return Count.exactly(db.fetchCount(PROMISED_PAYMENT, PROMISED_PAYMENT.CONTRACT_ID.eq(contract)));
    }

    /** Contracts whose credit is there though its time is over. */
    List<Long> overOn(LocalDate today) {
        return db.select(PROMISED_PAYMENT.CONTRACT_ID)
                .from(PROMISED_PAYMENT)
                .where(PROMISED_PAYMENT.ENDED_AT.isNull(), PROMISED_PAYMENT.UNTIL_ON.le(today))
                .orderBy(PROMISED_PAYMENT.CONTRACT_ID)
                .fetch(Record1::value1);
    }
}
