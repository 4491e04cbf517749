package io.telecomcrm.customers;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_COUNT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import io.telecomcrm.database.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Repository;

/** The statuses of customers, which follow from their contracts; drafts don't count. */
@Repository
class CustomerStatuses {

    private static final Field<String> FOLLOWING = when(has("active"), inline("active"))
            .when(has("suspended"), inline("blocked"))
            .when(has("terminated"), inline("former"))
            .otherwise(inline("new"));

    private final DSLContext db;
    private final Dialect dialect;
    private final CustomerRepository customers;

    CustomerStatuses(DSLContext db, CustomerRepository customers) {
        this.db = db;
        this.dialect = Dialect.of(db);
        this.customers = customers;
    }

    /**
     * Writes the statuses that are no longer right. The rows are locked first and the contracts read by the next
     * statement, which sees what everybody who held the lock before has done to theirs.
     */
    void follow(Collection<Long> ids) {
        var those = dialect.among(CUSTOMER.ID, ids);
        dialect.lock(db.select(CUSTOMER.ID).from(CUSTOMER).where(those).orderBy(CUSTOMER.ID))
                .fetch();
        write(those);
    }

    /** The same for everybody, after many contracts came at once into a database where nobody else works. */
    void followAll() {
        db.update(CUSTOMER)
                .set(CUSTOMER.STATUS, FOLLOWING.coerce(CUSTOMER.STATUS))
                .where(CUSTOMER.STATUS.coerce(String.class).ne(FOLLOWING))
                .execute();
        db.deleteFrom(CUSTOMER_COUNT).execute();
        db.execute("insert into customer_count (status, amount) select status, count(*) from customer group by status");
    }

    private void write(Condition those) {
        var wrong = new EnumMap<CustomerStatus, EnumMap<CustomerStatus, List<Long>>>(CustomerStatus.class);
        db.select(CUSTOMER.ID, CUSTOMER.STATUS, FOLLOWING)
                .from(CUSTOMER)
                .where(those, CUSTOMER.STATUS.coerce(String.class).ne(FOLLOWING))
                .forEach(row -> wrong.computeIfAbsent(row.value2(), _ -> new EnumMap<>(CustomerStatus.class))
                        .computeIfAbsent(CustomerStatus.of(row.value3()), _ -> new ArrayList<>())
                        .add(row.value1()));
        wrong.forEach((was, becomes) -> becomes.forEach((status, ids) -> {
            db.update(CUSTOMER)
                    .set(CUSTOMER.STATUS, status)
                    .where(dialect.among(CUSTOMER.ID, ids))
                    .execute();
            customers.count(was, -ids.size());
            customers.count(status, ids.size());
        }));
    }

    private static Condition has(String contractStatus) {
        return exists(selectOne()
                .from(CONTRACT)
                .where(
                        CONTRACT.CUSTOMER_ID.eq(CUSTOMER.ID),
                        CONTRACT.STATUS.coerce(String.class).eq(inline(contractStatus))));
    }
}
