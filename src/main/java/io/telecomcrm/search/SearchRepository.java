package io.telecomcrm.search;

import static io.telecomcrmdb.Tables.CUSTOMER;
import static io.telecomcrmdb.Tables.SIM;
import static io.telecomcrmdb.Tables.TICKET;

import io.telecomcrm.database.Dialect;
import io.telecomcrm.database.TextSearch;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The first few SIM cards and tickets that a text describes; stops as soon as there are enough. */
@Repository
class SearchRepository {

    private final DSLContext db;
    private final TextSearch sims;
    private final TextSearch tickets;

    SearchRepository(DSLContext db) {
        var dialect = Dialect.of(db);
        this.db = db;
        this.sims = new TextSearch(dialect, SIM.ID, SIM.SEARCH_TEXT);
        this.tickets = new TextSearch(dialect, TICKET.ID, TICKET.SEARCH_TEXT);
    }

    List<Hit> sims(String text, int most) {
        return db.select(SIM.ID, SIM.ICCID, SIM.MSISDN, SIM.STATUS)
                .from(SIM)
                .where(sims.matches(text))
                .limit(most)
                .fetch(row -> {
                    var iccid = row.value2().display();
                    var number = row.value3() == null ? null : row.value3().display();
                    return new Hit(
                            "/sims/" + row.value1(),
                            "card-sim",
                            number == null ? iccid : number,
                            number == null ? null : iccid,
                            "search.sim-" + row.value4().code(),
                            switch (row.value4().code()) {
                                case "active" -> "tag tag-ok";
                                case "blocked" -> "tag tag-bad";
                                case "closed" -> "tag tag-mute";
                                default -> "tag tag-info";
                            });
                });
    }

    List<Hit> tickets(String text, int most) {
        return db.select(TICKET.ID, TICKET.NUMBER, TICKET.SUBJECT, TICKET.STATUS, CUSTOMER.FULL_NAME)
                .from(TICKET)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(TICKET.CUSTOMER_ID))
                .where(tickets.matches(text))
                .limit(most)
                .fetch(row -> new Hit(
                        "/tickets/" + row.value1(),
                        "message-square",
                        row.value3(),
                        row.value2() + " · " + row.value5(),
                        "search.ticket-" + row.value4().name().toLowerCase(Locale.ROOT),
                        switch (row.value4()) {
                            case NEW, IN_PROGRESS -> "tag tag-info";
                            case WAITING -> "tag tag-warn";
                            case RESOLVED -> "tag tag-ok";
                            case CLOSED -> "tag tag-mute";
                        }));
    }
}
