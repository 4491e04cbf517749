package io.telecomcrm.database;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectCount;

import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The many classes that the first query needs, loaded while the rest of the product starts. */
public final class DatabaseClasses {

    private DatabaseClasses() {}

    /** Writes a query that nobody asks. */
    public static void load() {
        DSL.using(SQLDialect.DEFAULT)
                .select(row(CUSTOMER.fields()), selectCount().asField())
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(1L))
                .getSQL();
    }
}
