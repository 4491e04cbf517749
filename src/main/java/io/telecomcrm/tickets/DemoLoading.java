package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.CONTRACT;
import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.TICKET;
import static io.telecomcrmdb.Tables.TICKET_COMMENT;
import static io.telecomcrmdb.Tables.TICKET_COUNT;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import io.telecomcrm.contracts.ContractStatus;
import io.telecomcrm.database.Dialect;
import io.telecomcrm.kernel.SearchTerms;
import io.telecomcrmdb.tables.records.TicketRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Writes many demonstration tickets at once, chunk by chunk, for whichever customers there are. */
@Repository
class DemoLoading {

    private static final int CHUNK = 2_000;
    private static final int MANY = 10_000;
    private static final String AUTHOR = "Попова Анна Сергеевна";

    private static final List<? extends Field<?>> TICKET_FIELDS = List.of(TICKET.fields());
    private static final List<? extends Field<?>> COMMENT_FIELDS = Arrays.stream(TICKET_COMMENT.fields())
            .filter(field -> !field.equals(TICKET_COMMENT.ID))
            .toList();

    private final DSLContext db;
    private final Dialect dialect;

    DemoLoading(DSLContext db) {
        this.db = db;
        this.dialect = Dialect.of(db);
    }

    /** Whom a ticket is of: the id, what they are found by, and a contract of theirs. */
    private record Owner(long id, String key, @Nullable Long contract) {}

    void load(DemoTickets demo, long count, LongConsumer progress) {
        var edges = db.select(min(CUSTOMER.ID), max(CUSTOMER.ID)).from(CUSTOMER).fetchSingle();
        if (edges.value1() == null) {
            return;
        }
        var first = edges.value1();
        var customers = requireNonNull(edges.value2()) - first + 1;
        var indexes = count < MANY ? List.<String>of() : dialect.dropIndexes(db, TICKET.getName());
        var start = requireNonNullElse(
                        db.select(max(TICKET.ID)).from(TICKET).fetchSingle().value1(), 0L)
                + 1;
        var counts = new EnumMap<TicketStatus, Long>(TicketStatus.class);
        for (var done = 0L; done < count; done += CHUNK) {
            var stories = new ArrayList<DemoTickets.Story>();
            for (var index = done; index < Math.min(count, done + CHUNK); index++) {
                stories.add(demo.get(index, customers));
            }
            write(stories, start + done, first, counts);
            progress.accept(Math.min(count, done + CHUNK));
        }
        counts.forEach((status, amount) -> db.insertInto(TICKET_COUNT, TICKET_COUNT.STATUS, TICKET_COUNT.AMOUNT)
                .values(status, amount)
                .execute());
        if (dialect == Dialect.POSTGRESQL) {
            db.execute("select setval(pg_get_serial_sequence('ticket', 'id'), (select max(id) from ticket))");
        }
        if (!indexes.isEmpty()) {
            indexes.forEach(db::execute);
            db.execute("analyze " + TICKET.getName());
        }
    }

    private void write(
            List<DemoTickets.Story> stories, long start, long firstCustomer, Map<TicketStatus, Long> counts) {
        var owners = owners(stories.stream()
                .map(story -> firstCustomer + story.customer())
                .distinct()
                .toList());
        var anybody = owners.values().iterator().next();
        var tickets = db.batch(db.insertInto(TICKET, TICKET_FIELDS).values(new @Nullable Object[TICKET_FIELDS.size()]));
        var comments = db.batch(
                db.insertInto(TICKET_COMMENT, COMMENT_FIELDS).values(new @Nullable Object[COMMENT_FIELDS.size()]));
        for (var i = 0; i < stories.size(); i++) {
            var story = stories.get(i);
            var owner = owners.getOrDefault(firstCustomer + story.customer(), anybody);
            var row = row(story, start + i, owner);
            tickets = tickets.bind(TICKET_FIELDS.stream().map(row::get).toArray());
            for (var word : story.words()) {
                comments =
                        comments.bind(start + i, story.assignee(), AUTHOR, word.text(), word.isInternal(), word.at());
            }
            counts.merge(story.status(), 1L, Long::sum);
        }
        tickets.execute();
        if (comments.size() > 0) {
            comments.execute();
        }
    }

    private Map<Long, Owner> owners(List<Long> ids) {
        var contracts = db.select(CONTRACT.CUSTOMER_ID, min(CONTRACT.ID))
                .from(CONTRACT)
                .where(CONTRACT.CUSTOMER_ID.in(ids), CONTRACT.STATUS.ne(ContractStatus.DRAFT))
                .groupBy(CONTRACT.CUSTOMER_ID)
                .fetchMap(CONTRACT.CUSTOMER_ID, min(CONTRACT.ID));
        var owners = new HashMap<Long, Owner>();
        db.select(CUSTOMER.ID, CUSTOMER.NAME_KEY, CUSTOMER.PHONE)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.in(ids))
                .forEach(found -> owners.put(
                        found.value1(),
                        new Owner(
                                found.value1(),
                                SearchTerms.key(found.value2()) + " "
                                        + found.value3().digits(),
                                contracts.get(found.value1()))));
        if (owners.isEmpty()) {
            throw new IllegalStateException("There is no customer to have tickets");
        }
        return owners;
    }

    private static TicketRecord row(DemoTickets.Story story, long id, Owner owner) {
        var row = new TicketRecord();
        var number = Long.toString(id);
        row.setId(id);
        row.setNumber(number);
        TicketRepository.fill(
                row,
                new TicketDetails(
                        owner.id(),
                        story.aboutContract() ? owner.contract() : null,
                        story.subject(),
                        story.description(),
                        story.priority()));
        TicketRepository.fill(row, story.clock());
        row.setStatus(story.status());
        row.setAssignedToId(story.assignee());
        row.setCreatedBy(AUTHOR);
        row.setOverdueFromAt(story.status().isOpen() ? story.clock().missedFrom() : null);
        row.setResolvedAt(story.resolvedAt());
        row.setQuietSinceAt(story.status() == TicketStatus.RESOLVED ? story.resolvedAt() : null);
        row.setClosedAt(story.closedAt());
        row.setSearchText(TicketRepository.searchText(number, story.subject(), owner.key()));
        row.setCreatedAt(story.createdAt());
        row.setUpdatedAt(story.lastAt());
        row.setVersion(1L);
        return row;
    }
}
