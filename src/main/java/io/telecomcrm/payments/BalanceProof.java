package io.telecomcrm.payments;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.PAYMENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.telecomcrm.contracts.ContractNumber;
import io.telecomcrm.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Repository;

/** Proves that every balance is what the lines of its ledger add up to. */
@Repository
class BalanceProof {

    private static final long AT_ONCE = 5_000;

    private final DSLContext db;

    BalanceProof(DSLContext db) {
        this.db = db;
    }

    /** A balance that its ledger doesn't explain. */
    record Difference(long contractId, ContractNumber number, Money balance, Money ledger) {}

    record Result(long contracts, List<Difference> differences) {

        boolean isGood() {
            return differences.isEmpty();
        }
    }

    /** Each part is one statement, so the balances and the lines it compares are of the same moment. */
    Result prove() {
        var last = db.select(max(CONTRACT.ID)).from(CONTRACT).fetchSingle().value1();
        var differences = new ArrayList<Difference>();
        for (var from = 0L; last != null && from <= last; from += AT_ONCE) {
            differences.addAll(differences(from, from + AT_ONCE));
        }
        return new Result(db.fetchCount(CONTRACT), List.copyOf(differences));
    }

    private List<Difference> differences(long from, long end) {
        var sums = select(
                        PAYMENT.CONTRACT_ID,
                        sum(PAYMENT.AMOUNT.coerce(Long.class)).as("total"))
                .from(PAYMENT)
                .where(
                        PAYMENT.CONTRACT_ID.ge(from),
                        PAYMENT.CONTRACT_ID.lt(end),
                        PAYMENT.STATUS.in(PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED))
                .groupBy(PAYMENT.CONTRACT_ID)
                .asTable("sums");
        Field<Long> total = coalesce(sums.field("total"), inline(0)).cast(Long.class);
        return db.select(CONTRACT.ID, CONTRACT.NUMBER, CONTRACT.BALANCE, total)
                .from(CONTRACT)
                .leftJoin(sums)
                .on(sums.field(PAYMENT.CONTRACT_ID).eq(CONTRACT.ID))
                .where(
                        CONTRACT.ID.ge(from),
                        CONTRACT.ID.lt(end),
                        CONTRACT.BALANCE.coerce(Long.class).ne(total))
                .orderBy(CONTRACT.ID)
                .fetch(row -> new Difference(row.value1(), row.value2(), row.value3(), new Money(row.value4())));
    }
}
