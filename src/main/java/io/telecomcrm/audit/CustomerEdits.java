package io.telecomcrm.audit;

import static io.telecomcrmdb.Tables.AUDIT_ENTRY;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.CUSTOMER_MERGE;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.customers.StoryLine;
import io.telecomcrm.kernel.Text;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.springframework.stereotype.Component;

/**
 * What was done to a customer's own data, and to that of customers who turned out to be the same. The log can't be
 * changed, so once they are anonymised only that something happened is told here.
 */
@Component
class CustomerEdits implements CustomerStory {

    private final DSLContext db;
    private final AuditWords words;

    CustomerEdits(DSLContext db, AuditWords words) {
        this.db = db;
        this.words = words;
    }

    @Override
    public String code() {
        return "data";
    }

    @Override
    public String key() {
        return "audit.story";
    }

    @Override
    public String permission() {
        return Customers.VIEW;
    }

    @Override
    public List<StoryLine> before(long customer, Place place, int most) {
        var ids = db.select(CUSTOMER_MERGE.ID)
                .from(CUSTOMER_MERGE)
                .where(CUSTOMER_MERGE.MERGED_INTO_ID.eq(customer))
                .fetch(Record1::value1);
        ids.add(customer);
        var anonymised = db.fetchExists(CUSTOMER, CUSTOMER.ID.eq(customer), CUSTOMER.ANONYMISED_AT.isNotNull());
        return db.select(AuditRepository.ENTRY)
                .from(AUDIT_ENTRY)
                .where(
                        AUDIT_ENTRY.OBJECT_TYPE.eq("customer"),
                        AUDIT_ENTRY.OBJECT_ID.in(ids),
                        place.before(AUDIT_ENTRY.HAPPENED_AT, AUDIT_ENTRY.ID))
                .orderBy(AUDIT_ENTRY.HAPPENED_AT.desc(), AUDIT_ENTRY.ID.desc())
                .limit(most)
                .fetch(entry -> line(entry.value1(), customer, anonymised));
    }

    private StoryLine line(AuditEntry entry, long customer, boolean anonymised) {
        var action = "action." + entry.action();
        var other = entry.objectId() != null && entry.objectId() != customer;
        return new StoryLine(
                entry.at(),
                entry.id(),
                words.icon(entry),
                null,
                other
                        ? new Text("audit.of-merged", new Text(action), String.valueOf(entry.objectId()))
                        : new Text(action),
                null,
                entry.username().isEmpty() ? null : entry.username(),
                page -> anonymised ? List.of() : words.differences(page, entry));
    }
}
