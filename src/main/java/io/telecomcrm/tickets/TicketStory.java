package io.telecomcrm.tickets;

import static io.telecomcrmdb.Tables.TICKET;

import io.telecomcrm.customers.CustomerStory;
import io.telecomcrm.customers.StoryLine;
import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A customer's tickets on the time line of their card: when each began and when it was closed. */
@Component
class TicketStory implements CustomerStory {

    /** Both lines of a ticket need a place of their own. */
    private static final Field<Long> BEGAN = TICKET.ID.mul(2L);

    private static final Field<Long> CLOSED = TICKET.ID.mul(2L).plus(1L);

    private final DSLContext db;

    TicketStory(DSLContext db) {
        this.db = db;
    }

    @Override
    public String code() {
        return "tickets";
    }

    @Override
    public String key() {
        return "tickets.title";
    }

    @Override
    public String permission() {
        return Tickets.VIEW;
    }

    @Override
    public List<StoryLine> before(long customer, Place place, int most) {
        var began =
                lines(customer, place, most, TICKET.CREATED_AT, BEGAN, TICKET.CREATED_BY, "tickets.story-began", null);
        var closed = lines(
                customer, place, most, TICKET.CLOSED_AT, CLOSED, DSL.val((String) null), "tickets.story-closed", "ok");
        return Stream.concat(began.stream(), closed.stream())
                .sorted(Comparator.comparing(StoryLine::at)
                        .thenComparing(StoryLine::id)
                        .reversed())
                .limit(most)
                .toList();
    }

    private List<StoryLine> lines(
            long customer,
            Place place,
            int most,
            Field<Instant> at,
            Field<Long> line,
            Field<String> by,
            String key,
            @Nullable String tone) {
        return db.select(at, line, by, TICKET.ID, TICKET.NUMBER, TICKET.SUBJECT)
                .from(TICKET)
                .where(TICKET.CUSTOMER_ID.eq(customer), at.isNotNull(), place.before(at, line))
                .orderBy(at.desc(), line.desc())
                .limit(most)
                .fetch(row -> new StoryLine(
                        row.value1(),
                        row.value2(),
                        "message-square",
                        tone,
                        new Text(key, row.value5(), row.value6()),
                        "/tickets/" + row.value4(),
                        row.value3()));
    }
}
