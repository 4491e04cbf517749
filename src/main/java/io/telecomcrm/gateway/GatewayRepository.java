package io.telecomcrm.gateway;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.GATEWAY_OPERATION;
import static io.telecomcrmdb.Tables.PAYMENT;
import static io.telecomcrmdb.Tables.SIM;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.kernel.Malformed;
import io.telecomcrm.kernel.Money;
import io.telecomcrm.kernel.Msisdn;
import io.telecomcrm.payments.PaymentStatus;
import io.telecomcrm.sims.SimStatus;
import io.telecomcrmdb.tables.records.GatewayOperationRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What providers have in hand, and the accounts that payers name. */
@Repository
class GatewayRepository {

    private static final SelectField<Operation> OPERATION = row(
                    GATEWAY_OPERATION.ID,
                    row(PAYMENT.ID, PAYMENT.KIND, PAYMENT.STATUS, PAYMENT.AMOUNT, PAYMENT.CONTRACT_ID, CONTRACT.NUMBER)
                            .mapping(Operation.Line::new),
                    row(
                                    GATEWAY_OPERATION.PROVIDER,
                                    GATEWAY_OPERATION.IDEMPOTENCE_KEY,
                                    GATEWAY_OPERATION.REQUEST,
                                    GATEWAY_OPERATION.CREATED_AT)
                            .mapping(Operation.Asked::new),
                    GATEWAY_OPERATION.STATE,
                    GATEWAY_OPERATION.OBJECT_ID,
                    GATEWAY_OPERATION.ATTEMPTS)
            .mapping(Operation::new);

    private final DSLContext db;

    GatewayRepository(DSLContext db) {
        this.db = db;
    }

    void add(long line, String provider, String key, String request, Instant now, Instant nextPoll) {
        var row = new GatewayOperationRecord();
        row.setLineId(line);
        row.setProvider(provider);
        row.setIdempotenceKey(key);
        row.setRequest(request);
        row.setState(OperationState.NEW);
        row.setAttempts(0);
        row.setNextPollAt(nextPoll);
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        db.insertInto(GATEWAY_OPERATION).set(row).execute();
    }

    Optional<Operation> ofLine(long line) {
        return operation(GATEWAY_OPERATION.LINE_ID.eq(line));
    }

    Optional<Operation> find(String provider, String objectId) {
        return operation(GATEWAY_OPERATION.PROVIDER.eq(provider), GATEWAY_OPERATION.OBJECT_ID.eq(objectId));
    }

    private Optional<Operation> operation(Condition... conditions) {
        return db.select(OPERATION)
                .from(GATEWAY_OPERATION)
                .join(PAYMENT)
                .on(PAYMENT.ID.eq(GATEWAY_OPERATION.LINE_ID))
                .join(CONTRACT)
                .on(CONTRACT.ID.eq(PAYMENT.CONTRACT_ID))
                .where(conditions)
                .orderBy(GATEWAY_OPERATION.ID)
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    /** A refund of this payment that counts as done by a person's word, and that the provider gave no name yet. */
    Optional<Operation> unnamedRefund(long payment, Money amount) {
        return operation(
                PAYMENT.REVERSES_ID.eq(payment),
                PAYMENT.STATUS.eq(PaymentStatus.SUCCEEDED),
                PAYMENT.AMOUNT.eq(amount.negated()),
                GATEWAY_OPERATION.OBJECT_ID.isNull());
    }

    /** Whether a refund of this payment was asked for and not answered yet. */
    boolean hasUnansweredRefund(long payment) {
        return db.fetchExists(selectOne()
                .from(GATEWAY_OPERATION)
                .join(PAYMENT)
                .on(PAYMENT.ID.eq(GATEWAY_OPERATION.LINE_ID))
                .where(
                        PAYMENT.REVERSES_ID.eq(payment),
                        PAYMENT.STATUS.eq(PaymentStatus.PENDING),
                        GATEWAY_OPERATION.OBJECT_ID.isNull()));
    }

    /** Those whose turn it is to be asked about. */
    List<Long> due(Instant now, int most) {
        return db.select(GATEWAY_OPERATION.LINE_ID)
                .from(GATEWAY_OPERATION)
                .where(GATEWAY_OPERATION.NEXT_POLL_AT.le(now))
                .orderBy(GATEWAY_OPERATION.NEXT_POLL_AT)
                .limit(most)
                .fetch(Record1::value1);
    }

    /** Takes an operation whose turn has come, so that no other node does; false where one did. */
    boolean claim(Operation operation, Instant now, Instant next) {
        return db.update(GATEWAY_OPERATION)
                        .set(GATEWAY_OPERATION.NEXT_POLL_AT, next)
                        .set(GATEWAY_OPERATION.ATTEMPTS, operation.attempts() + 1)
                        .set(GATEWAY_OPERATION.UPDATED_AT, now)
                        .where(
                                GATEWAY_OPERATION.ID.eq(operation.id()),
                                GATEWAY_OPERATION.ATTEMPTS.eq(operation.attempts()),
                                GATEWAY_OPERATION.NEXT_POLL_AT.le(now))
                        .execute()
                == 1;
    }

    /** Notes how far the provider is, unless a later state is known already. */
    void advance(
            Operation operation,
            OperationState state,
            @Nullable String objectId,
            @Nullable String confirmationUrl,
            @Nullable String error,
            Instant now,
            @Nullable Instant nextPoll) {
        var earlier = Arrays.stream(OperationState.values())
                .filter(other -> other.compareTo(state) <= 0)
                .toList();
        var update = db.update(GATEWAY_OPERATION)
                .set(GATEWAY_OPERATION.STATE, state)
                .set(GATEWAY_OPERATION.OBJECT_ID, coalesce(GATEWAY_OPERATION.OBJECT_ID, val(objectId)))
                .set(
                        GATEWAY_OPERATION.CONFIRMATION_URL,
                        coalesce(GATEWAY_OPERATION.CONFIRMATION_URL, val(confirmationUrl)))
                .set(GATEWAY_OPERATION.LAST_ERROR, error)
                .set(GATEWAY_OPERATION.NEXT_POLL_AT, nextPoll)
                .set(GATEWAY_OPERATION.UPDATED_AT, now);
        if (state != OperationState.NEW) {
            update = update.setNull(GATEWAY_OPERATION.REQUEST);
        }
        update.where(GATEWAY_OPERATION.ID.eq(operation.id()), GATEWAY_OPERATION.STATE.in(earlier))
                .execute();
    }

    void noteError(Operation operation, String why, Instant now) {
        db.update(GATEWAY_OPERATION)
                .set(GATEWAY_OPERATION.LAST_ERROR, why)
                .set(GATEWAY_OPERATION.UPDATED_AT, now)
                .where(GATEWAY_OPERATION.ID.eq(operation.id()))
                .execute();
    }

    /** Nothing is left to ask. */
    void stop(Operation operation, @Nullable String why, Instant now) {
        db.update(GATEWAY_OPERATION)
                .setNull(GATEWAY_OPERATION.REQUEST)
                .setNull(GATEWAY_OPERATION.NEXT_POLL_AT)
                .set(GATEWAY_OPERATION.LAST_ERROR, why)
                .set(GATEWAY_OPERATION.UPDATED_AT, now)
                .where(GATEWAY_OPERATION.ID.eq(operation.id()))
                .execute();
    }

    /** The money that a provider has came to another line than was meant. */
    void moveTo(long operation, long line) {
        db.update(GATEWAY_OPERATION)
                .set(GATEWAY_OPERATION.LINE_ID, line)
                .where(GATEWAY_OPERATION.ID.eq(operation))
                .execute();
    }

    Operation.Order order(long line, long contract, Money amount) {
        return db.select(CONTRACT.NUMBER, CUSTOMER.PHONE, CUSTOMER.EMAIL)
                .from(CONTRACT)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CONTRACT.CUSTOMER_ID))
                .where(CONTRACT.ID.eq(contract))
                .fetchSingle(row -> new Operation.Order(line, amount, row.value1(), row.value2(), row.value3()));
    }

    /** A contract as payers find it. */
    record Account(long id, ContractStatus status, Money balance) {}

    /**
     * The contract of an account as a payer types it: the contract's number, or the number of its SIM card.
     *
     * @throws Malformed if it reads as neither
     */
    Optional<Account> account(String typed) {
        try {
            return account(CONTRACT.NUMBER.eq(ContractNumber.parse(typed)));
        } catch (Malformed noContract) {
            // a number that rests may be somebody else's tomorrow
            return account(SIM.MSISDN.eq(Msisdn.parse(typed)).and(SIM.STATUS.ne(SimStatus.CLOSED)));
        }
    }

    Optional<Account> account(long contract) {
        return account(CONTRACT.ID.eq(contract));
    }

    private Optional<Account> account(Condition condition) {
        return db.select(row(CONTRACT.ID, CONTRACT.STATUS, CONTRACT.BALANCE).mapping(Account::new))
                .from(CONTRACT)
                .leftJoin(SIM)
                .on(SIM.CONTRACT_ID.eq(CONTRACT.ID))
                .where(condition)
                .limit(1)
                .fetchOptional(Record1::value1);
    }

    /** A line that stands in the ledger under the name that a provider gave it. */
    record Booked(
            long id,
            long contractId,
            Money amount,
            PaymentStatus status,
            @Nullable String description) {}

    Optional<Booked> booked(String provider, String transaction) {
        return db.select(row(PAYMENT.ID, PAYMENT.CONTRACT_ID, PAYMENT.AMOUNT, PAYMENT.STATUS, PAYMENT.DESCRIPTION)
                        .mapping(Booked::new))
                .from(PAYMENT)
                .where(PAYMENT.PROVIDER.eq(provider), PAYMENT.TRANSACTION_ID.eq(transaction))
                .fetchOptional(Record1::value1);
    }
}
