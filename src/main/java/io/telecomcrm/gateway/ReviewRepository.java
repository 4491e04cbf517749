package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.GATEWAY_REVIEW;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.database.Count;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.Orders;
import io.telecomcrm.database.Rows;
import io.telecomcrm.database.Slice;
import io.telecomcrm.kernel.NotFound;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrmdb.tables.records.GatewayReviewRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The cases that wait for a decision, and those that had one. */
@Repository
class ReviewRepository {

    private static final SelectField<ReviewCase> CASE = row(
                    row(
                            GATEWAY_REVIEW.ID,
                            GATEWAY_REVIEW.REASON,
                            GATEWAY_REVIEW.STATE,
                            GATEWAY_REVIEW.PROVIDER,
                            GATEWAY_REVIEW.TRANSACTION_ID,
                            GATEWAY_REVIEW.LINE_ID),
                    row(
                                    GATEWAY_REVIEW.AMOUNT,
                                    GATEWAY_REVIEW.CURRENCY,
                                    GATEWAY_REVIEW.ACCOUNT,
                                    GATEWAY_REVIEW.PAID_AT,
                                    GATEWAY_REVIEW.DETAILS)
                            .mapping(ReviewCase.Said::new),
                    row(CONTRACT.ID, CONTRACT.NUMBER, CUSTOMER.ID, CUSTOMER.FULL_NAME, PAYMENT.STATUS),
                    row(
                            GATEWAY_REVIEW.NOTE,
                            GATEWAY_REVIEW.DECIDED_AT,
                            GATEWAY_REVIEW.DECIDED_BY,
                            GATEWAY_REVIEW.CREATED_AT))
            .mapping((what, said, whose, decided) -> new ReviewCase(
                    what.value1(),
                    what.value2(),
                    what.value3(),
                    what.value4(),
                    what.value5(),
                    what.value6(),
                    whose.value5() == PaymentStatus.SUCCEEDED || whose.value5() == PaymentStatus.REFUNDED,
                    said,
                    owner(whose.value1(), whose.value2(), whose.value3(), whose.value4()),
                    decided.value1(),
                    decided.value2(),
                    decided.value3(),
                    decided.value4()));

    private static final Table<?> ALL = GATEWAY_REVIEW
            .leftJoin(CONTRACT)
            .on(CONTRACT.ID.eq(GATEWAY_REVIEW.CONTRACT_ID))
            .leftJoin(CUSTOMER)
            .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
            .leftJoin(PAYMENT)
            .on(PAYMENT.ID.eq(GATEWAY_REVIEW.LINE_ID));

    static final Orders ORDERS = new Orders(GATEWAY_REVIEW.ID, Map.of());

    private final DSLContext db;
    private final Rows<ReviewCase> rows;

    ReviewRepository(DSLContext db) {
        this.db = db;
        this.rows = new Rows<>(db, ALL, GATEWAY_REVIEW.ID, CASE);
    }

    /**
     * Which cases a list shows.
     *
     * @param state null for all
     */
    record Filter(
            @Nullable ReviewState state,
            @Nullable ReviewReason reason,
            @Nullable String provider,
            @Nullable String transaction) {}

    ReviewCase get(long id) {
        return db.select(CASE)
                .from(ALL)
                .where(GATEWAY_REVIEW.ID.eq(id))
                .fetchOptional(Record1::value1)
                .orElseThrow(() -> new NotFound("review", id));
    }

    /** The case, which nobody else decides until the transaction ends. */
    ReviewCase lock(long id) {
        Dialect.of(db)
                .lock(db.select(GATEWAY_REVIEW.ID).from(GATEWAY_REVIEW).where(GATEWAY_REVIEW.ID.eq(id)))
                .fetch();
        return get(id);
    }

    /** Notes a case; the same once more is the same case. */
    Optional<Long> add(GatewayReviewRecord row) {
        // on SQLite an insert that did nothing would return whatever was inserted last, into whichever table
        if (db.insertInto(GATEWAY_REVIEW).set(row).onConflictDoNothing().execute() == 0) {
            return Optional.empty();
        }
        return find(row.getReason(), row.getProvider(), row.getTransactionId());
    }

    Optional<Long> find(ReviewReason reason, String provider, String transaction) {
        return db.select(GATEWAY_REVIEW.ID)
                .from(GATEWAY_REVIEW)
                .where(
                        GATEWAY_REVIEW.PROVIDER.eq(provider),
                        GATEWAY_REVIEW.TRANSACTION_ID.eq(transaction),
                        GATEWAY_REVIEW.REASON.eq(reason))
                .fetchOptional(Record1::value1);
    }

    void link(long id, long contract) {
        db.update(GATEWAY_REVIEW)
                .set(GATEWAY_REVIEW.CONTRACT_ID, contract)
                .where(GATEWAY_REVIEW.ID.eq(id))
                .execute();
    }

    void note(long id, @Nullable String note) {
        db.update(GATEWAY_REVIEW)
                .set(GATEWAY_REVIEW.NOTE, note)
                .where(GATEWAY_REVIEW.ID.eq(id))
                .execute();
    }

    void decide(long id, ReviewState state, @Nullable Long line, String by, Instant now) {
        db.update(GATEWAY_REVIEW)
                .set(GATEWAY_REVIEW.STATE, state)
                .set(GATEWAY_REVIEW.LINE_ID, line)
                .set(GATEWAY_REVIEW.DECIDED_AT, now)
                .set(GATEWAY_REVIEW.DECIDED_BY, by)
                .where(GATEWAY_REVIEW.ID.eq(id))
                .execute();
    }

    boolean contractExists(long id) {
        return db.fetchExists(selectOne().from(CONTRACT).where(CONTRACT.ID.eq(id)));
    }

    Count count(Filter filter) {
        return rows.count(matches(filter));
    }

    List<ReviewCase> list(Filter filter, List<String> ordering, int limit, long offset, Count count) {
        return rows.page(matches(filter), ORDERS.of(ordering), limit, offset, count);
    }

    Slice<ReviewCase> slice(Filter filter, @Nullable String place, int size) {
        return rows.slice(matches(filter), ORDERS.of(""), place, size, count(filter));
    }

    private static Condition matches(Filter filter) {
        var condition = noCondition();
        if (filter.state() != null) {
            condition = condition.and(GATEWAY_REVIEW.STATE.eq(filter.state()));
        }
        if (filter.reason() != null) {
            condition = condition.and(GATEWAY_REVIEW.REASON.eq(filter.reason()));
        }
        if (filter.provider() != null) {
            condition = condition.and(GATEWAY_REVIEW.PROVIDER.eq(filter.provider()));
        }
        if (filter.transaction() != null) {
            condition = condition.and(GATEWAY_REVIEW.TRANSACTION_ID.eq(filter.transaction()));
        }
        return condition;
    }

    private static ReviewCase.@Nullable Owner owner(
            @Nullable Long contract, @Nullable ContractNumber number, @Nullable Long customer, @Nullable String name) {
        return contract == null || number == null || customer == null || name == null
                ? null
                : new ReviewCase.Owner(contract, number, customer, name);
    }
}
